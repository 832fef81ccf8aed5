"""Rights and versions, asked inside the transaction on the locked row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from troupes.crew_rights import may_take_along
from troupes.models import Troupe
from ulanmuqi.base import clock, rights
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.places.models import Region

from .. import engagement_policy, policy, training_policy
from ..models import (
    ArtAdviser,
    Engagement,
    Exclusion,
    Performance,
    RoadLeg,
    RoadNotice,
    Showcase,
    TrainingSession,
)
from .errors import NotAllowed, Refused, StaleWrite
from .since import BESIDE, TOLD_AT_MOST, acts_of_whole_since, meanwhile

Versioned = (
    Performance
    | Showcase
    | RoadLeg
    | RoadNotice
    | Engagement
    | Exclusion
    | TrainingSession
    | ArtAdviser
)

SHOWS = policy.PerformancePolicy()
SHOWCASES = policy.ShowcasePolicy()
ENGAGEMENTS = engagement_policy.EngagementPolicy()
EXCLUSIONS = engagement_policy.ExclusionPolicy()
TRAINING = training_policy.TrainingPolicy()
ADVISERS = training_policy.AdviserPolicy()


def authorise(by: Any, verb: str, row: Performance) -> None:
    """Raises NotAllowed; `by` None is the system itself (demo season, imports)."""
    if by is not None and not SHOWS.may(by, verb, row):
        raise NotAllowed


def authorise_row(by: Any, verb: str, row: Model) -> None:
    """By the policy of its model. Raises NotAllowed; `by` None is the system itself."""
    if by is not None and not rights.may(by, verb, row):
        raise NotAllowed


def authorise_cast(by: Any, troupes: Sequence[Troupe], region: Region | None) -> None:
    """Whether `by` may put these troupes on a stage; none named is for those who
    coordinate the region it is in."""
    if by is not None and not SHOWS.may_place(by, list(troupes), region):
        raise NotAllowed


def authorise_along(by: Any, along: Sequence[Any], starts_at: datetime) -> None:
    """Raises Refused, naming it, for the first of these trucks and lent members that
    `by` may not book on that day."""
    day = starts_at.astimezone(clock.SHANGHAI).date()
    for thing in along if by is not None else ():
        if not may_take_along(by, thing, day):
            raise Refused(
                _(
                    "“%(name)s” is not yours to book on that day. Ask whoever keeps "
                    "the truck or lends the member, or a coordinator."
                )
                % {"name": within_quotes(thing)},
                field="along",
            )


def authorise_engagement(by: Any, verb: str, row: Engagement) -> None:
    if by is not None and not ENGAGEMENTS.may(by, verb, row):
        raise NotAllowed


def authorise_takes(by: Any, facts: Any) -> None:
    """Raises Refused at the field, naming it, for the first thing of the engagement
    that `by` may not take."""
    if by is None:
        return
    denied = ENGAGEMENTS.denied(by, facts.kind, facts.takes, facts.starts_at)
    if denied is not None:
        raise Refused(
            _("“%(name)s” is not yours to book. Leave it out, or ask a coordinator.")
            % {"name": within_quotes(denied)},
            field="takes",
        )


def authorise_exclusion(by: Any, members: Sequence[Any]) -> None:
    if by is not None and not EXCLUSIONS.may_bind(by, members):
        raise NotAllowed


def authorise_training(by: Any, verb: str, row: TrainingSession) -> None:
    if by is not None and not TRAINING.may(by, verb, row):
        raise NotAllowed


def authorise_announcing(by: Any, troupes: Sequence[Troupe]) -> None:
    """Raises NotAllowed where a league looks at announcements first."""
    if by is not None and not SHOWS.may_announce_freely(by, list(troupes)):
        raise NotAllowed


def authorise_showcase(by: Any, showcase: Showcase | None = None) -> None:
    if by is not None and not SHOWCASES.may(by, "change", showcase):
        raise NotAllowed


def authorise_road(by: Any, verb: str, row: RoadLeg | RoadNotice) -> None:
    if by is not None and not rights.may(by, verb, row):
        raise NotAllowed


def fresh(row: Versioned, version: int | None) -> None:
    """Raises StaleWrite when the row is no longer the version the caller saw."""
    if version is None or row.version == version:
        return
    if isinstance(row, Showcase) and (acts := acts_of_whole_since(row, version)):
        raise StaleWrite(acts)
    entries = (
        ModelLogEntry.objects.for_instance(row)
        .exclude(action__in=BESIDE)
        .select_related("user")
    )
    told = entries[: min(max(row.version - version, 1), TOLD_AT_MOST)]
    raise StaleWrite(tuple(meanwhile(entry) for entry in told))


def expect(row: Performance, statuses: frozenset[str], message: Any) -> None:
    """Raises Refused with the sentence unless the row is in one of the statuses."""
    if row.status not in statuses:
        raise Refused(message)


def needs_reason(reason: str) -> str:
    """The reason without blanks around it; Refused when nothing is left."""
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why, in words the public may read."), field="reason")
    return reason[:300]
