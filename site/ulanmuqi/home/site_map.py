"""What stands in the site map: public pages, regions, venues and coming shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from performances.models import Performance
from ulanmuqi.places.models import Region, Venue

# A site map may hold 50,000 addresses; past shows are reached through the schedule.
SHOWS_AT_MOST = 10_000
SHOWS_BACK = timedelta(days=365)
ROWS_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    address: str
    changed_at: datetime | None = None


def entries(now: datetime) -> Iterator[Entry]:
    """Absolute addresses, Chinese ones for views; five queries and those of pages."""
    yield from _pages()
    yield Entry(settings.BASE_URL + reverse("changes"))
    regions = Region.objects.filter(
        level__in=[Region.Level.LEAGUE, Region.Level.BANNER]
    ).order_by("path")
    for code in regions.values_list("code", flat=True)[:ROWS_AT_MOST]:
        yield Entry(settings.BASE_URL + reverse("region", args=[code]))
    venues = Venue.objects.standing().with_own_page().order_by("code")
    for code in venues.values_list("code", flat=True)[:ROWS_AT_MOST]:
        yield Entry(settings.BASE_URL + reverse("venue", args=[code]))
    shows = Performance.objects.listed(now).filter(ends_at__gt=now - SHOWS_BACK)
    rows = shows.order_by("-starts_at", "-id").values_list(
        "public_id", "public_changed_at"
    )
    for public_id, changed_at in rows[:SHOWS_AT_MOST]:
        address = reverse("performance", args=[public_id])
        yield Entry(settings.BASE_URL + address, changed_at)


def _pages() -> Iterator[Entry]:
    """Live pages nobody has to log in for, in every language."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return
    for home in site.root_page.get_translations(inclusive=True).live():
        pages = home.get_descendants(inclusive=True).live().public().order_by("path")
        for page in pages:
            parts = page.get_url_parts()
            if parts and parts[2]:
                yield Entry(settings.BASE_URL + parts[2], page.last_published_at)
