"""What stands in the site map: public pages, regions, venues and shows, per language.

One file while the shows are few; with more, an index of one file of everything else
and one a month of shows, so that no file nears the 50,000 addresses one may hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from performances.models import Performance
from ulanmuqi.base.clock import SHANGHAI, day_begins
from ulanmuqi.base.templatetags.site_nav import html_language
from ulanmuqi.places.models import Region, Venue

# More shows than this are told by month.
SHOWS_AT_MOST = 5_000
# Two addresses each, so that a file stays below 50,000.
ROWS_AT_MOST = 20_000
# Views answer in these; pages in whatever they were translated to.
_LANGUAGES = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
_VIEWS = ("schedule", "changes", "statistics", "subscribe")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address, and the same in every language there is, itself too."""

    address: str
    changed_at: datetime | None = None
    others: tuple[tuple[str, str], ...] = ()


def months(now: datetime) -> list[date]:
    """The months in Shanghai that have shows, oldest first, when they are too many for
    one file; else none. Two queries at most."""
    shows = Performance.objects.listed(now)
    if shows.order_by("pk")[: SHOWS_AT_MOST + 1].count() <= SHOWS_AT_MOST:
        return []
    firsts = shows.annotate(month=TruncMonth("starts_at", tzinfo=SHANGHAI))
    found = firsts.order_by("month").values_list("month", flat=True).distinct()
    return [instant.astimezone(SHANGHAI).date() for instant in found]


def lasting() -> Iterator[Entry]:
    """Everything but the shows: two queries and those of pages."""
    yield from _pages()
    for name in _VIEWS:
        yield from _in_each_language(name)
    regions = Region.objects.filter(
        level__in=[Region.Level.LEAGUE, Region.Level.BANNER]
    ).order_by("path")
    for code in regions.values_list("code", flat=True)[:ROWS_AT_MOST]:
        yield from _in_each_language("region", code)
    venues = Venue.objects.standing().with_own_page().order_by("code")
    for code in venues.values_list("code", flat=True)[:ROWS_AT_MOST]:
        yield from _in_each_language("venue", code)


def shows(now: datetime, month: date | None = None) -> Iterator[Entry]:
    """Of one month in Shanghai, or all of them; the latest first. One query."""
    rows: QuerySet[Performance] = Performance.objects.listed(now)
    if month is not None:
        after = (month + timedelta(days=32)).replace(day=1)
        rows = rows.filter(
            starts_at__gte=day_begins(month), starts_at__lt=day_begins(after)
        )
    told = rows.order_by("-starts_at", "-id").values_list(
        "public_id", "public_changed_at"
    )
    for public_id, changed_at in told[:ROWS_AT_MOST]:
        yield from _in_each_language("performance", public_id, changed_at=changed_at)


def _in_each_language(
    name: str, *args: str, changed_at: datetime | None = None
) -> Iterator[Entry]:
    """A view's address in Chinese and English, each naming both."""
    found = {}
    for language in _LANGUAGES:
        with override(language):
            found[language] = settings.BASE_URL + reverse(name, args=args)
    others = _told(found.items())
    for address in found.values():
        yield Entry(address, changed_at, others)


def _pages() -> Iterator[Entry]:
    """Live pages nobody has to log in for, with those they are translations of."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return
    found: dict[str, list[tuple[Page, str]]] = {}
    for home in site.root_page.get_translations(inclusive=True).live():
        pages = home.get_descendants(inclusive=True).live().public().order_by("path")
        for page in pages.select_related("locale"):
            parts = page.get_url_parts()
            if parts and parts[2]:
                address = settings.BASE_URL + parts[2]
                found.setdefault(str(page.translation_key), []).append((page, address))
    for group in found.values():
        told = [(page.locale.language_code, address) for page, address in group]
        others = _told(told) if len(told) > 1 else ()
        for page, address in group:
            yield Entry(address, page.last_published_at, others)


def _told(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """As hreflang; whoever reads none of the languages is led to the Chinese one."""
    told = [(code, address) for code, address in found]
    first = [("x-default", at) for code, at in told if code == settings.LANGUAGE_CODE]
    return tuple([(html_language(code), at) for code, at in told] + first)
