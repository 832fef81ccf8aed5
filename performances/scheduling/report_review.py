"""The league looks at what troupes report: agrees, or sends it back with a word."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ulanmuqi.base import clock, rights

from ..models import PlaceConfirmation, Record, Reported, ReportState
from . import log
from .errors import (
    NotAllowed,
    Refusal,
    Refused,
    SchedulingError,
    SomeRefused,
)
from .outcomes import Why
from .report_facts import stands
from .report_locks import lock_report, lock_reports
from .report_told import fresh_report
from .reported_told import tell_returned
from .transaction import verb

# A league's month of records, days and acts; more is better done in parts.
MOST_REVIEWED = 500
# Versions the caller saw, by the report's label and id: {"record:7": 2}.
SeenVersions = Mapping[str, int]


@verb
def review_report(
    report: Reported,
    outcome: str,
    *,
    note: str = "",
    by: Any = None,
    version: int | None = None,
) -> Reported:
    """Reviewed, or returned with a note the troupe reads; `outcome` is of ReportState.

    Reviewing what is reviewed changes nothing. Where the place says that the show was
    not there, to agree takes a word too. Raises Refused, NotAllowed, StaleWrite,
    TryAgain.
    """
    note = _noted(outcome, note)
    row = lock_report(report)
    if outcome == ReportState.REVIEWED and not note and _denied([row]):
        raise Refused(
            # Translators: zh: 点单人说没有演。要通过，请写一句问过谁、怎么说。
            _(
                "Whoever asked for it says it did not take place. To agree all the "
                "same, write whom you asked and what they said."
            ),
            field="note",
        )
    was = row.version
    done = _reviewed(row, outcome, note, by, version)
    if done.is_returned and done.version != was:
        tell_returned([done], note, clock.now())
    return done


@verb
def review_many(
    reports: Sequence[Reported],
    outcome: str,
    *,
    note: str = "",
    by: Any = None,
    versions: SeenVersions | None = None,
) -> list[Reported]:
    """Records, days and acts together: all of them or, by SomeRefused with every
    refusal, none. A show of which the place says that it was not there is agreed to by
    itself alone."""
    note = _noted(outcome, note)
    if not reports:
        raise Refused(_("Choose at least one report."), field="rows")
    if len(reports) > MOST_REVIEWED:
        raise Refused(
            _("At most %(most)s reports at once. Narrow the choice.")
            % {"most": MOST_REVIEWED},
            field="rows",
        )
    done, refusals = [], []
    rows = lock_reports(reports)
    denied = _denied(rows) if outcome == ReportState.REVIEWED else set()
    were = {label_of(row): row.version for row in rows}
    for row in rows:
        seen = None if versions is None else versions.get(label_of(row))
        try:
            with transaction.atomic():
                if label_of(row) in denied:
                    raise Refused(
                        # Translators: zh: 点单人说没有演。请打开这一条，单独审核。
                        _(
                            "Whoever asked for it says it did not take place. Open it "
                            "and review it by itself."
                        )
                    )
                done.append(_reviewed(row, outcome, note, by, seen))
        except SchedulingError as error:
            refusals.append(Refusal(row, error))
    if refusals:
        raise SomeRefused(tuple(refusals))
    if outcome == ReportState.RETURNED:
        back = [row for row in done if row.version != were[label_of(row)]]
        tell_returned(back, note, clock.now())
    return done


def label_of(report: Reported) -> str:
    """One name for reports of all kinds: "record:7", "troupeday:3", "fieldact:12"."""
    return f"{report._meta.model_name}:{report.pk}"


def _noted(outcome: str, note: str) -> str:
    if outcome not in (ReportState.REVIEWED, ReportState.RETURNED):
        raise Refused(_("Agree, or send it back."), field="outcome")
    note = note.strip()[:300]
    if outcome == ReportState.RETURNED and not note:
        raise Refused(
            # Translators: zh: 写一下哪里要改，队伍会看到这句话。
            _("Say what to mend. The troupe reads it."),
            field="note",
        )
    return note


def _denied(rows: Sequence[Reported]) -> set[str]:
    """Labels of the records of which the place says that the show was not there. One
    query at most."""
    shows = {row.performance_id: row for row in rows if isinstance(row, Record)}
    if not shows:
        return set()
    said = PlaceConfirmation.objects.filter(performance__in=shows, took_place=False)
    return {label_of(shows[key]) for key in said.values_list("performance", flat=True)}


def _has_news(row: Reported) -> bool:
    """Pictures or a denial of the place's that came after the review."""
    return (
        isinstance(row, Record)
        and Record.objects.filter(pk=row.pk, state=ReportState.REVIEWED)
        .waiting()
        .exists()
    )


def _reviewed(
    row: Reported, outcome: str, note: str, by: Any, version: int | None
) -> Reported:
    if by is not None and not rights.may(by, "review", row):
        raise NotAllowed
    fresh_report(row, version)
    if isinstance(row, Record):
        stands(row.performance)
    if (row.state, row.review_note) == (outcome, note) and not _has_news(row):
        return row
    now = clock.now()
    row.state, row.review_note = outcome, note
    row.reviewed_by, row.reviewed_at = by, now
    row.version += 1
    row.save()
    act = "review" if outcome == ReportState.REVIEWED else "return"
    log.write(row, f"record.{act}", Why(by=by, reason=note), data={}, at=now)
    return row
