"""Those who waited longer are told that somebody went ahead of them, and that it was
taken back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from wagtail.models import ModelLogEntry

from ..conflicts import Conflict, Rule
from ..models import Performance
from . import log

PASSED, LET_AHEAD = "schedule.passed", "schedule.let_ahead"


def tell_those_passed(
    row: Performance, accepted: Iterable[Conflict], why: Any, now: datetime
) -> None:
    """One log entry on each hold that `row` went ahead of, with the reason given."""
    passed = {c.other for c in accepted if c.rule is Rule.JUMPS_QUEUE and c.other}
    if not passed:
        return
    told = replace(why, reason=why.accept.strip(), note=None)
    data = {"by_show": row.pk, "by_title": row.title}
    for other in Performance.objects.filter(pk__in=passed).order_by("pk"):
        log.write(other, PASSED, told, data=data, at=now)


def tell_those_let_ahead(row: Performance, why: Any, now: datetime) -> None:
    """One log entry on each hold that `row` had gone ahead of and stands behind again.

    One query, and one more where there are any.
    """
    entries = ModelLogEntry.objects.filter(action=PASSED, data__by_show=row.pk)
    passed = {int(entry.object_id) for entry in entries.only("object_id")}
    data = {"by_show": row.pk, "by_title": row.title}
    for other in Performance.objects.filter(pk__in=passed).order_by("pk"):
        log.write(other, LET_AHEAD, why, data=data, at=now)
