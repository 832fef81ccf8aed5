"""Where requests wait for an answer: leagues, and the banners of one as circles; the
darker, the longer the oldest of them waits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from troupes.rights import scope_of
from ulanmuqi.base import clock, rights
from ulanmuqi.places import drawing
from ulanmuqi.places.models import Region

from ...models import Request
from ..coverage import reach_of
from .words import days_since

# What the list is asked for to show the same requests as a number of the map.
ANSWER = "answer"

_RADII = (14, 24, 28, 32, 36)
_SIZES = 4
# Days from which on a shade is darker; the legend is made of the same.
_SHADES = (0, 1, 3, 7)


@dataclass(frozen=True, slots=True)
class Counted:
    """A region with requests that wait for an answer, and how long the oldest does.
    `step` is the shade of that wait, 0 where none waits; `size` goes by the count."""

    name: str
    short: str
    count: int
    step: int
    size: int
    longest: str
    url: str
    is_chosen: bool
    at: Any = None


class RequestMap(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Of what the user answers for: leagues, or the banners of the one there is. Ground
    out of reach has no number, for nought would not be true of it. Four queries. The
    tables beneath hold every number of the picture."""

    model = Request
    any_permission_required = ["view"]
    template_name = "performances/admin/request_map.html"
    header_icon = "globe"
    index_url_name = map_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = clock.now()
        everything = Request.objects.to_see_to(now)
        seen = rights.policy_for(Request).visible(request.user, everything)
        found = list(seen.select_related("region__league", "region__banner"))
        kept = [row for row in found if row.state == Request.State.WITHDRAWN]
        theirs = [row for row in found if row.is_open and row.waiting_since is None]
        rows = [row for row in found if row not in kept and row not in theirs]
        leagues, banners = self._ground(found)
        league = self._asked(leagues, banners)
        below: list[Counted] = []
        picture = None
        if league is not None or len(leagues) < 2:
            within = [one for one in banners if league in (None, one.league)]
            by_banner = [
                (row.region.banner_id, row.waiting_since or now) for row in rows
            ]
            below = self._counted(within, by_banner, now, None, kind="banner")
            if league is not None:
                picture, below = _league_picture(league, within, below)
        context = self.get_context_data(
            league=league,
            banners=below,
            picture=picture,
            total=len(rows),
            theirs=len(theirs),
            kept=len(kept),
            shades=_legend(),
            all_url=reverse(self.index_url_name),
            list_url=f"{reverse(self.index_url_name)}?period={ANSWER}",
            map_url=reverse(self.map_url_name),
        )
        if len(leagues) > 1:
            by_league = [
                (row.region.league_id, row.waiting_since or now) for row in rows
            ]
            counted = self._counted(leagues, by_league, now, league)
            context |= _whole(counted, leagues)
        return self.render_to_response(context)

    def _ground(self, rows: list[Request]) -> tuple[list[Region], list[Region]]:
        """Leagues and banners in the user's reach; those of requests that were handed
        over from elsewhere too."""
        reach = reach_of(scope_of(self.request.user))
        # An empty Q is everywhere, and would be lost in an "or".
        near = Q(pk__in={row.region.banner_id for row in rows})
        regions = list(
            Region.objects.filter(
                reach | near if reach else Q(),
                level__in=(Region.Level.LEAGUE, Region.Level.BANNER),
            )
            .select_related("league")
            .order_by("code")
        )
        banners = [one for one in regions if one.level == Region.Level.BANNER]
        leagues = [one for one in regions if one.level == Region.Level.LEAGUE]
        known = {one.pk for one in leagues}
        if any(one.league_id not in known for one in banners):
            # Only a part of a league: its name, and no number for the whole of it.
            leagues = []
        return leagues, banners

    def _asked(self, leagues: list[Region], banners: list[Region]) -> Region | None:
        """The league that is looked at: the one asked for, or the only one."""
        around = {one.league.code: one.league for one in banners if one.league}
        code = self.request.GET.get("league", "")[:12]
        if code in around:
            return around[code]
        if len(around) == 1 and len(leagues) < 2:
            return next(iter(around.values()))
        return None

    def _counted(
        self,
        regions: list[Region],
        waits: list[tuple[int | None, datetime]],
        now: datetime,
        chosen: Region | None,
        kind: str = "league",
    ) -> list[Counted]:
        counts = Counter(key for key, _since in waits)
        most = max((counts[one.pk] for one in regions), default=0)
        found = []
        for one in regions:
            since = min((at for key, at in waits if key == one.pk), default=None)
            url = (
                f"{reverse(self.map_url_name)}?league={one.code}"
                if kind == "league"
                else f"{reverse(self.index_url_name)}?period={ANSWER}&banner={one.pk}"
            )
            found.append(
                Counted(
                    name=one.local_name,
                    short=one.short_name or one.name,
                    count=counts[one.pk],
                    step=_shade(since, now),
                    size=-(-counts[one.pk] * _SIZES // most) if counts[one.pk] else 0,
                    longest=_days(since, now) if since else "",
                    url=url,
                    is_chosen=one == chosen,
                )
            )
        return found

    def get_page_title(self) -> str:
        return _("Requests on the map")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_title()},
        ]


def _shade(since: datetime | None, now: datetime) -> int:
    if since is None:
        return 0
    days = days_since(since, now)
    return sum(days >= least for least in _SHADES)


def _legend() -> list[tuple[int, str]]:
    """Every shade and the days it stands for."""
    # Translators: zh: 不到一天
    told = [_("less than a day")]
    for least, beyond in pairwise(_SHADES[1:]):
        # Translators: zh: %(first)s–%(last)s天
        told.append(_("%(first)s–%(last)s days") % {"first": least, "last": beyond - 1})
    # Translators: zh: %(days)s天以上
    told.append(_("%(days)s days or more") % {"days": _SHADES[-1]})
    return list(enumerate(told, start=1))


def _days(since: datetime, now: datetime) -> str:
    # Translators: zh: %(days)s天
    days = days_since(since, now)
    if not days:
        return _("less than a day")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _whole(counted: list[Counted], leagues: list[Region]) -> dict[str, Any]:
    """The whole region for the template; what is out of reach is `ground` alone."""
    drawn = drawing.whole_region()
    by_code = {area.code: area for area in drawn.areas}
    mine = {one.code for one in leagues}
    return {
        "map": drawn,
        "leagues": _placed(counted, leagues, by_code),
        "ground": [area for area in drawn.areas if area.code not in mine],
    }


def _placed(
    counted: list[Counted], regions: list[Region], drawn: dict[str, Any]
) -> list[Counted]:
    """With the outline of each; the chosen one last, so its border lies on top."""
    pairs = zip(regions, counted, strict=True)
    placed = [_at(one, drawn.get(region.code)) for region, one in pairs]
    return sorted(placed, key=lambda one: one.is_chosen)


def _league_picture(
    league: Region, below: list[Region], counted: list[Counted]
) -> tuple[Any, list[Counted]]:
    seats = {
        one.code: (one.lat, one.lon)
        for one in below
        if one.lat is not None and one.lon is not None
    }
    pairs = list(zip(below, counted, strict=True))
    radii = {one.code: _RADII[count.size] for one, count in pairs if one.code in seats}
    picture = drawing.league(league.code, seats, radii)
    spots: Iterable[drawing.Spot] = picture.spots if picture else ()
    by_code = {spot.code: spot for spot in spots}
    return picture, [_at(count, by_code.get(one.code)) for one, count in pairs]


def _at(one: Counted, at: Any) -> Counted:
    return replace(one, at=at)
