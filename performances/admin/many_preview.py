"""What an act on many shows would do to each: done, looked at, undone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..conflicts import Conflict, Severity
from ..models import Performance
from ..scheduling import (
    ConflictsFound,
    Outcome,
    SchedulingError,
    SomeRefused,
    StaleWrite,
    sentence,
)
from . import columns
from .refusals import meanwhile_text
from .undone import undone

Told = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShowLine:
    """One show before and after; "" after means it stays as it is. `told` are
    severities and sentences."""

    title: str
    before: str
    after: str = ""
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    lines: tuple[ShowLine, ...]
    is_blocked: bool = False
    asks_to_accept: bool = False


def preview(act: Callable[[], list[Outcome]], rows: Sequence[Performance]) -> Preview:
    """Runs the act and rolls it back. Refusals of single rows and conflicts become
    lines; raises what concerns the act as a whole."""
    before = {row.pk: state(row) for row in rows}
    try:
        return _as_done(before, undone(act))
    except SomeRefused as refused:
        found = {r.performance.pk: r.error for r in refused.refusals}
        return _as_refused(rows, before, found)
    except ConflictsFound as found:
        return _as_conflicting(rows, before, found)


def state(row: Performance) -> str:
    """When, where and how it stands, as a planner reads it."""
    return " · ".join(
        (columns.when_text(row), columns.place_text(row), columns.status_text(row))
    )


def _as_done(before: dict[int, str], outcomes: list[Outcome]) -> Preview:
    lines = []
    for outcome in outcomes:
        row = outcome.performance
        after = state(row)
        was = before.get(row.pk, "")
        told = conflict_lines(outcome.conflicts)
        lines.append(ShowLine(row.title, was, "" if after == was else after, told))
    return Preview(tuple(lines))


def _as_refused(
    rows: Sequence[Performance],
    before: dict[int, str],
    refusals: dict[int, SchedulingError],
) -> Preview:
    lines, waits = [], False
    for row in rows:
        error = refusals.get(row.pk)
        told = refusal_lines(error) if error else ()
        waits = waits or _only_warns(error)
        lines.append(ShowLine(row.title, before[row.pk], told=told))
    blocked = any(not _only_warns(error) for error in refusals.values())
    return Preview(tuple(lines), is_blocked=blocked, asks_to_accept=waits)


def _as_conflicting(
    rows: Sequence[Performance], before: dict[int, str], found: ConflictsFound
) -> Preview:
    by_row: dict[str, list[Conflict]] = {}
    for conflict in found.conflicts:
        by_row.setdefault(conflict.performance, []).append(conflict)
    after = {row.pk: state(row) for row in found.rows}
    lines = tuple(
        ShowLine(
            row.title,
            before[row.pk],
            after.get(row.pk, ""),
            conflict_lines(by_row.get(str(row.pk), ())),
        )
        for row in rows
    )
    return Preview(lines, is_blocked=found.blocked, asks_to_accept=True)


def _only_warns(error: SchedulingError | None) -> bool:
    return isinstance(error, ConflictsFound) and not error.blocked


def conflict_lines(conflicts: Iterable[Conflict]) -> tuple[Told, ...]:
    return tuple((one.severity.value, sentence(one)) for one in conflicts)


def refusal_lines(error: SchedulingError) -> tuple[Told, ...]:
    if isinstance(error, ConflictsFound):
        return conflict_lines(error.conflicts)
    lines = [str(error)]
    if isinstance(error, StaleWrite):
        lines += [meanwhile_text(entry) for entry in error.since]
    return tuple((Severity.BLOCK.value, line) for line in lines)
