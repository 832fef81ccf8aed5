"""The public change log: what was announced, moved, called off."""

from datetime import date as Day  # noqa: N812 a field is called date
from typing import Literal

from django.utils.translation import gettext_noop as _
from pydantic import AwareDatetime

from ...models import Change as Row
from ...slots import DayPart, Precision
from .page import Page
from .performances import PUBLIC_STATUSES, PerformanceRef
from .told import Record, told

_PRECISIONS = tuple(Precision)
_STATE = {
    "title": "惠民演出",
    "title_en": "Free Show for Everyone",
    "status": "confirmed",
    "precision": "exact",
    "day_part": None,
    "date": "2023-11-20",
    "starts_at": "2023-11-20T11:30:00Z",
    "ends_at": "2023-11-20T13:00:00Z",
    "decide_by": None,
    "next_word_at": None,
    "place": "乌兰浩特剧院",
    "place_en": "Ulanhot Theatre",
    "league": "兴安盟",
    "banner": "乌兰浩特市",
    "troupes": ["keyouzhongqi"],
}


class State(Record):
    """A show as the public was told of it at that moment."""

    title: str = told(_("Title in Chinese."), "惠民演出")
    title_en: str | None = told(_("Title in English."), "Free Show for Everyone")
    status: Literal[PUBLIC_STATUSES] = told(
        _("The status, as in performances."), "confirmed"
    )
    precision: Literal[_PRECISIONS] = told(
        _("How much was known of the hour, as in performances."), "exact"
    )
    day_part: Literal[tuple(DayPart)] | None = told(
        _("The part of the day, when “precision” is “part”."), None
    )
    date: Day = told(_("The day, by the clock of the place."), "2023-11-20")
    starts_at: AwareDatetime | None = told(
        _("Start in UTC; null where no hour was announced."), "2023-11-20T11:30:00Z"
    )
    ends_at: AwareDatetime | None = told(
        _("End in UTC; null while no hour is known."), "2023-11-20T13:00:00Z"
    )
    decide_by: AwareDatetime | None = told(
        _("Until when a conditional show is decided, in UTC."), None
    )
    next_word_at: AwareDatetime | None = told(
        _("When the next word on a late opening is promised, in UTC."), None
    )
    place: str | None = told(
        _("The venue, or the banner of one whose name is not public; null while open."),
        "乌兰浩特剧院",
    )
    place_en: str | None = told(_("The same in English."), "Ulanhot Theatre")
    league: str | None = told(_("The league or city in Chinese."), "兴安盟")
    banner: str | None = told(
        _("The banner, county or district in Chinese."), "乌兰浩特市"
    )
    troupes: list[str] = told(
        _("Codes of the troupes, the leading one first."), ["keyouzhongqi"]
    )


class Change(Record):
    id: int = told(_("Never changes. Nothing else follows from its size."), 4711, ge=1)
    at: AwareDatetime = told(
        _("When the public was told, in UTC."), "2023-11-18T02:00:00Z"
    )
    kind: Literal[tuple(Row.Kind.values)] = told(_("What happened."), "moved")
    kind_label: str = told(_("The kind in words, by Accept-Language."), "Moved")
    act: str | None = told(
        _("Shared by changes one act made, as when a showcase moves in all cities."),
        "p4k7x2mn",
    )
    sentence: str = told(
        _("The whole change in one sentence, by Accept-Language."),
        "“Free Show for Everyone” begins at 19:30 instead of 19:00.",
    )
    sentence_zh: str = told(
        _("The same in Chinese, ready for a group chat."),
        "《惠民演出》原定11月20日19:00，改为19:30。",
    )
    reason: str | None = told(_("The public reason."), "大风")
    performance: PerformanceRef = told(
        _("The show as it is today."),
        {
            "id": "a7k3m9pz",
            "title": "惠民演出",
            "title_en": "Free Show for Everyone",
            "status": "confirmed",
            "precision": "exact",
            "date": "2023-11-20",
            "starts_at": "2023-11-20T11:30:00Z",
            "url": "https://ulanmuqi.example/api/v1/performances/a7k3m9pz",
            "page_url": "https://ulanmuqi.example/performances/a7k3m9pz/",
        },
    )
    showcase: str | None = told(
        _("The code of the showcase, once that is announced."), None
    )
    before: State | None = told(
        _("The show before the change; null where it was not public."), _STATE
    )
    after: State = told(_("The show after the change."), _STATE)
    new: State | None = told(
        _("The new date, where a postponement named one at once."), None
    )


class ChangesPage(Page[Change]):
    since: str = told(
        _("Give it as “since” to read on from here later."),
        "oX2k9QmBfYtbMTcwMDI3MjgwMDAwMDAwMCwxMl0",
    )
