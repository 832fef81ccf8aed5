"""The one answer to "which place in the line has this hold?"."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ulanmuqi.base import clock

from ..claims import ResourceKind
from ..models import Booking, Performance
from ..queues import Rank, ranks
from ..slots import MAX_BOOKING_SECONDS, epoch
from ..statuses import Status
from .stored import standing_claim, with_what_is_judged


def ranks_of(performances: Iterable[Performance]) -> dict[int, tuple[Rank, ...]]:
    """The ranks of those that wait in a line of two or more, by id.

    Read now and true now: nothing of it is stored. Two queries, however many shows;
    none when no hold is among them.
    """
    now = clock.now()
    holds = {
        show.pk
        for show in performances
        if show.status == Status.HOLD and not show.is_overdue(now)
    }
    if not holds:
        return {}
    own = Booking.objects.filter(performance__in=holds, exclusive=True)
    slots = list(own.values_list("resource", "starts", "ends"))
    if not slots:
        return {}
    first, last = min(slot[1] for slot in slots), max(slot[2] for slot in slots)
    line = Booking.objects.filter(
        performance__status=Status.HOLD,
        resource__in={slot[0] for slot in slots},
        starts__gt=first - MAX_BOOKING_SECONDS,
        starts__lt=last,
        ends__gt=first,
    )
    claims = [standing_claim(row) for row in with_what_is_judged(line)]
    found = ranks(claims, now=epoch(now))
    return {key: found[str(key)] for key in sorted(holds) if str(key) in found}


def rank_text(found: tuple[Rank, ...]) -> str:
    """The place in line in words, by resource where the lines differ; "" without."""
    if not found:
        return ""
    if len({rank.place for rank in found}) == 1:
        return _ordinal(found[0].place)
    return _(", ").join(
        # Translators: zh: %(kind)s%(place)s
        _("%(kind)s: %(place)s")
        % {"kind": _kind(rank.resource.kind), "place": _ordinal(rank.place)}
        for rank in sorted(found, key=lambda rank: rank.place)
    )


def _ordinal(place: int) -> str:
    words = {
        1: pgettext("place in line", "first hold"),
        2: pgettext("place in line", "second hold"),
        3: pgettext("place in line", "third hold"),
        4: pgettext("place in line", "fourth hold"),
        5: pgettext("place in line", "fifth hold"),
    }
    # Translators: zh: 第%(place)s备选
    return words.get(place) or _("hold no. %(place)s") % {"place": place}


def _kind(kind: ResourceKind) -> str:
    words = {ResourceKind.TROUPE: _("troupe"), ResourceKind.VENUE: _("venue")}
    return words.get(kind) or _("resource")
