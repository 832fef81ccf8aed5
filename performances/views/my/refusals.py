"""What somebody reads who may not do something here: who may, and what to ring."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from troupes.models import DutyContact, Membership, Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock

from ...models import DeviceLogin, Performance
from .contacts import Contact
from .frame import frame

_NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Whose:
    """Who may do it instead: the league, or the leaders and editors of `troupe`."""

    troupe: Troupe | None = None
    show: Performance | None = None
    is_leagues: bool = False


class NotTheirs(PermissionDenied):
    """Refused, and it is known who may."""

    def __init__(self, whose: Whose) -> None:
        super().__init__()
        self.whose = whose


def refused(
    request: HttpRequest, device: DeviceLogin, error: PermissionDenied
) -> HttpResponse:
    """403 in the look of the sheet. Three queries."""
    whose = error.whose if isinstance(error, NotTheirs) else Whose()
    troupe = whose.troupe or _own(device)
    league = troupe.region.league if troupe is not None else None
    context = {
        **frame(device),
        "whose": whose,
        "troupe": troupe,
        "contacts": [] if whose.is_leagues or troupe is None else _acting(troupe),
        "phone": league.desk_phone if league is not None else "",
    }
    return render(request, "my/refused.html", context, status=403)


def gone(request: HttpRequest, device: DeviceLogin) -> HttpResponse:
    """404 in the look of the sheet: there is none, or it is another troupe's."""
    return render(request, "my/gone.html", frame(device), status=404)


def _own(device: DeviceLogin) -> Troupe | None:
    mine = Troupe.objects.filter(pk__in=scope_of(device.user).member_of)
    return mine.select_related("region__league").first()


def _acting(troupe: Troupe) -> list[Contact]:
    """The leader's numbers, then who else writes for the troupe, by name."""
    duties = DutyContact.objects.filter(troupe=troupe, duty=DutyContact.Duty.LEADER)
    found = [Contact(one.role, one.name, one.phone) for one in duties]
    today = clock.now().astimezone(clock.SHANGHAI).date()
    roles = Membership.Role
    people = (
        Membership.objects.on(today)
        .filter(Q(role=roles.TROUPE_LEADER) | Q(role=roles.TROUPE_EDITOR))
        .filter(troupe=troupe, user__is_active=True)
        .select_related("user")
        .order_by("-role", "pk")
    )
    known = {one.name for one in found}
    for row in people[:_NAMED_AT_MOST]:
        name = row.user.get_full_name()
        if name and name not in known:
            found.append(Contact(str(row.get_role_display()), name, ""))
    return found
