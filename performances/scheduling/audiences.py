"""Who is told of what concerns a scope: by membership in force, or an address kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from troupes.models import Membership, Troupe
from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.places.models import Region, Venue

MAIL, WECOM, DINGTALK = "mail", "wecom", "dingtalk"
_ROLES = {
    "troupe": (Membership.Role.TROUPE_LEADER, Membership.Role.TROUPE_EDITOR),
    "venue": (Membership.Role.VENUE,),
    "region": (Membership.Role.COORDINATOR,),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    channel: str
    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """`region` is where it is at home: its coordinators look after its notices."""

    key: str
    name: str
    region: Region
    recipients: tuple[Recipient, ...]


def audiences(
    keys: Iterable[str], now: datetime, *, robots: bool
) -> dict[str, Audience]:
    """The scopes among `keys` that have anybody to tell, by key; six queries at most.

    `robots` adds the group chats the operator set up for a region.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        kind, _colon, name = key.partition(":")
        wanted[kind].add(name)
    rows = (
        _of_rows("troupe", Troupe, wanted["troupe"])
        | _of_rows("venue", Venue, wanted["venue"])
        | _of_regions(wanted["region"])
    )
    today = now.astimezone(SHANGHAI).date()
    people = _people(rows, today)
    found = {}
    for key, row in rows.items():
        home = row if isinstance(row, Region) else row.region
        told = _unique([*_kept(row), *people[key], *_groups(row, robots)])
        if told:
            found[key] = Audience(key, row.name, home, told)
    return found


def reporters(keys: Iterable[str], now: datetime) -> dict[str, Audience]:
    """Who is to report for these troupes ("troupe:7"): their leaders, the editors
    where no leader has an address, and the address kept; three queries at most."""
    names = {key.partition(":")[2] for key in keys}
    rows = _of_rows("troupe", Troupe, names)
    today = now.astimezone(SHANGHAI).date()
    leaders = _people(rows, today, {"troupe": _ROLES["troupe"][:1]})
    left = {key: row for key, row in rows.items() if not leaders[key]}
    editors = _people(left, today)
    found = {}
    for key, row in rows.items():
        told = _unique([*_kept(row), *leaders[key], *editors[key]])
        if told:
            found[key] = Audience(key, row.name, row.region, told)
    return found


def _of_rows(
    kind: str, model: type[Troupe] | type[Venue], names: set[str]
) -> dict[str, Troupe | Venue | Region]:
    if not names:
        return {}
    rows = model.objects.filter(pk__in={int(name) for name in names})
    return {f"{kind}:{row.pk}": row for row in rows.select_related("region__league")}


def _of_regions(codes: set[str]) -> dict[str, Troupe | Venue | Region]:
    if not codes:
        return {}
    rows = Region.objects.filter(code__in=codes).select_related("league")
    return {f"region:{row.code}": row for row in rows}


def _people(
    rows: dict[str, Troupe | Venue | Region],
    today: object,
    wanted: Mapping[str, Sequence[str]] = _ROLES,
) -> dict[str, list[Recipient]]:
    """Who has an address and a membership in force, by the scope it is for."""
    told: dict[str, list[Recipient]] = defaultdict(list)
    for kind, roles in wanted.items():
        mine = {row.pk: key for key, row in rows.items() if key.startswith(f"{kind}:")}
        if not mine:
            continue
        memberships = (
            Membership.objects.on(today)
            .filter(**{"role__in": roles, f"{kind}__in": mine, "user__is_active": True})
            .exclude(user__email="")
            .select_related("user")
            .order_by("pk")
        )
        for one in memberships:
            key = mine[getattr(one, f"{kind}_id")]
            name = one.user.get_full_name()
            told[key].append(Recipient(MAIL, one.user.email, name))
    return told


def _kept(row: Troupe | Venue | Region) -> list[Recipient]:
    address = getattr(row, "notice_email", "")
    return [Recipient(MAIL, address, row.name)] if address else []


def _groups(row: Troupe | Venue | Region, robots: bool) -> list[Recipient]:
    """The address of a group chat is the region it was set up for, never its key."""
    if not robots or not isinstance(row, Region):
        return []
    return [
        Recipient(service, code, row.name)
        for code, service in sorted(settings.GROUP_ROBOTS)
        if code == row.code
    ]


def _unique(recipients: list[Recipient]) -> tuple[Recipient, ...]:
    """One a mailbox, whatever its capitals; the first name stays."""
    found: dict[tuple[str, str], Recipient] = {}
    for one in recipients:
        found.setdefault((one.channel, one.address.lower()), one)
    return tuple(found.values())
