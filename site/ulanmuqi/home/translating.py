"""Translating a page without first having to translate the sections above it.

Wagtail asks for the parent's translation before that of the page. Here the way to it is
made along: front page and sections, with the names the navigation gives them and no
text of their own, live at once. Whoever may write a page may translate it.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.contrib.simple_translation.forms import SubmitTranslationForm
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Locale, Page

from ulanmuqi.base.templatetags.site_nav import WAYS

from .models import HomePage

HOME_DEPTH = 2
# What a section says in Chinese is not said in another language by being copied.
_WORDS = {"lead": "", "body": (), "seo_title": "", "search_description": ""}


class TranslationForm(SubmitTranslationForm):
    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(page, *args, **kwargs)
        self.show_submit = True
        locales = self.fields["locales"]
        locales.widget.disabled_values = []
        # Translators: zh: 会生成一份草稿，内容先是中文，改写好再发布。上级栏目没有这种
        # 语言的，会一起建好。
        locales.help_text = _(
            "A draft is made that still holds the Chinese text: write it anew, then "
            "publish. Sections above it are made along where they are missing."
        )
        if locales.queryset.count() == 1:
            locales.initial = locales.queryset


class TranslatePage(SubmitPageTranslationView):
    def get_form(self) -> TranslationForm:
        data = self.request.POST if self.request.method == "POST" else None
        return TranslationForm(self.object, data)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            form = self.get_form()
            for locale in form.cleaned_data["locales"] if form.is_valid() else ():
                make_the_way(self.object, locale, request.user)
            return super().post(request, **kwargs)


def make_the_way(page: Page, locale: Locale, user: Any) -> None:
    """Translations of whatever stands above the page, from the front page down."""
    above = page.get_ancestors().filter(depth__gte=HOME_DEPTH).specific()
    for one in above.order_by("depth"):
        if one.has_translation(locale):
            continue
        copy = one.copy_for_translation(locale)
        name = _name_of(one, locale)
        if not name:
            continue  # a page with words of its own stays a draft to be written
        copy.title = copy.draft_title = name
        for field, empty in _WORDS.items():
            if hasattr(copy, field):
                setattr(copy, field, empty)
        copy.save_revision(user=user).publish(user=user, skip_permission_checks=True)


def _name_of(page: Page, locale: Locale) -> str:
    with override(locale.language_code):
        if isinstance(page, HomePage):
            return _("Ulanmuqi performance schedule")
        named = {way.slug: str(way.label) for way in WAYS if way.slug}
        return named.get(page.slug, "") if page.depth == HOME_DEPTH + 1 else ""
