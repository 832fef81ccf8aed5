"""News: dated, short, tied to the troupes, works and showcase it is about."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from performances.models import Showcase
from troupes.models import Troupe, Work
from ulanmuqi.base import clock
from ulanmuqi.base.blocks import BodyBlock
from ulanmuqi.base.pages import Adding, PublicPage


def today_in_shanghai() -> datetime.date:
    return clock.now().astimezone(clock.SHANGHAI).date()


class NewsIndexPage(PublicPage, Page):
    lead = models.TextField(_("lead"), max_length=300, blank=True)

    adding_below = Adding.BY_WRITERS
    template = "home/news_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = PublicPage.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        # Translators: zh: 新闻总览页
        verbose_name = _("list of news")


class NewsPage(PublicPage, Page):
    described_by = ("summary",)
    pictured_by = "photo"

    date = models.DateField(_("date"), default=today_in_shanghai)
    summary = models.TextField(
        # Translators: zh: 摘要
        _("summary"),
        max_length=300,
        help_text=_("What happened, where and when, in two sentences."),
    )
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph"),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    troupes = ParentalManyToManyField(
        Troupe, blank=True, related_name="news_pages", verbose_name=_("troupes")
    )
    works = ParentalManyToManyField(
        Work, blank=True, related_name="news_pages", verbose_name=_("works")
    )
    showcase = models.ForeignKey(
        Showcase,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="news_pages",
        verbose_name=_("showcase"),
    )
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    published_by_owner = True
    template = "home/news_page.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("photo"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("troupes"), FieldPanel("works"), FieldPanel("showcase")],
            # Translators: zh: 有关的队伍、作品和展演
            heading=_("Who and what it is about"),
        ),
        FieldPanel("is_example"),
    ]
    promote_panels = PublicPage.promote_panels
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        # Translators: zh: 新闻页
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")

    @property
    def told_on(self) -> datetime.date:
        """The day under which lists of told things show it."""
        return self.date

    @property
    def told(self) -> str:
        return self.summary
