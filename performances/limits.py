"""The thresholds a region sets for its schedule, as one frozen value for the judge.

The defaults are general knowledge unless a source is named (domain.md); whole-region
coordinators change them in the admin, and each rule can be told as a note or not at
all. What the database or the rules of data refuse cannot be switched off here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .claims import Proposal
from .rules import Conflict, Plain, Rule, Severity, hashed
from .slots import HOUR, MINUTE

DEFAULT_SEVERITIES: Mapping[Rule, Severity] = MappingProxyType(
    {
        Rule.DAILY_LIMIT: Severity.WARN,
        Rule.DAYS_IN_A_ROW: Severity.WARN,
        Rule.SHORT_REST: Severity.WARN,
        Rule.CLOSED_HOURS: Severity.WARN,
        Rule.CAPACITY: Severity.WARN,
        Rule.STAGE_SIZE: Severity.WARN,
        Rule.POWER: Severity.WARN,
        Rule.TRUCK_ACCESS: Severity.WARN,
        Rule.DRESSING_ROOMS: Severity.NOTE,
        Rule.HEATING: Severity.WARN,
        Rule.LIGHT: Severity.WARN,
        Rule.SOUND: Severity.WARN,
        Rule.SHEET_UNKNOWN: Severity.NOTE,
        Rule.WINTER_OUTDOORS: Severity.WARN,
        Rule.AFTER_DARK: Severity.NOTE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One reading of the settings; the same value judges a whole act.

    shows_a_day: 2, since two a day is normal on tour (domain.md 4 [23]).
    days_in_a_row: 10, the longest tour reported (domain.md 4 [30]: 11 sites in 10
    days). rest_hours: 8 between the end of a strike after `late_after` (an hour of the
    local clock) and the next load-in, the road not counted (general knowledge).
    winter_months: November to March (domain.md 8: outdoor shows crowd into the short
    summer). dark_minutes: civil twilight, half an hour after sunset at these latitudes.
    """

    severities: Mapping[Rule, Severity] = field(
        default_factory=lambda: DEFAULT_SEVERITIES, hash=False
    )
    shows_a_day: int = 2
    days_in_a_row: int = 10
    rest_hours: int = 8
    late_after: int = 22
    winter_months: frozenset[int] = frozenset({11, 12, 1, 2, 3})
    dark_minutes: int = 30

    def severity(self, rule: Rule) -> Severity | None:
        """None: the rule is switched off."""
        return self.severities.get(rule)

    @property
    def rest_seconds(self) -> int:
        return self.rest_hours * HOUR

    @property
    def dark_seconds(self) -> int:
        return self.dark_minutes * MINUTE


DEFAULT_LIMITS = Limits()


def of_show(
    rule: Rule,
    proposal: Proposal,
    limits: Limits,
    *,
    facts: list[object],
    **params: Plain,
) -> Conflict | None:
    """A conflict of one show with its place or its hour; None when it is off.

    `facts` are what was judged, thresholds included and names left out. Params: title
    and starts beside the rule's own.
    """
    severity = limits.severity(rule)
    if severity is None:
        return None
    return Conflict(
        rule=rule,
        severity=severity,
        performance=proposal.performance,
        at=proposal.stage.starts,
        params={"title": proposal.title, "starts": proposal.stage.starts, **params},
        fingerprint=hashed(rule, proposal.performance, facts),
    )
