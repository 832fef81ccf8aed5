"""What exactly a venue was asked when it answered, and what became of it since."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ulanmuqi.base.templatetags.dates import moment

from ...models import Performance
from ...slots import epoch
from ...slots import moment as instant
from ...statuses import Status

_SHAPE = re.compile(
    r"(\d{1,11})\.(\d{1,11})\.(\d{1,5})\.(\d{1,5})\.([a-z]{1,12})\.(\d{1,18})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Question:
    """Times in UTC seconds; `answer` is the key of the answer that stood, 0 for none.

    Written into the form, so that an answer counts for what the page showed and never
    for what the show became meanwhile.
    """

    starts: int
    ends: int
    load_in: int
    strike: int
    status: str
    answer: int

    @classmethod
    def of(cls, show: Performance) -> Self:
        standing = show.venue_answer
        return cls(
            epoch(show.starts_at),
            epoch(show.ends_at),
            show.load_in_minutes,
            show.strike_minutes,
            show.status,
            standing.pk if standing else 0,
        )

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for what never stood in a form of ours."""
        shape = _SHAPE.fullmatch(text)
        if shape is None:
            return None
        starts, ends, load_in, strike, status, answer = shape.groups()
        return cls(
            int(starts), int(ends), int(load_in), int(strike), status, int(answer)
        )

    def __str__(self) -> str:
        return (
            f"{self.starts}.{self.ends}.{self.load_in}.{self.strike}"
            f".{self.status}.{self.answer}"
        )


def changed_since(asked: Question | None, show: Performance) -> list[str]:
    """In words, what is no longer as it was asked; nothing when all of it is."""
    present = Question.of(show)
    if asked == present:
        return []
    told = [] if asked is None else _told(asked, present, show)
    # Translators: zh: 这一页打开得太久了,内容可能已经改过。
    return told or [_("This page was open for long; look again at what it says now.")]


def _told(asked: Question, present: Question, show: Performance) -> list[str]:
    zone = ZoneInfo(show.time_zone)
    told = []
    if asked.starts != present.starts:
        values = {
            "was": _moment(asked.starts, zone),
            "now": _moment(present.starts, zone),
        }
        # Translators: zh: 时间改了:原来是%(was)s,现在是%(now)s。
        told.append(_("The show was moved from %(was)s to %(now)s.") % values)
    elif asked.ends != present.ends:
        values = {"now": _moment(present.ends, zone)}
        told.append(_("The show now ends at %(now)s.") % values)
    if (asked.load_in, asked.strike) != (present.load_in, present.strike):
        values = {"load_in": present.load_in, "strike": present.strike}
        # Translators: zh: 装台、拆台改了:装台%(load_in)s分钟,拆台%(strike)s分钟。
        told.append(
            _("Load-in now takes %(load_in)s minutes and strike %(strike)s minutes.")
            % values
        )
    if asked.status != present.status:
        # Translators: zh: 这场演出现在是“%(status)s”。
        values = {"status": Status(present.status).label}
        told.append(_("The show is now “%(status)s”.") % values)
    if asked.answer != present.answer and not told and show.venue_answer is not None:
        values = {"answer": show.venue_answer.get_answer_display()}
        # Translators: zh: 您打开这一页以后,已经有人答复:“%(answer)s”。
        told.append(_("Meanwhile somebody answered for you: “%(answer)s”.") % values)
    return told


def _moment(at: int, zone: ZoneInfo) -> str:
    try:
        local: datetime = instant(at).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return "—"
    return moment(local)
