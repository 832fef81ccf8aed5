"""A show, and the showcase it may be part of."""

from datetime import date as Day  # noqa: N812 a field is called date
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from pydantic import AwareDatetime

from troupes.genres import Category

from ...models import Performance as Row
from ...models import Showcase as ShowcaseRow
from ...slots import DayPart, Precision
from ...statuses import INSIDE, Status
from .places import THEATRE, Place
from .repertoire import KEYOUZHONG, TroupeRef, WorkRef
from .told import Record, link, told

PUBLIC_STATUSES = tuple(one for one in Status.values if one not in INSIDE)
_PRECISIONS = tuple(Precision)


class ShowcaseRef(Record):
    code: str = told(_("Never changes."), "wulanmuqi-xinzuo-2023")
    title: str = told(_("Title in Chinese."), "全区乌兰牧骑新创作品展演")
    title_en: str | None = told(
        _("Title in English."), "Showcase of New Works by Ulanmuqi"
    )
    url: str = link(
        _("The record of the showcase here."),
        "/api/v1/showcases/wulanmuqi-xinzuo-2023",
    )


class Organiser(Record):
    name: str = told(_("Name in Chinese."), "内蒙古自治区文化和旅游厅")
    name_en: str | None = told(_("Name in English."), None)


class Showcase(ShowcaseRef):
    short_title: str | None = told(_("Short title in Chinese."), "新作展演")
    kind: Literal[tuple(ShowcaseRow.Kind.values)] = told(
        _("What kind of showcase."), "showcase"
    )
    kind_label: str = told(_("The kind in words, by Accept-Language."), "Showcase")
    launch_date: Day | None = told(_("The opening day."), "2023-11-20")
    t_zero: AwareDatetime | None = told(
        _("The one instant at which every city opens, in UTC."), "2023-11-20T11:30:00Z"
    )
    t_zero_local: AwareDatetime | None = told(
        _("The same instant in Beijing time."), "2023-11-20T19:30:00+08:00"
    )
    t_zero_is_example: bool = told(
        _("Whether the hour was invented for a demonstration."), False
    )
    end_date: Day | None = told(_("The last day."), "2023-12-31")
    purpose: str | None = told(_("What it is for, in Chinese."), None)
    organisers: list[Organiser] = told(
        _("Who organises it, in their order."),
        [{"name": "内蒙古自治区文化和旅游厅", "name_en": None}],
    )
    is_example: bool = told(_("Whether it was invented for a demonstration."), False)
    page_url: str = link(
        _("Its page for people, in the language asked for."),
        "/showcases/wulanmuqi-xinzuo-2023/",
    )
    live_url: str = link(
        _("How every city stands around T-zero, for people."),
        "/showcases/wulanmuqi-xinzuo-2023/live/",
    )
    calendar_url: str = link(
        _("Its calendar to subscribe to (RFC 5545)."),
        "/calendars/showcases/wulanmuqi-xinzuo-2023.ics",
    )
    performances_url: str = link(
        _("All its performances here, from the first day on."),
        "/api/v1/performances?showcase=wulanmuqi-xinzuo-2023&from=1957-01-01",
    )


class ProgrammeItem(Record):
    number: int = told(_("Its place in the programme, from 1."), 1, ge=1)
    title: str | None = told(_("Title as announced, without marks."), "草原新歌")
    form: str | None = told(_("Form as announced, in Chinese."), "女声独唱")
    work: WorkRef | None = told(
        _("The work it is, where that is known."),
        {
            "code": "caoyuan-xinge",
            "title": "草原新歌",
            "title_en": "New Song of the Grassland",
            "url": "https://ulanmuqi.example/api/v1/works/caoyuan-xinge",
        },
    )
    minutes: int | None = told(_("How long it is, in minutes."), 6, ge=0)
    genre: Literal[tuple(Category.values)] | None = told(_("The genre."), "vocal")
    language: Literal[tuple(Row.Language.values)] | None = told(
        _("“mn” Mongolian, “zh” Chinese, “both”."), "mn"
    )
    creators: str | None = told(_("Who made it, as announced."), None)
    performers: str | None = told(_("Who performs it, as announced."), None)
    is_premiere: bool = told(_("Whether it is shown here for the first time."), True)
    is_example: bool = told(_("Whether it was invented for a demonstration."), False)


