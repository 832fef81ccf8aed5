"""Keeps things apart that must never be busy at the same moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes

from ..conflicts import Claim, Conflict, Proposal, Severity, judge_standing
from ..models import Booking, Exclusion, ExclusionResource, Resource
from ..sharing import never_both
from ..slots import epoch
from . import log
from .allowed import authorise_exclusion, fresh
from .bonds import all_bonds, hidden_bookings, with_bonds
from .errors import ConflictsFound, Refused
from .locks import lock_exclusion, lock_resources
from .outcomes import Why
from .resources import ref_of, resource_ids
from .stored import standing_claims, with_what_is_judged
from .transaction import verb

MOST_MEMBERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionFacts:
    """`name`: what they share. `why`: why never at once. `members`: troupes, venues,
    trucks or lent members, two at least."""

    name: str
    why: str
    members: tuple[Model, ...]


@verb
def keep_apart(facts: ExclusionFacts, *, by: Any = None) -> Exclusion:
    """From now on none of the members is booked while another is.

    Raises Refused, NotAllowed, and ConflictsFound with every firm overlap there is
    already: nothing is written then.
    """
    authorise_exclusion(by, facts.members)
    _sound(facts)
    row = Exclusion(name=facts.name, why=facts.why, holds_from=epoch(clock.now()))
    return _settle(row, facts, "schedule.keep_apart", Why(by=by))


@verb
def keep_apart_anew(
    exclusion: Exclusion,
    facts: ExclusionFacts,
    *,
    by: Any = None,
    version: int | None = None,
) -> Exclusion:
    """Other members, or another name for what they share. Raises as `keep_apart`."""
    row = lock_exclusion(exclusion)
    authorise_exclusion(by, members_of(row))
    authorise_exclusion(by, facts.members)
    fresh(row, version)
    _sound(facts)
    row.name, row.why = facts.name, facts.why
    row.version += 1
    return _settle(row, facts, "schedule.keep_apart_anew", Why(by=by))


@verb
def let_together(
    exclusion: Exclusion,
    *,
    by: Any = None,
    version: int | None = None,
    reason: str = "",
) -> None:
    """The members may be busy at once again: there is a second driver."""
    row = lock_exclusion(exclusion)
    authorise_exclusion(by, members_of(row))
    fresh(row, version)
    lock_resources([row], members_of(row))
    why = Why(by=by, reason=reason.strip()[:300])
    log.write(row, "schedule.let_together", why, data={}, at=clock.now(), deleted=True)
    Booking.objects.filter(resource=row.resource).delete()
    row.delete()


def members_of(exclusion: Exclusion) -> list[Model]:
    """What it keeps apart; two queries."""
    parts = exclusion.parts.select_related(
        "resource__troupe__region",
        "resource__venue__region",
        "resource__truck__region",
        "resource__member__troupe__region",
    )
    return [part.resource.owner for part in parts]


def refuse_if_bound(venue: Model) -> None:
    """Raises Refused while the venue stands in an exclusion: it cannot be shared, nor
    merged into another."""
    bound = Exclusion.objects.filter(parts__resource__venue=venue).first()
    if bound is not None:
        raise Refused(
            _(
                "This venue is kept apart from others (“%(name)s”). Take it out there "
                "first."
            )
            % {"name": within_quotes(bound.name)},
            field="is_shared",
        )


def _sound(facts: ExclusionFacts) -> None:
    members = dict.fromkeys(facts.members)
    if not facts.name.strip():
        raise Refused(_("Say what they share."), field="name")
    if not facts.why.strip():
        raise Refused(_("Say why they are never busy at once."), field="why")
    if not 2 <= len(members) <= MOST_MEMBERS:
        raise Refused(
            _("Choose two to %(most)s different things.") % {"most": MOST_MEMBERS},
            field="members",
        )
    shared = [one for one in members if getattr(one, "is_shared", False)]
    if shared:
        raise Refused(
            _("“%(name)s” may hold several shows at once, so it cannot stand here.")
            % {"name": within_quotes(shared[0])},
            field="members",
        )


def _settle(row: Exclusion, facts: ExclusionFacts, action: str, why: Why) -> Exclusion:
    is_new = row.pk is None
    row.save()
    if is_new:
        Resource.objects.create(kind=Resource.Kind.EXCLUSION, exclusion=row)
    lock_resources([row], facts.members, () if is_new else members_of(row))
    _write_parts(row, facts.members)
    _book_again(row)
    data = {"after": {"name": row.name, "members": [str(m) for m in facts.members]}}
    log.write(row, action, why, data=data, at=clock.now())
    return row


def _write_parts(row: Exclusion, members: Sequence[Model]) -> None:
    row.parts.all().delete()
    ids = resource_ids(members)
    ExclusionResource.objects.bulk_create(
        ExclusionResource(
            exclusion=row, resource_id=ids[ref_of(one).key], position=position
        )
        for position, one in enumerate(dict.fromkeys(members))
    )


def _book_again(row: Exclusion) -> None:
    """The hidden bookings of the exclusion, from its beginning on."""
    Booking.objects.filter(resource=row.resource).delete()
    rows = list(
        with_what_is_judged(
            Booking.objects.filter(
                Q(resource__exclusion_parts__exclusion=row),
                via=None,
                ends__gt=row.holds_from,
            )
        )
    )
    key = ref_of(row).key
    bonds = {
        member: tuple(bond for bond in bound if bond.shared.key == key)
        for member, bound in all_bonds().items()
    }
    claims = with_bonds(standing_claims(rows), bonds)
    overlaps = _overlaps([claim for claim in claims if claim.via is not None])
    if overlaps:
        raise ConflictsFound(overlaps)
    keys = {booking.resource_id: booking.resource.key for booking in rows}
    Booking.objects.bulk_create(hidden_bookings(rows, keys, bonds))


def _overlaps(claims: Sequence[Claim]) -> tuple[Conflict, ...]:
    """Firm claims that meet, those of one show among them."""
    firm = [claim for claim in claims if claim.firm]
    found = [c for c in judge_standing(firm) if c.severity is Severity.BLOCK]
    by_show: dict[str, list[Claim]] = {}
    for claim in firm:
        by_show.setdefault(claim.performance, []).append(claim)
    for key, own in by_show.items():
        one = own[0]
        put = Proposal(
            performance=key,
            title=one.title,
            stage=one.stage,
            slot=one.slot,
            precision=one.precision,
            firm=True,
            claims=tuple(own),
        )
        both = never_both(put)
        found += [both] if both is not None else []
    return tuple(found)
