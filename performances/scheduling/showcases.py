"""Makes showcases and their openings, and keeps their facts."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.base.codes import pinyin_slug, random_code
from ulanmuqi.finding import keeping
from ulanmuqi.finding.documents import Kind

from ..calendars import entries
from ..models import Change, Performance, Showcase, ShowcaseOrganiser
from ..statuses import INSIDE, OFF, Status
from . import log
from .allowed import authorise_showcase, fresh
from .errors import Refused
from .facts import ShowFacts
from .locks import lock_openings
from .openings import settle_openings, touch
from .outcomes import ShowcaseOutcome, Why
from .pending import Pending
from .place import sound
from .settle import settle
from .showcase_facts import OrganiserFacts, ShowcaseFacts, showcase_facts_of
from .snapshot import Snapshot
from .transaction import verb


@verb
def create_showcase(
    facts: ShowcaseFacts,
    openings: Sequence[ShowFacts] = (),
    *,
    by: Any = None,
    status: str = Status.DRAFT,
    announced_at: datetime | None = None,
    accept: str = "",
) -> ShowcaseOutcome:
    """A showcase with all its openings at T-zero, or nothing at all.

    Each opening's `starts_at` must be T-zero. Raises Refused, NotAllowed,
    ConflictsFound (its conflicts name the city by `performance`).
    """
    authorise_showcase(by)
    _sound(facts)
    now = clock.now()
    row = Showcase(
        **_columns(facts), announced_at=announced_at, created_at=now, changed_at=now
    )
    row.code = facts.code or _free_code(facts)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(
            _("Another showcase has this code. Choose another."), field="code"
        ) from error
    _write_organisers(row, facts.organisers)
    why = Why(by=by, accept=accept)
    log.write(row, "schedule.place", why, data=_difference(None, facts), at=now)
    return _open_in(row, openings, why, status=status)


@verb
def add_openings(
    showcase: Showcase,
    openings: Sequence[ShowFacts],
    *,
    by: Any = None,
    status: str = Status.DRAFT,
    version: int | None = None,
    accept: str = "",
) -> ShowcaseOutcome:
    """More cities for a showcase, at its T-zero; all of them or none."""
    row, _openings = lock_openings(showcase)
    authorise_showcase(by, row)
    fresh(row, version)
    touch(row)
    return _open_in(row, openings, Why(by=by, accept=accept), status=status)


@verb
def revise_showcase(
    showcase: Showcase,
    facts: ShowcaseFacts,
    *,
    by: Any = None,
    version: int | None = None,
) -> ShowcaseOutcome:
    """New words and organisers. T-zero moves by `move_showcase` alone, once there are
    openings; saving the same facts changes nothing."""
    row, openings = lock_openings(showcase)
    authorise_showcase(by, row)
    fresh(row, version)
    _sound(facts)
    before = showcase_facts_of(row)
    if facts == before:
        return ShowcaseOutcome(row, tuple(openings))
    if facts.code != before.code:
        raise Refused(
            _("The code is part of addresses people keep, so it never changes."),
            field="code",
        )
    if openings and facts.t_zero != before.t_zero:
        raise Refused(
            _("Move the showcase to change its T-zero: all openings go along."),
            field="t_zero",
        )
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    touch(row)
    _write_organisers(row, facts.organisers)
    log.write(
        row, "schedule.revise", Why(by=by), data=_difference(before, facts),
        at=row.changed_at,
    )  # fmt: skip
    entries.refresh_for_showcase(row)
    return ShowcaseOutcome(row, tuple(openings))


@verb
def announce_showcase(
    showcase: Showcase,
    *,
    at: datetime | None = None,
    by: Any = None,
    version: int | None = None,
) -> ShowcaseOutcome:
    """The showcase and all its firm openings become public from `at` (aware; now).

    A city that is public already stays so; one that is off was never promised.
    """
    row, openings = lock_openings(showcase)
    authorise_showcase(by, row)
    fresh(row, version)
    now = clock.now()
    if row.announced_at is not None and row.announced_at <= now:
        raise Refused(_("This showcase is public already."))
    row.announced_at = at or now
    batch = []
    for opening in openings:
        if opening.status in INSIDE:
            raise Refused(_("Confirm all openings before announcing the showcase."))
        if opening.status in OFF or opening.is_public(now):
            continue
        before = Snapshot.of(opening)
        opening.announced_at = row.announced_at
        batch.append(
            Pending(opening, before, "schedule.announce", change=Change.Kind.ANNOUNCED)
        )
    outcome = settle_openings(row, openings, batch, Why(by=by))
    log.write(
        row, "schedule.announce", Why(by=by),
        data={"after": {"announced_at": row.announced_at.isoformat()}}, at=now,
    )  # fmt: skip
    return outcome


def _open_in(
    row: Showcase, openings: Sequence[ShowFacts], why: Why, *, status: str
) -> ShowcaseOutcome:
    batch = [_opening(row, facts, status) for facts in openings]
    outcomes = settle(batch, why)
    return ShowcaseOutcome(
        row,
        tuple(outcome.performance for outcome in outcomes),
        tuple(c for outcome in outcomes for c in outcome.conflicts),
    )


def _opening(row: Showcase, facts: ShowFacts, status: str) -> Pending:
    sound(facts)
    if row.t_zero is None:
        raise Refused(_("Give the showcase its T-zero first."), field="t_zero")
    if facts.starts_at != row.t_zero:
        raise Refused(
            _("Every opening starts at the showcase's T-zero."), field="starts_at"
        )
    announced_at = None if status in INSIDE else row.announced_at
    return Pending(
        Performance(
            **facts.columns(),
            showcase=row,
            is_opening=True,
            status=status,
            announced_at=announced_at,
        ),
        before=None,
        action="schedule.place",
        change=Change.Kind.ANNOUNCED if announced_at else "",
        troupes=facts.troupes,
        along=facts.along,
        programme=facts.programme,
    )


def _columns(facts: ShowcaseFacts) -> dict[str, Any]:
    values = {
        f.name: getattr(facts, f.name) for f in fields(facts) if f.name != "organisers"
    }
    if facts.t_zero is not None:
        values["launch_date"] = facts.t_zero.astimezone(clock.SHANGHAI).date()
    return values


def _sound(facts: ShowcaseFacts) -> None:
    if not facts.title.strip():
        raise Refused(_("Give the showcase a title."), field="title")
    if facts.t_zero is not None and facts.t_zero.tzinfo is None:
        raise Refused(_("The hour needs its time zone."), field="t_zero")
    first = _columns(facts)["launch_date"]
    if facts.end_date and first and facts.end_date < first:
        raise Refused(_("The last day lies before the opening day."), field="end_date")


def _free_code(facts: ShowcaseFacts) -> str:
    base = pinyin_slug(facts.short_title or facts.title, limit=40) or "showcase"
    taken = Showcase.objects.filter(code=base).exists()
    return f"{base}-{random_code(4)}" if taken else base


def _write_organisers(row: Showcase, organisers: Sequence[OrganiserFacts]) -> None:
    row.organisers.all().delete()
    ShowcaseOrganiser.objects.bulk_create(
        ShowcaseOrganiser(
            showcase=row, position=position, name=one.name, name_en=one.name_en
        )
        for position, one in enumerate(organisers)
    )
    keeping.refresh(Kind.SHOWCASE, [row.pk])


def _difference(before: ShowcaseFacts | None, after: ShowcaseFacts) -> dict[str, Any]:
    old = (
        {f.name: str(getattr(before, f.name)) for f in fields(after)} if before else {}
    )
    new = {f.name: str(getattr(after, f.name)) for f in fields(after)}
    changed = [name for name in new if old.get(name) != new[name]]
    return {
        "before": {name: old[name] for name in changed if name in old},
        "after": {name: new[name] for name in changed},
    }
