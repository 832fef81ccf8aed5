"""The filters of the schedule in words: what is in force, and how to drop it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from troupes.genres import Category
from ulanmuqi.base.templatetags.dates import full_date, full_day
from ulanmuqi.places.models import Region

from ..models import Performance
from . import rows
from .asked import Asked
from .choices import TroupeChoice

WHEN_LABELS = {
    # Translators: zh: 今天
    "today": gettext_lazy("Today"),
    # Translators: zh: 明天
    "tomorrow": gettext_lazy("Tomorrow"),
    # Translators: zh: 周末
    "weekend": gettext_lazy("Weekend"),
}
SETTING_LABELS = {
    # Translators: zh: 室内
    "indoor": gettext_lazy("Indoors"),
    # Translators: zh: 露天
    "outdoor": gettext_lazy("Outdoors"),
}
MODE_LABELS = {
    # Translators: zh: 现场
    "on_site": gettext_lazy("On site"),
    # Translators: zh: 线上
    "online": gettext_lazy("Online"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `rest` is the question without it."""

    key: str
    name: str
    value: str
    rest: Asked

    @property
    def without(self) -> str:
        """The address that drops it."""
        return address_of(self.rest)


def known(asked: Asked, troupes: Sequence[TroupeChoice]) -> tuple[Asked, Region | None]:
    """Drops a region or troupe that does not exist."""
    region = None
    if asked.region:
        public = Region.objects.filter(level__in=rows.PUBLIC_LEVELS)
        region = public.select_related("league").filter(code=asked.region).first()
    if region is None:
        asked = asked.but(region="")
    if asked.troupe and asked.troupe not in {troupe.code for troupe in troupes}:
        asked = asked.but(troupe="")
    return asked, region


def address_of(asked: Asked) -> str:
    """The canonical address of a question, in the active language."""
    path = reverse("schedule")
    return f"{path}?{asked.query}" if asked.query else path


def chips_of(
    asked: Asked, region: Region | None, troupes: Sequence[TroupeChoice]
) -> list[Chip]:
    """The narrowest filter first."""
    troupe = next((row for row in troupes if row.code == asked.troupe), None)
    named: list[tuple[str, str, str | Promise]] = [
        # Translators: zh: 关键词
        ("words", pgettext("schedule search", "Words"), asked.words),
        # Translators: zh: 队伍
        ("troupe", _("Troupe"), troupe.local_name if troupe else ""),
        # Translators: zh: 演出语言
        ("language", _("Language"), _label(Performance.Language, asked.language)),
        # Translators: zh: 场所
        ("setting", _("Indoors or outdoors"), SETTING_LABELS.get(asked.setting, "")),
        # Translators: zh: 方式
        ("mode", _("On site or online"), MODE_LABELS.get(asked.mode, "")),
        # Translators: zh: 门类
        ("genre", _("Genre"), _label(Category, asked.genre)),
        # Translators: zh: 地区
        ("region", _("Region"), region.local_name if region else ""),
        # Translators: zh: 日子
        ("days", pgettext("schedule search", "Days"), days_in_words(asked)),
    ]
    return [
        Chip(key, name, str(value), asked.but(**_dropped(key)))
        for key, name, value in named
        if value
    ]


def days_in_words(asked: Asked) -> str:
    """Today, one day, or from when to when; nothing where no days were asked for."""
    first, last = asked.start, asked.end
    if asked.when:
        return str(WHEN_LABELS[asked.when])
    if first and first == last:
        return full_day(first)
    if first and last:
        return f"{full_date(first)} – {full_date(last)}"
    if first:
        # Translators: zh: %(day)s起
        return _("from %(day)s") % {"day": full_date(first)}
    if last:
        # Translators: zh: 到%(day)s止
        return _("until %(day)s") % {"day": full_date(last)}
    return ""


def _dropped(key: str) -> dict[str, Any]:
    return {"when": "", "start": None, "end": None} if key == "days" else {key: ""}


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code else ""
