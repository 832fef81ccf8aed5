"""Those who waited longer are told that somebody went ahead of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..conflicts import Conflict, Rule
from ..models import Performance
from . import log


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
        log.write(other, "schedule.passed", told, data=data, at=now)
