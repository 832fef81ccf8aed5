"""What stands against a show as it is stored, and what was accepted of it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry as log_actions

from ..conflicts import Conflict, Rule, Severity
from ..models import AcceptedWarning, Performance
from ..scheduling import check, facts_of, sentence
from ..scheduling.warnings import (
    BY_CHECK,
    BY_ROADS,
    BY_RULES,
    BY_TRUCK,
    BY_VENUE,
    accepted_prints,
)
from ..statuses import FIRM, OFF, Status

LAPSED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Stands:
    """One line of the page: what is wrong, and who accepted it if anybody did."""

    severity: str
    text: str
    accepted: AcceptedWarning | None = None

    @property
    def is_open(self) -> bool:
        return self.severity == Severity.WARN and self.accepted is None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """An acceptance whose facts are gone; `ended` says when and through what."""

    warning: AcceptedWarning
    ended: str


def standing_conflicts(
    show: Performance, *, as_firm: bool = False
) -> tuple[Conflict, ...]:
    """Judged by its own status, and nothing while it is off; or `as_firm`, as if it
    were confirmed now."""
    if show.status in OFF and not as_firm:
        return ()
    status = Status.CONFIRMED if as_firm else show.status
    return check(facts_of(show), performance=show, status=status)


def has_open_warnings(show: Performance) -> bool:
    """Whether a firm show stands under a warning that nobody accepted."""
    if show.status not in FIRM:
        return False
    found = [c for c in standing_conflicts(show) if c.severity is Severity.WARN]
    accepted = accepted_prints(found)
    return any(one.fingerprint not in accepted for one in found)


def stands(show: Performance) -> list[Stands]:
    """Open warnings after blocks, each accepted one with its reason; then what was
    accepted on entry alone, such as a start in the past."""
    found = standing_conflicts(show)
    prints = [conflict.fingerprint for conflict in found]
    in_force = AcceptedWarning.objects.in_force().select_related("by")
    accepted = {one.fingerprint: one for one in in_force.filter(fingerprint__in=prints)}
    lines = [
        Stands(one.severity.value, sentence(one), accepted.get(one.fingerprint))
        for one in found
    ]
    entered = in_force.filter(performance=show, rule=Rule.PAST_START)
    return lines + [
        Stands(Severity.WARN.value, one.told, one)
        for one in entered
        if one.fingerprint not in accepted
    ]


def lapsed(show: Performance) -> list[Lapsed]:
    """The latest first; one query."""
    rows = show.accepted_warnings.exclude(lapsed_at=None).select_related("by")
    newest = rows.order_by("-lapsed_at", "-id")[:LAPSED_SHOWN]
    return [Lapsed(row, str(ended_by(row.lapsed_through))) for row in newest]


_THROUGH = {
    # Translators: zh: 场地的情况变了
    BY_VENUE: gettext_lazy("the venue changed"),
    # Translators: zh: 舞台车的情况变了
    BY_TRUCK: gettext_lazy("the stage truck changed"),
    # Translators: zh: 排期规则变了
    BY_RULES: gettext_lazy("the schedule rules changed"),
    # Translators: zh: 路况或路程变了
    BY_ROADS: gettext_lazy("the road changed"),
    BY_CHECK: gettext_lazy("found by the nightly check"),
}


def ended_by(key: str) -> Any:
    """The act, or the change beside the show, that ended an acceptance."""
    if key in _THROUGH:
        return _THROUGH[key]
    if log_actions.action_exists(key):
        return log_actions.get_action_label(key)
    return _("the facts changed")