class PerformanceRef(Record):
    id: str = told(_("Eight small letters and digits; never changes."), "a7k3m9pz")
    title: str = told(_("Title in Chinese."), "惠民演出")
    title_en: str | None = told(_("Title in English."), "Free Show for Everyone")
    status: Literal[PUBLIC_STATUSES] = told(
        _(
            "“confirmed”; “conditional”: takes place unless weather or road say no; "
            "“late”: opens later that day; “postponed”: to another day, see "
            "“replaced_by”; “cancelled”; “withdrawn”: was entered in error. What the "
            "clock alone decides (on stage, over) is not a status."
        ),
        "confirmed",
    )
    precision: Literal[_PRECISIONS] = told(
        _(
            "How much is known of the hour: “exact”; “about” (half an hour either "
            "way); “part” of the day; “date”: the day alone."
        ),
        "exact",
    )
    date: Day = told(_("The day, by the clock of the place."), "2023-11-20")
    starts_at: AwareDatetime | None = told(
        _(
            "Start in UTC; null while only the day or its part is known. With "
            "“next_word_at” it is the hour that was planned."
        ),
        "2023-11-20T11:30:00Z",
    )
    url: str = link(_("Its record here."), "/api/v1/performances/a7k3m9pz")
    page_url: str = link(
        _("Its page for people, in the language asked for."), "/performances/a7k3m9pz/"
    )


class PreviousStart(Record):
    """What was announced before, where it differs."""

    date: Day = told(_("The day, by the clock of the place."), "2023-11-19")
    precision: Literal[_PRECISIONS] = told(
        _("How much was known of the hour, as above."), "exact"
    )
    starts_at: AwareDatetime | None = told(
        _("Start in UTC; null where no hour was announced."), "2023-11-19T11:30:00Z"
    )
    starts_at_local: AwareDatetime | None = told(
        _("The same by the clock of the place."), "2023-11-19T19:30:00+08:00"
    )


class Performance(PerformanceRef):
    uid: UUID = told(
        _("The same as UID in the calendars."), "4f9c2d1e-8a57-4c1b-9b66-0d7d1f2f3a41"
    )
    sequence: int = told(
        _(
            "Rises when start, end, place or status change; the same as SEQUENCE in "
            "the calendars."
        ),
        0,
        ge=0,
    )
    updated_at: AwareDatetime = told(
        _("When something a visitor can see last changed, in UTC."),
        "2023-11-18T02:00:00Z",
    )
    status_label: str = told(_("The status in words, by Accept-Language."), "Confirmed")
    reason: str | None = told(
        _("The public reason for the status, in the words of whoever decided."), None
    )
    decide_by: AwareDatetime | None = told(
        _("Until when a conditional show is decided, in UTC."), None
    )
    next_word_at: AwareDatetime | None = told(
        _("When the next word on a late opening is promised, in UTC."), None
    )
    day_part: Literal[tuple(DayPart)] | None = told(
        _("The part of the day, when “precision” is “part”."), None
    )
    starts_at_local: AwareDatetime | None = told(
        _("The same as starts_at, by the clock of the place."),
        "2023-11-20T19:30:00+08:00",
    )
    ends_at: AwareDatetime | None = told(
        _("End in UTC; null while no hour is known."), "2023-11-20T13:00:00Z"
    )
    ends_at_local: AwareDatetime | None = told(
        _("The same by the clock of the place."), "2023-11-20T21:00:00+08:00"
    )
    time_zone: str = told(_("Name of the place's time zone (IANA)."), "Asia/Shanghai")
    previous_start: PreviousStart | None = told(
        _(
            "What was announced before: of the show it replaces, of a late opening, or "
            "of a show that was moved."
        ),
        None,
    )
    kind: Literal[tuple(Row.Kind.values)] = told(_("What kind of show."), "grassroots")
    kind_label: str = told(
        _("The kind in words, by Accept-Language."), "Free show in the countryside"
    )
    genre: Literal[tuple(Category.values)] = told(_("The genre."), "mixed")
    genre_label: str = told(_("The genre in words, by Accept-Language."), "Mixed forms")
    language: Literal[tuple(Row.Language.values)] = told(
        _("What is spoken and sung: “mn” Mongolian, “zh” Chinese, “both”."), "both"
    )
    language_label: str = told(
        _("The language in words, by Accept-Language."), "Mongolian and Chinese"
    )
    mode: Literal[tuple(Row.Mode.values)] = told(
        _("On site, online, or both."), "on_site"
    )
    mode_label: str = told(_("The same in words, by Accept-Language."), "On site")
    place: Place = told(_("Where it is, as far as the public may know."), THEATRE)
    troupes: list[TroupeRef] = told(
        _("Who plays, the leading troupe first."), [KEYOUZHONG]
    )
    showcase: ShowcaseRef | None = told(
        _("The showcase it is part of, once that is announced."), None
    )
    is_opening: bool = told(
        _("Whether it is one city's opening of the showcase at T-zero."), False
    )
    programme: list[ProgrammeItem] = told(
        _("What is played, in its order; empty while it is not announced."), []
    )
    replaces: PerformanceRef | None = told(
        _("The postponed show this one is the new date of."), None
    )
    replaced_by: PerformanceRef | None = told(
        _("The new date of a postponed show, once it is announced."), None
    )
    admission: str | None = told(_("Admission, in words."), "免费")
    public_note: str | None = told(_("A note for visitors, in Chinese."), None)
    is_example: bool = told(_("Whether it was invented for a demonstration."), False)
    calendar_url: str = link(
        _("The show as a calendar file (RFC 5545)."), "/performances/a7k3m9pz.ics"
    )
