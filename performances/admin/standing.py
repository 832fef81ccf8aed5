"""What stands against a show as it is stored."""

from ..conflicts import Conflict, Severity
from ..models import Performance
from ..scheduling import check, facts_of
from ..statuses import FIRM, OFF, Status


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
    accepted = set(show.accepted_warnings.values_list("fingerprint", flat=True))
    return any(
        one.severity is Severity.WARN and one.fingerprint not in accepted
        for one in standing_conflicts(show)
    )
