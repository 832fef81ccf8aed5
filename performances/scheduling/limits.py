"""The region's schedule rules, read once an act and handed to the judge as a value."""

from ..conflicts import Limits
from ..limits import DEFAULT_SEVERITIES
from ..models import ScheduleRules
from ..rules import Severity


def limits_now() -> Limits:
    """What Settings → Schedule rules say; the defaults while nobody said anything.

    One query.
    """
    row = ScheduleRules.objects.first()
    return Limits() if row is None else limits_of(row)


def limits_of(row: ScheduleRules) -> Limits:
    told = {rule: getattr(row, rule.value) for rule in DEFAULT_SEVERITIES}
    return Limits(
        severities={rule: Severity(how) for rule, how in told.items() if how != "off"},
        shows_a_day=row.shows_a_day,
        days_in_a_row=row.days_without_break,
        rest_hours=row.rest_hours,
        late_after=row.late_after,
        winter_months=frozenset(row.winter_months),
        dark_minutes=row.dark_minutes,
    )
