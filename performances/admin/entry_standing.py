"""What stands against an entry without a show, and the act that accepts it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..conflicts import Conflict, Severity
from ..models import AcceptedWarning, Engagement
from ..scheduling import check_engagement, engagement_facts_of, sentence
from ..scheduling.entry_warnings import accept_entry_warnings
from ..scheduling.warnings import accepted_prints
from .act_view import ActView
from .acts import Act, Acts
from .standing import LAPSED_SHOWN, Lapsed, Stands, ended_by

# The name of the way to the act, beside those of the viewset.
ACCEPT = "accept"


def conflicts_of(row: Engagement) -> tuple[Conflict, ...]:
    """Judged as it is stored."""
    return check_engagement(engagement_facts_of(row), engagement=row)


def entry_stands(conflicts: Sequence[Conflict]) -> list[Stands]:
    """Each with who accepted it and why, if anybody did; one query."""
    prints = [one.fingerprint for one in conflicts]
    in_force = AcceptedWarning.objects.in_force().select_related("by")
    accepted = {one.fingerprint: one for one in in_force.filter(fingerprint__in=prints)}
    return [
        Stands(one.severity.value, sentence(one), accepted.get(one.fingerprint))
        for one in conflicts
    ]


def entry_lapsed(row: Engagement) -> list[Lapsed]:
    """The latest first; one query."""
    rows = row.accepted_warnings.exclude(lapsed_at=None).select_related("by")
    newest = rows.order_by("-lapsed_at", "-id")[:LAPSED_SHOWN]
    return [Lapsed(one, str(ended_by(one.lapsed_through))) for one in newest]


def has_open(row: Engagement) -> bool:
    """Whether a firm entry stands under a warning that nobody accepted."""
    if not row.firm:
        return False
    found = [one for one in conflicts_of(row) if one.severity is Severity.WARN]
    return bool({one.fingerprint for one in found} - accepted_prints(found))


def _accept(row: Engagement, *, by: Any, version: int, accept: str) -> None:
    accept_entry_warnings(row, reason=accept, by=by, version=version)


ENTRY_ACTS = Acts(
    Act(
        key=ACCEPT,
        verb="accept",
        # Translators: zh: 接受警告
        label=_("Accept the warnings"),
        explained=_(
            "Every warning found now counts as accepted until its facts change."
        ),
        done=_("The warnings of “%(title)s” are accepted."),
        fits=has_open,
        run=_accept,
        asks={"accept": True},
        icon="warning",
    )
)


class EngagementAccept(ActView):
    """Leaves an entry as it is although something stands against it, with a reason."""

    model = Engagement
    acts = ENTRY_ACTS

    def rows(self) -> QuerySet:
        return Engagement.objects.for_rows()

    def conflicts_ahead(self) -> Sequence[Conflict]:
        return conflicts_of(self.object)

    @property
    def showcase(self) -> None:
        return None

    def back_url(self) -> str:
        return reverse(self.inspect_url_name, args=[quote(self.object.pk)])
