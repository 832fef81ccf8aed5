"""Copies of pages about rows start as drafts: one page per row and language."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from .row_pages import RowPage


def before_copy_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuses to publish such copies at once; a draft copy asks for its own row."""
    if request.method != "POST" or "publish_copies" not in request.POST:
        return None
    about_rows = [model for model in get_page_models() if issubclass(model, RowPage)]
    reach = page.get_descendants(inclusive=True).type(*about_rows)
    if not reach.exists():
        return None
    messages.error(
        request,
        # Translators: zh: 这里面有写某支队伍、某部作品或某场展演的页面。副本请先存为
        # 草稿，改选另一支（部、场）后再发布。
        _(
            "This contains pages about a troupe, a work or a showcase. Copy them as "
            "drafts, choose another one there, then publish."
        ),
    )
    return HttpResponseRedirect(request.get_full_path())
