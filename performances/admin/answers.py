"""What a venue said, in the words of the admin."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ulanmuqi.base.names import person_name

from ..models import Performance, VenueAnswer
from ..scheduling.passed import LET_AHEAD, PASSED
from ..scheduling.wording import short_time

Answer = VenueAnswer.Answer


@dataclass(frozen=True, slots=True)
class Said:
    """`tone` is yes, no, other or waiting; `how` tells who said and kept it, when."""

    tone: str
    text: str
    note: str = ""
    how: str = ""

    @property
    def is_open(self) -> bool:
        return self.tone in ("no", "other")


_TONES = {Answer.ACCEPTED: "yes", Answer.DECLINED: "no", Answer.PROPOSED: "other"}


def said_of(show: Performance) -> Said:
    """What the venue says to the show as it is now (load with `with_answers`)."""
    answer = show.venue_answer
    if answer is None:
        # Translators: zh: 等场地答复
        return Said("waiting", _("waits for the venue"))
    return Said(_TONES[Answer(answer.answer)], _text(answer), answer.note, _how(answer))


def _text(answer: VenueAnswer) -> str:
    match answer.answer:
        case Answer.ACCEPTED:
            # Translators: zh: 场地已同意
            return _("the venue accepts")
        case Answer.DECLINED:
            # Translators: zh: 场地不接
            return _("the venue declines")
        case _:
            # Translators: zh: 场地提出%(when)s
            when = short_time(answer.proposed_starts_at)
            return _("the venue proposes %(when)s") % {"when": when}


def _how(answer: VenueAnswer) -> str:
    """“by telephone · Master Wang · kept by Li · 25 Nov 10:00”."""
    by = answer.recorded_by
    parts = [
        _("by telephone") if answer.by_telephone else "",
        answer.told_by,
        # Translators: zh: %(name)s登记
        _("kept by %(name)s") % {"name": person_name(by)} if by is not None else "",
        # Translators: zh: 场地自己答复
        _("from the venue's own page") if answer.via else "",
        short_time(answer.at),
    ]
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Passed:
    """A show that was made firm ahead of a hold."""

    title: str
    reason: str
    by: str
    at: datetime


def passed_by(show: Performance) -> list[Passed]:
    """Who went ahead of this hold and stayed there, the last first; one query."""
    entries = ModelLogEntry.objects.for_instance(show).filter(
        action__in=(PASSED, LET_AHEAD)
    )
    told = list(entries.select_related("user").order_by("-pk")[:20])
    back: set[int] = set()
    ahead = []
    for entry in told:
        who = entry.data.get("by_show")
        if entry.action == LET_AHEAD:
            back.add(who)
        elif who not in back:
            ahead.append(entry)
    return [
        Passed(
            title=entry.data.get("by_title", ""),
            reason=entry.data.get("reason", ""),
            by=person_name(entry.user),
            at=entry.timestamp,
        )
        for entry in ahead[:10]
    ]
