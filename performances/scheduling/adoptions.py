"""A troupe takes a work of others into its repertoire, and gives it up again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe, Work
from ulanmuqi.base import clock

from ..models import Notice, NoticeSettings, WorkAdoption
from ..training_policy import AdoptionPolicy
from . import log
from .audiences import audiences
from .errors import NotAllowed, Refused, StaleWrite
from .locks import lock
from .outcomes import Why
from .sent_at_once import send_at_once
from .transaction import verb

ADOPTIONS = AdoptionPolicy()
FIRST_YEAR = 1957
# A work is rehearsed before it is shown; longer than a year ahead is a typing error.
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionFacts:
    work: Work
    troupe: Troupe
    since: date
    note: str = ""
    is_example: bool = False


@verb
def adopt_work(facts: AdoptionFacts, *, by: Any = None) -> WorkAdoption:
    """The troupe performs the work from that day on; whoever made it is told by mail.

    Raises Refused at the field (its own work, twice, a merged work, a day nobody
    means), NotAllowed.
    """
    if by is not None and not ADOPTIONS.may_adopt(by, facts.troupe):
        raise NotAllowed
    lock(Work.objects.filter(pk=facts.work.pk))
    work = Work.objects.prefetch_related("troupes").get(pk=facts.work.pk)
    _sound(facts, work)
    now = clock.now()
    row = WorkAdoption.objects.create(
        work=work,
        troupe=facts.troupe,
        since=facts.since,
        note=facts.note.strip(),
        is_example=facts.is_example,
        created_at=now,
    )
    data = {"after": {"since": str(row.since), "note": row.note}}
    log.write(row, "schedule.adopt", Why(by=by), data=data, at=now)
    _tell_makers(row, work, now)
    return row


@verb
def give_up_work(
    adoption: WorkAdoption, *, by: Any = None, version: int | None = None
) -> WorkAdoption:
    """The troupe does not perform it any more, from today; what it played stays.

    Raises Refused when it was given up before, NotAllowed, StaleWrite.
    """
    lock(WorkAdoption.objects.filter(pk=adoption.pk))
    row = WorkAdoption.objects.select_related("troupe__region", "work").get(
        pk=adoption.pk
    )
    if by is not None and not ADOPTIONS.may(by, "change", row):
        raise NotAllowed
    if version is not None and version != row.version:
        raise StaleWrite(())
    if row.until is not None:
        raise Refused(_("It was given up already."))
    now = clock.now()
    row.until = max(row.since, now.astimezone(clock.SHANGHAI).date())
    row.version += 1
    row.save()
    data = {"after": {"until": str(row.until)}}
    log.write(row, "schedule.give_up_work", Why(by=by), data=data, at=now)
    return row


def _sound(facts: AdoptionFacts, work: Work) -> None:
    if work.merged_into_id is not None:
        raise Refused(
            _("This work was merged into another. Choose that one."), field="work"
        )
    if facts.troupe in work.troupes.all():
        raise Refused(
            _("The troupe made this work itself: there is nothing to adopt."),
            field="work",
        )
    known = WorkAdoption.objects.standing().filter(work=work, troupe=facts.troupe)
    if known.exists():
        raise Refused(_("The troupe has this work already."), field="work")
    last = clock.now().astimezone(clock.SHANGHAI).date() + AHEAD
    if facts.since.year < FIRST_YEAR or facts.since > last:
        raise Refused(
            _("Check the day: it lies between 1957 and a year from now."), field="since"
        )


def _tell_makers(row: WorkAdoption, work: Work, now: datetime) -> None:
    """One notice a creating troupe that has an address."""
    robots = NoticeSettings.load().use_robots
    keys = [f"troupe:{troupe.pk}" for troupe in work.troupes.all()]
    for audience in audiences(keys, now, robots=robots).values():
        send_at_once(Notice.About.ADOPTION, audience, now, adoption=row)
