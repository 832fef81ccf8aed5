"""A show as its venue sees it: hours on stage, what is asked, what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from ulanmuqi.base.names import person_name
from ulanmuqi.places.models import Venue

from ...models import Performance, VenueAnswer
from ...statuses import BOOKED, FIRM, Status
from ..cards import place as words
from .question import Question

# Statuses in which a show is no business of its venue.
UNSEEN = (Status.DRAFT, Status.WITHDRAWN)
MOST_ROWS = 120
# A show stays on the page until its crew has left, however long that takes.
_LONGEST_STRIKE = timedelta(hours=12)
_MARKS = {Status.POSTPONED: "moved"}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer; `who` as the venue knows them, "" when nobody said."""

    label: str
    answer: str
    who: str
    at: datetime
    note: str
    proposed: datetime | None
    recorded_by: str
    by_telephone: bool


@dataclass(frozen=True, slots=True)
class NewDate:
    """Where a postponed show went, as far as this venue may know."""

    starts_at: datetime
    has_hour: bool
    place: str
    public_id: str


@dataclass(frozen=True, slots=True)
class VenueRow:
    """Instants are aware, in the venue's zone. `stage_from` to `stage_until` is what
    the venue is asked for: load-in to strike; None while the hour is open."""

    public_id: str
    title: str
    status: str
    status_label: str
    mark: str
    is_firm: bool
    is_off: bool
    starts_at: datetime
    ends_at: datetime
    has_hour: bool
    is_about: bool
    day_part: str
    stage_from: datetime | None
    stage_until: datetime | None
    load_in: int
    strike: int
    troupes: tuple[str, ...]
    showcase: str
    needs: str
    reason: str
    decide_by: datetime | None
    is_overdue: bool
    next_word_at: datetime | None
    new_date: NewDate | None
    answer: AnswerLine | None
    lapsed: AnswerLine | None
    may_answer: bool
    question: str
    is_fresh: bool
    is_example: bool

    @property
    def day_typed(self) -> str:
        """The day as a date input holds it."""
        return self.starts_at.date().isoformat()

    @property
    def waits(self) -> bool:
        """Whether the venue has yet to say something."""
        return self.may_answer and self.answer is None


def shows_at(venue: Venue) -> QuerySet:
    """Shows a venue may see, with what `row` reads: four queries however many."""
    said = VenueAnswer.objects.filter(venue=venue).select_related("recorded_by")
    return (
        Performance.objects.filter(venue=venue)
        .exclude(status__in=UNSEEN)
        .for_cards()
        .prefetch_related(Prefetch("venue_answers", said))
    )


def coming(venue: Venue, now: datetime, fresh: Iterable[int]) -> list[VenueRow]:
    """What has not left the stage yet, next first."""
    new = frozenset(fresh)
    shows = shows_at(venue).filter(ends_at__gt=now - _LONGEST_STRIKE).in_order()
    return [
        row(show, now, is_fresh=show.pk in new)
        for show in shows[:MOST_ROWS]
        if show.ends_at + timedelta(minutes=show.strike_minutes) > now
    ]


def row(show: Performance, now: datetime, *, is_fresh: bool = False) -> VenueRow:
    """Needs what `shows_at` loads; no query then."""
    zone = ZoneInfo(show.time_zone)
    standing = show.venue_answer
    last = next(iter(show.venue_answers.all()), None)
    is_off = show.is_off
    return VenueRow(
        public_id=show.public_id,
        title=show.title,
        status=show.status,
        status_label=str(Status(show.status).label),
        mark=_MARKS.get(Status(show.status), show.status),
        is_firm=show.is_firm,
        is_off=is_off,
        starts_at=show.starts_at.astimezone(zone),
        ends_at=show.ends_at.astimezone(zone),
        has_hour=show.has_hour,
        is_about=show.precision == "about",
        day_part=show.get_day_part_display() if show.day_part else "",
        stage_from=_stage(show, zone, before=True),
        stage_until=_stage(show, zone, before=False),
        load_in=show.load_in_minutes,
        strike=show.strike_minutes,
        troupes=tuple(troupe.local_name for troupe in show.troupes_in_order),
        showcase=str(show.showcase) if show.showcase else "",
        needs=show.technical_note.strip(),
        reason=show.status_reason if is_off or show.status in _SAYS_WHY else "",
        decide_by=_local(show.decide_by, zone),
        is_overdue=show.is_overdue(now),
        next_word_at=_local(show.next_word_at, zone),
        new_date=_new_date(show, now, zone),
        answer=_line(standing, zone) if standing else None,
        lapsed=_line(last, zone) if standing is None and last else None,
        may_answer=may_answer(show, now),
        question=str(Question.of(show)),
        is_fresh=is_fresh,
        is_example=show.is_example,
    )


_SAYS_WHY = frozenset({Status.CONDITIONAL, Status.LATE})


def may_answer(show: Performance, now: datetime) -> bool:
    """Until the show is firm, again and again; a firm one never asked about, once."""
    if show.status not in BOOKED or show.is_over(now):
        return False
    return show.status not in FIRM or show.venue_answer is None


def _stage(show: Performance, zone: ZoneInfo, *, before: bool) -> datetime | None:
    if not show.has_hour:
        return None
    if before:
        at = show.starts_at - timedelta(minutes=show.load_in_minutes)
    else:
        at = show.ends_at + timedelta(minutes=show.strike_minutes)
    return at.astimezone(zone)


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone) if at is not None else None


def _line(said: VenueAnswer, zone: ZoneInfo) -> AnswerLine:
    recorder = said.recorded_by
    name = person_name(recorder)
    return AnswerLine(
        label=str(said.get_answer_display()),
        answer=said.answer,
        who=said.told_by or ("" if said.by_telephone else name),
        at=said.at.astimezone(zone),
        note=said.note,
        proposed=_local(said.proposed_starts_at, zone),
        recorded_by=name if said.by_telephone else "",
        by_telephone=said.by_telephone,
    )


def _new_date(show: Performance, now: datetime, zone: ZoneInfo) -> NewDate | None:
    """The date that stands for a postponed one: in full when it is here again, else
    only what everybody may know."""
    new = getattr(show, "replacement", None)
    if show.status != Status.POSTPONED or new is None:
        return None
    here = new.venue_id == show.venue_id
    if here and new.status not in UNSEEN:
        # Translators: zh: 还在您这里
        return NewDate(
            new.starts_at.astimezone(zone), new.has_hour, _("here again"), new.public_id
        )
    if not new.is_public(now):
        return None
    place = words.venue_name(new.place)
    return NewDate(new.starts_at.astimezone(zone), new.has_hour, place, "")
