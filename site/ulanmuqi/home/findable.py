"""News and plain pages as visitors look for them."""

from ulanmuqi.finding import page_words

from .models import NewsIndexPage, NewsPage, StandardPage


def register() -> None:
    page_words.register_pages(NewsPage, NewsIndexPage, StandardPage)
