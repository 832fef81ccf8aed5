"""manage.py check_conflicts: judges everything that stands in the schedule."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from shutil import get_terminal_size
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from performances.conflicts import Conflict
from performances.management.terminal import Bar, table
from performances.models import Engagement, Performance, Record
from performances.scheduling import check_conflicts, sentence
from performances.scheduling.reported_astray import why_strayed
from performances.scheduling.standing import Findings, count_work
from performances.scheduling.warnings import BY_CHECK, judge_all_again
from performances.scheduling.wording import short_time
from performances.slots import moment
from ulanmuqi.base import clock

Names = dict[str, str]


class Command(BaseCommand):
    help = (
        "Judges every booking by the schedule's rules: double bookings, roads that "
        "are too long, warnings nobody accepted, shows whose bookings are not those "
        "their status demands, records that contradict their show. Exit code 1 when "
        "something is blocked or astray; with "
        "--strict also when a warning waits for somebody. Run it every night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        day = {"type": date.fromisoformat, "metavar": "YYYY-MM-DD"}
        parser.add_argument(
            "--from", dest="first", help="Only what touches this day or later.", **day
        )
        parser.add_argument(
            "--to", dest="last", help="Only what touches this day or earlier.", **day
        )
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object and no table."
        )
        parser.add_argument(
            "--strict", action="store_true", help="Fail on open warnings, too."
        )
        parser.add_argument(
            "--renew",
            action="store_true",
            help="Bring the warnings that lists show up to date as well.",
        )

    def handle(
        self,
        *,
        first: date | None,
        last: date | None,
        strict: bool,
        verbosity: int,
        **options: Any,
    ) -> None:
        if first and last and last < first:
            raise CommandError("--to lies before --from.")
        since, until = _midnight(first), _midnight(last, days=1)
        bar = Bar(self.stderr if verbosity else None, count_work(since, until))
        try:
            found = check_conflicts(since=since, until=until, progress=bar.at)
        except KeyboardInterrupt:
            bar.clear()
            self.stderr.write("Stopped. Nothing is written by this command.")
            raise SystemExit(130) from None
        bar.clear()
        if options["renew"]:
            judge_all_again(through=BY_CHECK)
        names = _names(found)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(found, names), ensure_ascii=False))
        else:
            self._print(found, names, verbosity)
        is_wrong = found.blocks or found.astray or found.records
        if is_wrong or (strict and not found.is_clean):
            # The report says it all; a traceback or a second line would only hide it.
            sys.exit(1)

    def _print(self, found: Findings, names: Names, verbosity: int) -> None:
        accepted = found.accepted if verbosity > 1 else ()
        rows = [
            *_rows(pgettext("severity", "Block"), found.blocks, names),
            *_rows(pgettext("severity", "Warning"), found.warnings, names),
            *_astray_rows(found.astray),
            *_record_rows(found.records),
            *_rows(pgettext("severity", "Accepted"), accepted, names),
        ]
        if rows:
            head = (_("Severity"), _("When"), _("Performance"), _("What and why"))
            self.stdout.write(table(head, rows, cells=get_terminal_size().columns))
        # Translators: zh: 不能排%(blocks)s处,警告%(warnings)s条……
        told = _(
            "%(blocks)s blocks, %(warnings)s open warnings, %(accepted)s accepted "
            "warnings, %(astray)s shows with stray bookings, %(records)s records that "
            "contradict their show; %(judged)s bookings judged."
        )
        values = {
            "blocks": len(found.blocks),
            "warnings": len(found.warnings),
            "accepted": len(found.accepted),
            "astray": len(found.astray),
            "records": len(found.records),
            "judged": found.judged,
        }
        self.stdout.write(told % values)


def _rows(
    severity: str, conflicts: Sequence[Conflict], names: Names
) -> Iterator[tuple[str, str, str, str]]:
    for conflict in conflicts:
        show = names.get(conflict.performance, conflict.performance)
        yield severity, short_time(conflict.at), show, sentence(conflict)


def _astray_rows(
    shows: Sequence[Performance | Engagement],
) -> Iterator[tuple[str, str, str, str]]:
    for show in shows:
        if isinstance(show, Engagement):
            # Translators: zh: 占用的时间和这条安排不符。请打开它重新保存。
            told = _("The time it occupies does not fit this entry.")
            yield _("Astray"), short_time(show.starts_at), str(show), told
            continue
        # Translators: zh: 占用的时间和状态“%(status)s”不符。请打开这场演出重新保存。
        told = _("The time it occupies does not fit its status “%(status)s”.")
        told %= {"status": show.get_status_display()}
        yield _("Astray"), short_time(show.starts_at), _name(show), told


def _record_rows(records: Sequence[Record]) -> Iterator[tuple[str, str, str, str]]:
    now = clock.now()
    for record in records:
        show = record.performance
        why = why_strayed(record, now)
        yield _("Astray"), short_time(show.starts_at), _name(show), why


def _as_json(found: Findings, names: Names) -> dict[str, Any]:
    return {
        "judged": found.judged,
        "blocks": [_conflict(one, names) for one in found.blocks],
        "warnings": [_conflict(one, names) for one in found.warnings],
        "accepted": [_conflict(one, names) for one in found.accepted],
        "astray": [_astray(row) for row in found.astray],
        "records": [_record(row) for row in found.records],
    }


def _astray(row: Performance | Engagement) -> dict[str, str | int]:
    if isinstance(row, Engagement):
        return {"engagement": row.pk, "title": str(row), "kind": row.kind}
    return {"performance": row.public_id, "title": row.title, "status": row.status}


def _record(row: Record) -> dict[str, str | int]:
    show = row.performance
    why = why_strayed(row, clock.now())
    return {"performance": show.public_id, "title": show.title, "why": why}


def _conflict(conflict: Conflict, names: Names) -> dict[str, Any]:
    return {
        "rule": conflict.rule.value,
        "severity": conflict.severity.value,
        "at": moment(conflict.at).isoformat(),
        "performance": names.get(conflict.performance, conflict.performance),
        "other": names.get(conflict.other or "", conflict.other),
        "resource": conflict.resource.label if conflict.resource else None,
        "sentence": sentence(conflict),
        "figures": dict(conflict.params),
    }


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    return clock.day_begins(day) + timedelta(days=days)


def _names(found: Findings) -> Names:
    """How a person finds each show: its public id and title; each engagement: its day
    and title. Two queries."""
    told = (*found.blocks, *found.warnings, *found.accepted)
    keys = {key for one in told for key in (one.performance, one.other or "")}
    rows = Performance.objects.filter(pk__in={key for key in keys if key.isdigit()})
    names = {str(row.pk): _name(row) for row in rows}
    own = {key.split(":")[1] for key in keys if key.startswith("engagement:")}
    rows = Engagement.objects.filter(pk__in=own)
    return names | {f"engagement:{row.pk}": _name(row) for row in rows}


def _name(row: Performance | Engagement) -> str:
    if isinstance(row, Engagement):
        return f"{short_time(row.starts_at)} {row}"
    return f"{row.public_id} {row}"
