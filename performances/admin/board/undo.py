"""The last act of a session on the board, and how it is taken back.

Taking back is an act of its own: a verb of scheduling, judged, logged and, where the
public had been told, told again. The session keeps what the show was before and the
version the act left; any later act by anybody makes it impossible, and so does time.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troupes.models import StageTruck, Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ... import scheduling
from ...models import Performance, VenueAnswer
from ...scheduling import LinePlace, ShowFacts, facts_of
from ...scheduling.wording import within_quotes
from ...statuses import Status

KEY = "board_last_act"
# Yesterday's act is no slip of the hand any more.
KEPT_FOR = timedelta(hours=12)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LastAct:
    """`was` is what the show was before, in plain values; `at` when it was done, ISO.
    `is_public`: the public was told, so it has to be told again."""

    act: str
    show: int
    version: int
    title: str
    at: str
    is_public: bool
    was: Values

    def told(self) -> dict[str, str]:
        """For the button: what would be undone."""
        values = {"title": within_quotes(self.title)}
        if self.is_public:
            # Translators: zh: 撤销:“%(title)s”(要再告诉观众)
            label = _("Undo: “%(title)s” (the public is told again)") % values
        else:
            # Translators: zh: 撤销:“%(title)s”
            label = _("Undo: “%(title)s”") % values
        return {"label": label, "title": self.title}

    @property
    def done_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


def before(show: Performance) -> Values:
    """What the show is now, before an act; two queries."""
    facts = facts_of(show)
    answer = show.venue_answer
    return _of_place_and_time(facts) | {
        "status": show.status,
        "reason": show.status_reason,
        "decided_by": show.decided_by,
        "decide_by": _iso(show.decide_by),
        "next_word_at": _iso(show.next_word_at),
        "held_at": _iso(show.held_at),
        "is_accepted": answer is not None
        and answer.answer == VenueAnswer.Answer.ACCEPTED,
    }


def _of_place_and_time(facts: ShowFacts) -> Values:
    return {
        "starts_at": facts.starts_at.isoformat(),
        "ends_at": facts.ends_at.isoformat(),
        "precision": facts.precision,
        "day_part": facts.day_part,
        "venue": facts.venue.pk if facts.venue else None,
        "region": facts.region.pk if facts.region else None,
        "troupes": [troupe.pk for troupe in facts.troupes],
        "trucks": [one.pk for one in facts.along if isinstance(one, StageTruck)],
    }


def last_act(act: str, row: Performance, was: Values, *, key: int = 0) -> LastAct:
    """The act that left the row as it is; `key` is that of a row that is gone."""
    return LastAct(
        act=act,
        show=key or row.pk,
        version=row.version,
        title=row.title,
        at=clock.now().isoformat(),
        is_public=row.announced_at is not None,
        was=was,
    )


def remember(request: HttpRequest, last: LastAct) -> dict[str, str]:
    request.session[KEY] = asdict(last)
    return last.told()


def recall(request: HttpRequest) -> LastAct | None:
    stored = request.session.get(KEY)
    # Written by an earlier release, it has other values.
    if not stored or set(stored) != set(LastAct.__dataclass_fields__):
        return None
    last = LastAct(**stored)
    return last if clock.now() - last.done_at < KEPT_FOR else None


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


@dataclass(frozen=True, slots=True)
class Taking:
    """An act being taken back: by whom, and the reasons typed for it. `show` is the
    row of `last`, None when the act deleted it."""

    last: LastAct
    show: Performance | None
    by: Any
    reason: str = ""
    accept: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """What every verb is told."""
        return {"by": self.by, "version": self.last.version}

    @property
    def line_place(self) -> LinePlace | None:
        since = _instant(self.last.was["held_at"])
        return LinePlace(since, self.last.done_at) if since else None

    def instant(self, name: str) -> datetime | None:
        return _instant(self.last.was[name])

    def why(self) -> str:
        """The reason typed, or that of before where nobody outside reads it."""
        return self.reason if self.last.is_public else self.last.was["reason"]


def take_back(taking: Taking) -> Performance | None:
    """The row it is about as it is now, None when that is gone. Raises as the verb."""
    return _INVERSE[taking.last.act](taking)


def _move_back(taking: Taking) -> Performance:
    was, show = taking.last.was, taking.show
    troupes = Troupe.objects.select_related("region").in_bulk(was["troupes"])
    trucks = StageTruck.objects.in_bulk(was["trucks"])
    venues = Venue.objects.select_related("region")
    now = facts_of(show)
    facts = replace(
        now,
        starts_at=datetime.fromisoformat(was["starts_at"]),
        ends_at=datetime.fromisoformat(was["ends_at"]),
        precision=was["precision"],
        day_part=was["day_part"],
        venue=venues.filter(pk=was["venue"]).first(),
        region=Region.objects.filter(pk=was["region"]).first(),
        troupes=tuple(troupes[key] for key in was["troupes"] if key in troupes),
        along=(
            *(trucks[key] for key in was["trucks"] if key in trucks),
            *(one for one in now.along if not isinstance(one, StageTruck)),
        ),
    )
    outcome = scheduling.revise(
        show, facts, **taking.said, reason=taking.reason, accept=taking.accept,
        back_to=taking.line_place,
    )  # fmt: skip
    return outcome.performance


def _undraw(taking: Taking) -> None:
    scheduling.discard(taking.show, **taking.said)


def _release(taking: Taking) -> Performance:
    return scheduling.release(taking.show, **taking.said).performance


def _hold(taking: Taking) -> Performance:
    outcome = scheduling.hold(
        taking.show, **taking.said, decide_by=taking.instant("decide_by"),
        back_to=taking.line_place,
    )  # fmt: skip
    return outcome.performance


def _unconfirm(taking: Taking) -> Performance:
    """To what it was: a draft or a hold that nobody was told of; or conditional or
    late again, which is said anew where it is public."""
    was, said = taking.last.was, taking.said
    if was["status"] == Status.CONDITIONAL:
        if not was["decide_by"]:
            raise scheduling.Refused(
                _("It had no time to decide. Open the show to make it conditional.")
            )
        outcome = scheduling.make_conditional(
            taking.show, **said, reason=taking.why(), accept=taking.accept,
            decide_by=taking.instant("decide_by"),
        )  # fmt: skip
    elif was["status"] == Status.LATE:
        word = taking.instant("next_word_at")
        outcome = scheduling.open_late(
            taking.show, **said, reason=taking.why(), accept=taking.accept,
            decided_by=was["decided_by"], next_word_at=word,
            starts_at=None if word else taking.instant("starts_at"),
        )  # fmt: skip
    else:
        outcome = scheduling.unconfirm(
            taking.show, **said, to=was["status"],
            decide_by=taking.instant("decide_by"),
        )  # fmt: skip
    return outcome.performance


def _take_back_date(taking: Taking) -> Performance:
    outcome = scheduling.take_back_date(taking.show, **taking.said, reason=taking.why())
    return outcome.performance


def _restore(taking: Taking) -> Performance:
    return scheduling.restore(taking.last.show, by=taking.by).performance


_INVERSE: Mapping[str, Callable[[Taking], Performance | None]] = {
    "move": _move_back,
    "new": _undraw,
    "hold": _release,
    "release": _hold,
    "confirm": _unconfirm,
    "postpone": _take_back_date,
    "discard": _restore,
}


def _instant(said: str) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
