"""The news as an Atom feed, beside its page: the newest, in the reader's language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from performances.views.atom import AtomEntry, answer
from performances.views.cookieless import cookieless
from ulanmuqi.base import clock
from ulanmuqi.base.languages import prefix_of
from ulanmuqi.base.readers import address_of, in_readers_language
from ulanmuqi.home.models import NewsPage

MOST = 50


@cookieless
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Two queries and those of Wagtail's addresses, however much news there is."""
    pages = in_readers_language(NewsPage.objects.all()).order_by("-date", "-pk")[:MOST]
    section = f"/{prefix_of(get_language() or settings.LANGUAGE_CODE)}news/"
    return answer(
        request,
        [entry for page in pages if (entry := _entry(page, request))],
        # Translators: zh: 乌兰牧骑新闻
        title=_("News of the Ulanmuqi troupes"),
        address=f"{section}feed.atom",
        page=section,
    )


def _entry(page: NewsPage, request: HttpRequest) -> AtomEntry | None:
    """Nothing for a page no site shows."""
    address = address_of(page, request)
    if not address:
        return None
    mark = f"〔{_('Example')}〕" if page.is_example else ""
    told = clock.day_begins(page.date)
    return AtomEntry(
        key=f"news {page.translation_key} {page.locale_id}",
        title=mark + page.title,
        text=page.summary,
        page=address,
        published=page.first_published_at or told,
        updated=page.last_published_at or told,
    )
