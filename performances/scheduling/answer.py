"""What a venue says to a show: given by itself, or told to somebody by telephone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

from ..models import Performance, VenueAnswer
from ..statuses import BOOKED, OFF
from . import log
from .allowed import authorise, fresh
from .errors import Refused
from .locks import lock_performance
from .settle import Why
from .transaction import verb

Answer = VenueAnswer.Answer
NOTE_LENGTH, NAME_LENGTH = 300, 80
FURTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Answered:
    """`answer` is None when the same had been said already."""

    performance: Performance
    answer: VenueAnswer | None = None


@verb
def answer_for_venue(
    performance: Performance,
    *,
    venue: Venue,
    answer: str,
    note: str = "",
    proposed_starts_at: datetime | None = None,
    told_by: str = "",
    by: Any = None,
    via: str = "",
    by_telephone: bool = False,
    version: int | None = None,
) -> Answered:
    """The venue accepts, declines, or proposes `proposed_starts_at` (aware).

    `by` is who gives or records it: the venue's contact, or a coordinator or leader
    who was told it by telephone (`told_by`: by whom). A venue's secret link has no
    user: the caller has checked the link, whose venue must be the show's, and names
    it in `via`, which is logged. The answer counts for the time and place as they are
    now and takes the place of the one before; the show's version rises, so whoever
    acts on what stood before is told. Giving the standing answer again changes
    nothing. Raises Refused, NotAllowed, StaleWrite.
    """
    row = lock_performance(performance)
    authorise(by, "answer", row)
    fresh(row, version)
    _may_be_asked(row, venue)
    proposed = _sound(row, answer, proposed_starts_at)
    note, told_by = (
        _short(note, "note", NOTE_LENGTH),
        _short(told_by, "told_by", NAME_LENGTH),
    )
    if by_telephone and not told_by:
        raise Refused(_("Say who at the venue told you."), field="told_by")
    known = row.venue_answer
    if known and _says(known) == (answer, proposed, note, told_by, by_telephone):
        return Answered(row)
    now = clock.now()
    row.venue_answers.standing().update(lapsed_at=now)
    said = VenueAnswer.objects.create(
        performance=row,
        venue=row.venue,
        asked_starts_at=row.starts_at,
        asked_ends_at=row.ends_at,
        asked_load_in_minutes=row.load_in_minutes,
        asked_strike_minutes=row.strike_minutes,
        answer=answer,
        proposed_starts_at=proposed,
        note=note,
        by_telephone=by_telephone,
        told_by=told_by,
        via=via.strip()[:NAME_LENGTH],
        recorded_by=by if by is not None and by.pk else None,
        at=now,
    )
    row.version += 1
    row.changed_at = now
    row.save()
    _log(row, said, by, now)
    return Answered(row, said)


def _may_be_asked(row: Performance, venue: Venue) -> None:
    if row.venue_id is None or row.venue_id != venue.pk:
        raise Refused(
            _("This show is no longer at this venue. Nothing needs an answer."),
            field="venue",
        )
    if row.status in OFF:
        raise Refused(_("This show is off. Nothing needs an answer."))
    if row.status not in BOOKED:
        raise Refused(_("This show holds no time yet. Hold its time first, then ask."))
    if row.is_over(clock.now()):
        raise Refused(_("This show is over. Nothing needs an answer."))


def _sound(
    row: Performance, answer: str, proposed_starts_at: datetime | None
) -> datetime | None:
    """The time proposed, for a proposal; Refused at the field when it is none."""
    if answer not in Answer.values:
        raise Refused(_("Say yes, no, or another time."), field="answer")
    if answer != Answer.PROPOSED:
        return None
    field = "proposed_starts_at"
    if proposed_starts_at is None:
        raise Refused(_("Give the time the venue proposes."), field=field)
    if proposed_starts_at.tzinfo is None:
        raise Refused(_("The hour needs its time zone."), field=field)
    if proposed_starts_at == row.starts_at:
        raise Refused(_("It starts at that time already. Accept instead."), field=field)
    now = clock.now()
    if not now < proposed_starts_at < now + FURTHEST:
        raise Refused(
            _("Propose a time that lies ahead, within two years."), field=field
        )
    return proposed_starts_at


def _short(text: str, field: str, longest: int) -> str:
    text = " ".join(text.split()) if field == "told_by" else text.strip()
    if len(text) > longest:
        raise Refused(
            _("At most %(number)s characters.") % {"number": longest}, field=field
        )
    return text


def _says(said: VenueAnswer) -> tuple[Any, ...]:
    return (
        said.answer, said.proposed_starts_at, said.note, said.told_by,
        said.by_telephone,
    )  # fmt: skip


def _log(row: Performance, said: VenueAnswer, by: Any, now: datetime) -> None:
    proposed = said.proposed_starts_at
    log.write(
        row,
        f"schedule.venue_{said.answer}",
        Why(by=by, reason=said.note),
        data={
            "after": {"venue_answer": said.answer},
            "venue": said.venue.code,
            "proposed_starts_at": proposed.isoformat() if proposed else None,
            "by_telephone": said.by_telephone,
            "told_by": said.told_by,
            "via": said.via,
        },
        at=now,
    )
