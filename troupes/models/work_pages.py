"""Pages about works: the catalogue, and the story of one work."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ulanmuqi.base.blocks import BodyBlock
from ulanmuqi.base.pages import Adding, PublicPage
from ulanmuqi.base.row_indexes import RowIndex
from ulanmuqi.base.row_pages import RowPage

from .work import Work


class WorkIndexPage(RowIndex, Page):
    """The catalogue: every work, whether or not somebody told its story yet."""

    lead = models.TextField(_("lead"), max_length=300, blank=True)

    presents = "troupes.WorkPage"
    adding_below = Adding.BY_WRITERS
    template = "troupes/work_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["troupes.WorkPage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = PublicPage.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        # Translators: zh: 作品目录页
        verbose_name = _("catalogue of works")

    def row_at(self, code: str) -> Work | None:
        """The work, or the one it was merged into: old codes answer for ever."""
        work = Work.objects.select_related("merged_into").filter(code=code).first()
        return work.merged_into or work if work else None


class WorkPage(RowPage, Page):
    """The story of a work; its facts and its shows come from rows."""

    row_field = "work"
    pictured_by = "photo"

    work = models.ForeignKey(
        Work,
        models.PROTECT,
        null=True,
        related_name="pages",
        verbose_name=_("work"),
    )
    lead = models.TextField(
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_("Two or three sentences: what it tells, and where it comes from."),
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

    template = "troupes/work_page.html"
    parent_page_types = ["troupes.WorkIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        FieldPanel("work"),
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
        index.RelatedFields(
            "work",
            [index.SearchField("title"), index.SearchField("title_en")],
        ),
        index.FilterField("work"),
    ]

    class Meta:
        # Translators: zh: 作品页
        verbose_name = _("work page")
        verbose_name_plural = _("work pages")

    @property
    def row_name(self) -> str:
        return self.work.plain_title
