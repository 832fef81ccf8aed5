"""What a venue says to a show: given by itself, or told to somebody by telephone."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

from ..conflicts import Conflict
from ..models import Performance, VenueAnswer
from ..statuses import BOOKED, OFF
from . import log
from .allowed import authorise, fresh
from .errors import Refused
from .locks import lock_openings, lock_performance
from .openings import touch
from .outcomes import Outcome, Why
from .revise import move
from .together import firm_when_all_accepted
from .transaction import verb

Answer = VenueAnswer.Answer
NOTE_LENGTH, NAME_LENGTH = 300, 80
FURTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Answered:
    """`answer` is None when the same had been said already.

    When it was the last acceptance a showcase waited for, `made_firm` are its openings;
    or `blocked_by` what keeps all of them on hold, by city (`Conflict.performance`).
    """

    performance: Performance
    answer: VenueAnswer | None = None
    made_firm: tuple[Performance, ...] = ()
    blocked_by: tuple[Conflict, ...] = ()


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
    nothing. The last acceptance of a showcase makes all its openings firm, or, where a
    conflict blocks one, none; it is kept all the same. Raises Refused, NotAllowed,
    StaleWrite.
    """
    row = _locked(performance)
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
    said = _write(
        row, by, answer=answer, proposed_starts_at=proposed, note=note,
        told_by=told_by, by_telephone=by_telephone, via=via.strip()[:NAME_LENGTH],
    )  # fmt: skip
    if row.is_opening:
        return _tell_showcase(row, said, by)
    return Answered(row, said)


@verb
def take_proposal(
    performance: Performance,
    *,
    by: Any = None,
    version: int | None = None,
    reason: str = "",
    accept: str = "",
) -> Outcome:
    """Moves the show to the time its venue proposed, which counts as accepted then.

    Raises as `move`, and Refused when no proposal stands; an opening moves with its
    showcase alone.
    """
    row = lock_performance(performance)
    authorise(by, "change", row)
    fresh(row, version)
    said = row.venue_answer
    if said is None or said.answer != Answer.PROPOSED:
        raise Refused(_("The venue proposes no other time."))
    outcome = move(
        row, starts_at=said.proposed_starts_at, by=by, reason=reason, accept=accept
    )
    kept = _write(
        outcome.performance, by, answer=Answer.ACCEPTED, note=said.note,
        told_by=said.told_by, by_telephone=said.by_telephone, via=said.via,
    )  # fmt: skip
    return replace(outcome, performance=kept.performance)


def _locked(performance: Performance) -> Performance:
    """The row, locked; of a showcase all openings, since they may become firm."""
    if performance.showcase is None or not performance.is_opening:
        return lock_performance(performance)
    _showcase, openings = lock_openings(performance.showcase)
    return next(one for one in openings if one.pk == performance.pk)


def _write(row: Performance, by: Any, **said: Any) -> VenueAnswer:
    now = clock.now()
    row.venue_answers.standing().update(lapsed_at=now)
    answer = VenueAnswer.objects.create(
        performance=row,
        venue=row.venue,
        asked_starts_at=row.starts_at,
        asked_ends_at=row.ends_at,
        asked_load_in_minutes=row.load_in_minutes,
        asked_strike_minutes=row.strike_minutes,
        recorded_by=by if by is not None and by.pk else None,
        at=now,
        **said,
    )
    row.version += 1
    row.changed_at = now
    row.save()
    _log(row, answer, by, now)
    return answer


def _tell_showcase(row: Performance, said: VenueAnswer, by: Any) -> Answered:
    """Its version rises too, and its history names the city."""
    showcase = row.showcase
    touch(showcase)
    why = Why(by=by, reason=said.note)
    data = {"opening": row.title, "venue": said.venue.code}
    log.write(showcase, f"schedule.venue_{said.answer}", why, data=data, at=said.at)
    if said.answer != Answer.ACCEPTED:
        return Answered(row, said)
    made_firm, blocked_by = firm_when_all_accepted(showcase, by=by)
    fresh_row = next((one for one in made_firm if one.pk == row.pk), row)
    return Answered(fresh_row, said, made_firm, blocked_by)


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
