"""Troupes and works."""

from datetime import date
from typing import Literal

from django.utils.translation import gettext_noop as _

from troupes.genres import Category
from troupes.models import Troupe as TroupeRow
from troupes.models import WorkCreator

from .places import HINGGAN, RegionRef
from .told import Record, link, told

KEYOUZHONG = {
    "code": "keyouzhongqi",
    "name": "科尔沁右翼中旗乌兰牧骑",
    "name_en": "Horqin Right Middle Banner Ulanmuqi",
    "url": "https://ulanmuqi.example/api/v1/troupes/keyouzhongqi",
}


class TroupeRef(Record):
    code: str = told(_("Never changes."), "keyouzhongqi")
    name: str = told(_("Name in Chinese."), "科尔沁右翼中旗乌兰牧骑")
    name_en: str | None = told(
        _("Name in English."), "Horqin Right Middle Banner Ulanmuqi"
    )
    url: str = link(_("The record of the troupe here."), "/api/v1/troupes/keyouzhongqi")


class Troupe(TroupeRef):
    name_mn: str | None = told(
        _("Name in traditional Mongolian script, where a reader checked it."), None
    )
    short_name: str | None = told(_("Short name in Chinese."), "科右中旗")
    level: Literal[tuple(TroupeRow.Level.values)] = told(
        _("Whose troupe it is: the region's, a league's or a banner's."), "banner"
    )
    level_label: str = told(
        _("The level in words, by Accept-Language."), "Banner or county"
    )
    league: RegionRef | None = told(
        _("The league or city where it is at home."), HINGGAN
    )
    banner: RegionRef | None = told(
        _("The banner, county or district where it is at home."),
        {
            "code": "152222",
            "name": "科尔沁右翼中旗",
            "name_en": "Horqin Right Middle Banner",
            "url": "https://ulanmuqi.example/api/v1/regions/152222",
        },
    )
    founded_on: date | None = told(_("Founding day, where known."), "1960-05-01")
    founded_year: int | None = told(_("Founding year, where known."), 1960)
    base_address: str | None = told(_("Where its house stands."), "巴彦呼舒镇")
    public_phone: str | None = told(
        _("The office telephone it shows to everyone."), None
    )
    public_hours: str | None = told(_("When that telephone is answered."), None)
    is_example: bool = told(_("Whether it was invented for a demonstration."), False)
    page_url: str = link(
        _("Its page for people, in the language asked for."), "/troupes/keyouzhongqi/"
    )
    calendar_url: str = link(
        _("Its calendar to subscribe to (RFC 5545)."),
        "/calendars/troupes/keyouzhongqi.ics",
    )
    performances_url: str = link(
        _("Its coming performances here."),
        "/api/v1/performances?troupe=keyouzhongqi",
    )


class WorkRef(Record):
    code: str = told(_("Never changes."), "caoyuan-xinge")
    title: str = told(_("Title in Chinese, without marks."), "草原新歌")
    title_en: str | None = told(_("Title in English."), "New Song of the Grassland")
    url: str = link(_("The record of the work here."), "/api/v1/works/caoyuan-xinge")


class Creator(Record):
    role: Literal[tuple(WorkCreator.Role.values)] = told(_("What they did."), "music")
    role_label: str = told(_("The role in words, by Accept-Language."), "Music")
    name: str = told(_("Their name."), "乌力吉")


class Work(WorkRef):
    title_mn: str | None = told(
        _("Title in traditional Mongolian script, where a reader checked it."), None
    )
    genre: Literal[tuple(Category.values)] = told(
        _("The genre, as performances are filtered by it."), "vocal"
    )
    genre_label: str = told(_("The genre in words, by Accept-Language."), "Vocal music")
    form: str | None = told(_("The form in words, by Accept-Language."), "Solo song")
    minutes: int | None = told(_("How long it is, in minutes."), 6, ge=0)
    first_shown: date | None = told(_("When it was first shown."), "2023-06-17")
    new_work_year: int | None = told(_("Of which year it is a new work."), 2023)
    troupes: list[TroupeRef] = told(_("The troupes that made it."), [KEYOUZHONG])
    creators: list[Creator] = told(
        _("Who made it, in the order of the catalogue."),
        [{"role": "music", "role_label": "Music", "name": "乌力吉"}],
    )
    is_example: bool = told(_("Whether it was invented for a demonstration."), False)
    page_url: str = link(
        _("Its page for people, in the language asked for."), "/works/caoyuan-xinge/"
    )
    calendar_url: str = link(
        _("Its calendar to subscribe to (RFC 5545)."),
        "/calendars/works/caoyuan-xinge.ics",
    )
    performances_url: str = link(
        _("The coming performances that play it."),
        "/api/v1/performances?work=caoyuan-xinge",
    )
