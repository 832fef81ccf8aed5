"""Where a row of reference data is used in the schedule, as counted links."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from troupes.models import Member, Membership, StageTruck, Troupe, Work
from ulanmuqi.base import rights
from ulanmuqi.base.row_views import Use
from ulanmuqi.places.models import Region, Venue

from ..models import Engagement, Performance


def _link(user: Any, model: type[Model], rows: QuerySet, **query: str) -> Iterable[Use]:
    """One line for the rows the user may see; none when there are none."""
    count = rights.policy_for(model).visible(user, rows).distinct().count()
    if not count:
        return
    names = {
        Performance: ngettext("%(count)s performance", "%(count)s performances", count),
        Troupe: ngettext("%(count)s troupe", "%(count)s troupes", count),
        Venue: ngettext("%(count)s venue", "%(count)s venues", count),
        Work: ngettext("%(count)s work", "%(count)s works", count),
        Membership: ngettext("%(count)s membership", "%(count)s memberships", count),
        Engagement: ngettext("%(count)s other entry", "%(count)s other entries", count),
        StageTruck: ngettext("%(count)s stage truck", "%(count)s stage trucks", count),
        Member: ngettext("%(count)s member", "%(count)s members", count),
    }
    index = {
        Performance: "performances:index",
        Troupe: "troupes:index",
        Venue: "venues:index",
        Work: "works:index",
        Membership: "memberships:index",
        Engagement: "engagements:index",
        StageTruck: "trucks:index",
        Member: "people:index",
    }[model]
    if not rights.policy_for(model).may(user, "view"):
        return
    yield Use(
        label=names[model] % {"count": count},
        kind=capfirst(str(model._meta.verbose_name_plural)),
        url=f"{reverse(index)}?{urlencode(query)}",
    )


def of_venue(user: Any, venue: Venue) -> Iterable[Use]:
    yield from _link(
        user, Performance, venue.performances.all(), period="all", q=venue.name
    )
    yield from _link(user, Membership, venue.memberships.all(), q=venue.name)
    taken = Engagement.objects.filter(parts__resource__venue=venue)
    taken |= Engagement.objects.filter(venue=venue)
    yield from _link(user, Engagement, taken, period="all", q=venue.name)


def of_region(user: Any, region: Region) -> Iterable[Use]:
    inside = Performance.objects.within(region)
    yield from _link(user, Performance, inside, period="all", league=str(region.pk))
    venues = Venue.objects.filter(region__path__startswith=region.path)
    yield from _link(user, Venue, venues, q=region.name)
    yield from _link(user, Troupe, region.troupes.all(), q=region.name)


def of_troupe(user: Any, troupe: Troupe) -> Iterable[Use]:
    shows = troupe.performances.all()
    yield from _link(user, Performance, shows, period="all", troupes=str(troupe.pk))
    yield from _link(user, Work, troupe.works.all(), troupes=str(troupe.pk))
    yield from _link(user, Membership, troupe.memberships.all(), q=troupe.name)
    taken = Engagement.objects.filter(parts__resource__troupe=troupe)
    yield from _link(user, Engagement, taken, period="all", troupe=str(troupe.pk))
    yield from _link(user, StageTruck, troupe.trucks.all(), q=troupe.name)
    yield from _link(user, Member, troupe.people.all(), troupe=str(troupe.pk))


def of_truck(user: Any, truck: StageTruck) -> Iterable[Use]:
    shows = Performance.objects.filter(along_parts__resource__truck=truck)
    yield from _link(user, Performance, shows, period="all", q=truck.name)
    taken = Engagement.objects.filter(parts__resource__truck=truck)
    yield from _link(user, Engagement, taken, period="all", q=truck.name)


def of_member(user: Any, member: Member) -> Iterable[Use]:
    taken = Engagement.objects.filter(parts__resource__member=member)
    yield from _link(user, Engagement, taken, period="all", q=member.name)


def of_work(user: Any, work: Work) -> Iterable[Use]:
    shows = Performance.objects.filter(programme__work=work)
    yield from _link(user, Performance, shows, period="all", work=str(work.pk))


def of_showcase(user: Any, showcase: Any) -> Iterable[Use]:
    shows = showcase.performances.all()
    yield from _link(user, Performance, shows, showcase=str(showcase.pk))


def of_performance(user: Any, show: Performance) -> Iterable[Use]:
    """The show it replaces, and the one that replaces it."""
    near = Performance.objects.filter(pk=show.replaces_id)
    near |= Performance.objects.filter(replaces=show)
    yield from _link(user, Performance, near, period="all", q=show.title)
