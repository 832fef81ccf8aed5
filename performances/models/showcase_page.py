"""Pages about showcases: words here, the facts live in Showcase and its shows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ulanmuqi.base import clock
from ulanmuqi.base.blocks import BodyBlock
from ulanmuqi.base.pages import PublicPage
from ulanmuqi.base.row_indexes import RowIndex
from ulanmuqi.base.row_pages import RowPage

from .showcase import Showcase


class ShowcaseIndexPage(RowIndex, Page):
    presents = "performances.ShowcasePage"

    lead = models.TextField(_("lead"), max_length=300, blank=True)

    template = "performances/showcase_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["performances.ShowcasePage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = PublicPage.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        # Translators: zh: 展演总览页
        verbose_name = _("list of showcases")

    def row_at(self, code: str) -> Showcase | None:
        return Showcase.objects.public(clock.now()).filter(code=code).first()


class ShowcasePage(RowPage, Page):
    """What people read about a showcase. Publishing it never moves a show."""

    row_field = "showcase"
    pictured_by = "photo"

    showcase = models.ForeignKey(
        Showcase,
        models.PROTECT,
        null=True,
        related_name="pages",
        verbose_name=_("showcase"),
    )
    lead = models.TextField(
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_("Two or three sentences: what opens, where, and for whom."),
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

    template = "performances/showcase_page.html"
    parent_page_types = ["performances.ShowcaseIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        FieldPanel("showcase"),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("photo"),
        FieldPanel("body"),
    ]
    promote_panels = PublicPage.promote_panels
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("showcase"),
    ]

    class Meta:
        # Translators: zh: 展演页
        verbose_name = _("showcase page")
        verbose_name_plural = _("showcase pages")

    @property
    def row_name(self) -> str:
        return self.showcase.local_title
