"""What the form of a request offers: banners, places in one, works still played."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from troupes.models import Troupe, Work
from ulanmuqi.base.grouped_choice import Offer
from ulanmuqi.places.models import Region

from ..models import ProgrammeItem

MOST_WORKS = 150
MOST_PLACES = 400
# A work that was in programmes, and in none for so long, is played no more.
STILL_PLAYED = timedelta(days=3 * 365)


def banner_offer(within: Q | None = None) -> Offer:
    """Banners, counties and districts, each under its league; one query."""
    rows = Region.objects.banners().select_related("league").order_by("code")
    if within is not None:
        rows = rows.filter(within)
    return Offer(
        rows,
        heading=lambda row: row.league.local_name if row.league else "",
        line=lambda row: row.local_name,
    )


def work_offer(place: Region | None, troupe: Troupe | None, now: datetime) -> Offer:
    """Works still played, at most MOST_WORKS, under headings; two queries.

    Of a troupe: by genre. Near a place: by who made them, the banner's own troupe
    first, then the league's. Where neither is known: by genre, each with its maker.
    """
    works = _still_played(now).filter(troupes__isnull=False)
    if troupe is not None:
        works = works.filter(troupes=troupe)
    elif place is not None and place.league_id is not None:
        works = works.filter(troupes__region__league=place.league_id)
    makers_of = Prefetch("troupes", Troupe.objects.select_related("region"))
    works = works.distinct().prefetch_related(makers_of).order_by("-pk")
    rows = list(works[:MOST_WORKS])
    if troupe is None and place is not None:
        makers = {work.pk: _maker(work, place) for work in rows}
        rows.sort(key=lambda work: (*_nearness(makers[work.pk], place), work.title))
        return Offer(
            rows, heading=lambda work: makers[work.pk].display_name, line=_title
        )
    rows.sort(key=lambda work: (work.category, work.title))
    line = _title if troupe is not None else _title_and_maker
    return Offer(rows, heading=lambda work: str(work.category.label), line=line)


def place_below(banner: Region, name: str) -> Region | None:
    """The sumu or gacha of that name, where the banner's list has it once."""
    below = Region.objects.filter(banner=banner, is_former=False).exclude(pk=banner.pk)
    found = list(below.filter(name=name)[:2]) or list(below.filter(short_name=name)[:2])
    return found[0] if len(found) == 1 else None


def places_below(banner: Region | None) -> list[str]:
    """Names to choose from while typing; none where nobody loaded the list."""
    if banner is None:
        return []
    below = Region.objects.filter(banner=banner, is_former=False).exclude(pk=banner.pk)
    return list(below.order_by("name").values_list("name", flat=True)[:MOST_PLACES])


def _still_played(now: datetime) -> QuerySet:
    """All but those whose last programme is long ago; what never stood in one may be
    new, and stays."""
    played = ProgrammeItem.objects.filter(work=OuterRef("pk"))
    lately = played.filter(performance__starts_at__gte=now - STILL_PLAYED)
    return Work.objects.standing().filter(Exists(lately) | ~Exists(played))


def _nearness(troupe: Troupe, place: Region) -> tuple[bool, bool, bool, str]:
    """At home in the banner, then the league's own, then another of the league's."""
    home = troupe.region
    is_own = place.banner_id is not None and home.banner_id == place.banner_id
    is_leagues = home.pk == place.league_id
    return not is_own, not is_leagues, home.league_id != place.league_id, troupe.code


def _maker(work: Work, place: Region | None = None) -> Troupe:
    makers = list(work.troupes.all())
    if place is None:
        return makers[0]
    return min(makers, key=lambda troupe: _nearness(troupe, place))


def _title(work: Work) -> str:
    return work.local_title


def _title_and_maker(work: Work) -> str:
    return f"{work.local_title} · {_maker(work).display_name}"
