"""What a page says, as plain text: read from its published content, never a draft."""

from collections.abc import Callable, Iterable, Iterator

from wagtail.models import Page, PageViewRestriction

from . import following, keeping, sources
from .documents import Kind
from .spelling import Said

_SHORT = ("lead", "summary", "place", "search_description")


def running_text(page: Page) -> tuple[str, ...]:
    """Its lead, then its body: words alone, as a reader sees them."""
    short = [str(getattr(page, name, "") or "") for name in _SHORT]
    body = getattr(page, "body", None)
    return (*short, *(body.stream_block.get_searchable_content(body) if body else ()))


def register_pages(*models: type[Page]) -> None:
    """Pages that are found as themselves."""
    for model in models:
        sources.register(Kind.PAGE, _teller(model))
        following.follow(model, Kind.PAGE)


def register_row_pages(model: type[Page], kind: Kind) -> None:
    """Pages that say what their row is found by."""
    column = f"{model.row_field}_id"

    def rows(page: Page) -> Iterable[int]:
        pages = model.objects.filter(pk=page.pk)
        stored = list(pages.values_list(column, flat=True))
        return {*stored, getattr(page, column, None)} - {None}

    following.follow(model, kind, rows, moves=True)
    following.follow(Page, kind, rows)


def by_row(model: type[Page], rows: Iterable[int]) -> dict[int, list[Page]]:
    """The live pages about each row that anybody may read, in all languages."""
    column = f"{model.row_field}_id"
    pages = model.objects.filter(**{f"{column}__in": list(rows)})
    found: dict[int, list[Page]] = {}
    for page in pages.live().public().order_by("pk"):
        found.setdefault(getattr(page, column), []).append(page)
    return found


def connect() -> None:
    """Pages saved as plain `Page`, and what is put behind a password or let out."""
    following.follow(Page, Kind.PAGE)
    following.listen(PageViewRestriction, _restricted)


def _restricted(restriction: PageViewRestriction) -> None:
    below = restriction.page.get_descendants(inclusive=True)
    for page in below.specific():
        keeping.refresh(Kind.PAGE, [page.pk])
        following.saved(page)


def _teller(model: type[Page]) -> Callable[..., Iterator[tuple[int, Said]]]:
    def tell(keys: Iterable[int] | None) -> Iterator[tuple[int, Said]]:
        pages = model.objects.live().public()
        if keys is not None:
            pages = pages.filter(pk__in=keys)
        for page in pages.order_by("pk"):
            yield page.pk, Said((page.title,), texts=running_text(page))

    return tell
