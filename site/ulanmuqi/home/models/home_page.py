"""The front page: what plays today, and the showcase everyone asks about."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from performances.models import Showcase
from ulanmuqi.base.blocks import BodyBlock
from ulanmuqi.base.pages import PublicPage


class HomePage(PublicPage, Page):
    lead = models.TextField(
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences under the name of the site."),
    )
    featured = models.ForeignKey(
        Showcase,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        # Translators: zh: 首页展演
        verbose_name=_("featured showcase"),
        # Translators: zh: 不选时,首页显示最近要启幕的展演。
        help_text=_("When empty, the next showcase to open stands on the front page."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "performances.ShowcaseIndexPage",
        "troupes.TroupeIndexPage",
        "troupes.WorkIndexPage",
        "troupes.TrainingIndexPage",
        "home.NewsIndexPage",
        "home.StandardPage",
    ]

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("featured"),
        FieldPanel("body"),
    ]
    promote_panels = PublicPage.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        # Translators: zh: 首页
        verbose_name = _("front page")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """What nobody translated yet is read in Chinese, at the translated address."""
        try:
            return super().route(request, path_components)
        except Http404:
            source = self._in_chinese()
            if source is None:
                raise
            return source.route(request, path_components)

    def _in_chinese(self) -> Self | None:
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return None
        chinese = self.get_translations().filter(
            locale__language_code=settings.LANGUAGE_CODE
        )
        return chinese.first()
