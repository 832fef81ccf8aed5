"""Showcases as visitors look for them, from the day somebody announces them."""

from collections.abc import Iterable, Iterator

from ulanmuqi.finding import following, page_words, sources
from ulanmuqi.finding.documents import Kind
from ulanmuqi.finding.spelling import Said

from .models import Showcase, ShowcaseIndexPage, ShowcasePage


def register() -> None:
    sources.register(Kind.SHOWCASE, _showcases)
    following.follow(Showcase, Kind.SHOWCASE)
    page_words.register_row_pages(ShowcasePage, Kind.SHOWCASE)
    page_words.register_pages(ShowcaseIndexPage)


def _showcases(keys: Iterable[int] | None) -> Iterator[tuple[int, Said]]:
    """Whether it is told by now is asked when it is found: announcements come true by
    the clock."""
    rows = Showcase.objects.filter(announced_at__isnull=False)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    found = list(rows.prefetch_related("organisers").order_by("pk"))
    pages = page_words.by_row(ShowcasePage, [row.pk for row in found])
    for row in found:
        organisers = [
            name
            for organiser in row.organisers.all()
            for name in (organiser.name, organiser.name_en)
        ]
        texts = [
            text
            for page in pages.get(row.pk, [])
            for text in page_words.running_text(page)
        ]
        names = (row.title, row.short_title, row.title_en)
        yield row.pk, Said(names, tuple(organisers), (row.purpose, *texts))
