"""What stands against a show as it is stored."""

from ..conflicts import Conflict
from ..models import Performance
from ..scheduling import check, facts_of
from ..statuses import OFF, Status


def standing_conflicts(
    show: Performance, *, as_firm: bool = False
) -> tuple[Conflict, ...]:
    """Judged by its own status, and nothing while it is off; or `as_firm`, as if it
    were confirmed now."""
    if show.status in OFF and not as_firm:
        return ()
    status = Status.CONFIRMED if as_firm else show.status
    return check(facts_of(show), performance=show, status=status)
