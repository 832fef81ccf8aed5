"""The reference for a page: Wagtail's own class, with no words of ours."""

from pathlib import Path

from django.conf import settings
from wagtail.models import Page, Site

TEMPLATES = Path(__file__).parent / "templates"


def empty_page() -> str:
    """The address of a page without any words, with Wagtail's own class."""
    home = Site.objects.get(is_default_site=True).root_page
    page = home.add_child(instance=Page(title="Empty", slug="empty-page"))
    return page.get_url()


def with_empty_page() -> list[dict]:
    """The site's templates and one for a page of Wagtail's own class."""
    (engine,) = settings.TEMPLATES
    return [{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}]
