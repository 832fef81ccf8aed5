"""Why a showcase stays on hold although every venue has accepted."""

from collections.abc import Sequence

from ..conflicts import Severity
from ..models import Performance
from ..scheduling import sentence, unanswered
from ..statuses import Status
from .standing import standing_conflicts


def what_blocks(openings: Sequence[Performance]) -> dict[int, tuple[str, ...]]:
    """By opening, what keeps it from becoming firm; nothing while a venue is waited
    for. Openings loaded with their answers."""
    held = [one for one in openings if one.status == Status.HOLD]
    drafts = any(one.status == Status.DRAFT for one in openings)
    if not held or drafts or unanswered(held):
        return {}
    found = {}
    for opening in held:
        against = standing_conflicts(opening, as_firm=True)
        told = tuple(sentence(c) for c in against if c.severity is not Severity.NOTE)
        if told:
            found[opening.pk] = told
    return found
