"""The schedule on a map: how many shows in each league, and in a chosen one in each
banner. The table below says the same, so the picture may be skipped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.places import drawing
from ulanmuqi.places.models import Region

from ...models import Performance
from .. import rows
from ..filters import address_of
from .question import Question, Shown

STEPS = 5
# Half a circle's width in units of the drawing, by colour step; 0 is a seat without
# a show.
_RADII = (20, 24, 28, 32, 36, 40)


@dataclass(frozen=True, slots=True)
class Counted:
    """A league or banner and its shows; `step` 0 has none, 1 to STEPS are its colour.

    `on_map` leads to its own map (a league) or its list, `in_list` to its list, both
    with every other filter kept.
    """

    code: str
    name: str
    short: str
    count: int
    step: int
    on_map: str
    in_list: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """What is counted, where it is drawn: an Area or a Spot."""

    counted: Counted
    at: drawing.Area | drawing.Spot


@dataclass(frozen=True, slots=True)
class Legend:
    step: int
    least: int
    most: int


def on_map(question: Question) -> Shown:
    """Three queries: counts, leagues, banners of the chosen league."""
    asked = question.asked
    first, last = asked.days(question.now)
    everywhere = rows.found(asked.but(region=""), None, question.now)
    counts = _counts(rows.between(everywhere, first, last))
    chosen = question.region.league if question.region else None
    leagues = _leagues(question, counts)
    below = list(Region.objects.banners().filter(league=chosen)) if chosen else []
    banners = _banners(question, chosen, below, counts) if chosen else []
    total = sum(counts.values())
    return Shown(
        template="performances/schedule_map.html",
        said=_said(total, leagues),
        context={
            "first": first,
            "last": last,
            "total": total,
            "leagues_counted": leagues,
            "elsewhere": counts.get(("", ""), 0),
            "map": drawing.whole_region(),
            "areas": _placed(drawing.whole_region().areas, leagues),
            "steps": steps_of(max((one.count for one in leagues), default=0)),
            "league": next((one for one in leagues if one.is_chosen), None),
            "banners_counted": banners,
            "without_banner": counts.get((chosen.code, ""), 0) if chosen else 0,
            "all_leagues": address_of(asked.but(region="")),
            "groups": total,
        }
        | _league_map(chosen, below, banners),
    )


def step_of(count: int, most: int) -> int:
    """0 without a show, else 1 to STEPS by equal parts of the greatest count."""
    return -(-count * STEPS // most) if count else 0


def steps_of(most: int) -> list[Legend]:
    """What each colour stands for; with few shows there are fewer colours."""
    ends = [most * step // STEPS for step in range(STEPS + 1)]
    return [
        Legend(step, least + 1, until)
        for step, (least, until) in enumerate(pairwise(ends), start=1)
        if until > least
    ]


def _counts(found: QuerySet[Performance]) -> dict[tuple[str, str], int]:
    """By code of league and banner, "" where there is none; one query."""
    told = (
        found.order_by()
        .values_list("region__league__code", "region__banner__code")
        .annotate(shows=Count("pk"))
    )
    return {(league or "", banner or ""): shows for league, banner, shows in told}


def _leagues(
    question: Question, counts: Mapping[tuple[str, str], int]
) -> list[Counted]:
    sums: dict[str, int] = {}
    for (league, _banner), shows in counts.items():
        sums[league] = sums.get(league, 0) + shows
    chosen = question.region.league_id if question.region else None
    return _counted(question, Region.objects.leagues(), sums, chosen, "map")


def _banners(
    question: Question,
    league: Region,
    below: Iterable[Region],
    counts: Mapping[tuple[str, str], int],
) -> list[Counted]:
    sums = {banner: n for (of, banner), n in counts.items() if of == league.code}
    chosen = question.region.pk if question.region else None
    return _counted(question, below, sums, chosen, "")


def _counted(
    question: Question,
    regions: Iterable[Region],
    sums: Mapping[str, int],
    chosen: int | None,
    view: str,
) -> list[Counted]:
    regions, asked = list(regions), question.asked
    most = max((sums.get(region.code, 0) for region in regions), default=0)
    return [
        Counted(
            code=region.code,
            name=region.local_name,
            short=_short(region),
            count=(count := sums.get(region.code, 0)),
            step=step_of(count, most),
            on_map=address_of(asked.but(region=region.code, view=view)),
            in_list=address_of(asked.but(region=region.code, view="")),
            is_chosen=region.pk == chosen,
        )
        for region in regions
    ]


def _short(region: Region) -> str:
    """As it stands on the map, in the reader's language."""
    if region.local_name != region.name:
        return region.local_name.removesuffix(" League")
    return region.short_name or region.name


def _placed(
    drawn: Iterable[drawing.Area | drawing.Spot], counted: Iterable[Counted]
) -> list[Placed]:
    """The chosen one last: its border lies over its neighbours'."""
    by_code = {one.code: one for one in counted}
    placed = [Placed(by_code[at.code], at) for at in drawn if at.code in by_code]
    return sorted(placed, key=lambda one: one.counted.is_chosen)


def _league_map(
    chosen: Region | None, below: Iterable[Region], banners: list[Counted]
) -> dict[str, object]:
    """The league large, a circle at each banner's seat; nothing without an outline."""
    if chosen is None:
        return {"league_map": None}
    seats = {
        region.code: (region.lat, region.lon)
        for region in below
        if region.lat is not None and region.lon is not None
    }
    radii = {one.code: _RADII[one.step] for one in banners if one.code in seats}
    drawn = drawing.league(chosen.code, seats, radii)
    spots = _placed(drawn.spots, banners) if drawn else []
    return {
        "league_map": drawn,
        "spots": spots,
        "banner_steps": steps_of(max((one.count for one in banners), default=0)),
    }


def _said(total: int, leagues: Iterable[Counted]) -> str:
    if not total:
        # Translators: zh: 没有找到演出
        return _("No shows found")
    played = sum(1 for one in leagues if one.count)
    # Translators: zh: 共%(total)d场，在%(places)d个盟市
    return ngettext(
        "%(total)d show in %(places)d league or city",
        "%(total)d shows in %(places)d leagues and cities",
        total,
    ) % {"total": total, "places": played}
