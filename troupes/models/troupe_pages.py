"""Pages about troupes: the list by league, and one profile a troupe."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from ulanmuqi.base.blocks import BodyBlock
from ulanmuqi.base.pages import Adding, PublicPage
from ulanmuqi.base.row_indexes import RowIndex
from ulanmuqi.base.row_pages import RowPage

from .troupe import Troupe


class TroupeIndexPage(RowIndex, Page):
    """Every troupe by league; those without a page of their own stand here too."""

    lead = models.TextField(_("lead"), max_length=300, blank=True)

    presents = "troupes.TroupePage"
    adding_below = Adding.BY_REGIONS
    template = "troupes/troupe_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["troupes.TroupePage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = PublicPage.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        # Translators: zh: 队伍总览页
        verbose_name = _("list of troupes")

    def row_at(self, code: str) -> Troupe | None:
        return Troupe.objects.filter(code=code).first()


class TroupePage(RowPage, Page):
    """What people read about a troupe; its shows come from the schedule."""

    row_field = "troupe"
    pictured_by = "photo"

    troupe = models.ForeignKey(
        Troupe,
        models.PROTECT,
        null=True,
        related_name="pages",
        verbose_name=_("troupe"),
    )
    lead = models.TextField(
        # Translators: zh: 导语
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_(
            "Two or three sentences: who they are and what they are known for."
        ),
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

    template = "troupes/troupe_page.html"
    parent_page_types = ["troupes.TroupeIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        FieldPanel("troupe"),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("photo"),
        FieldPanel("body"),
        InlinePanel("members", label=_("member"), heading=_("Members")),
    ]
    promote_panels = PublicPage.promote_panels
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.RelatedFields(
            "troupe",
            [index.SearchField("name"), index.SearchField("name_en")],
        ),
        index.FilterField("troupe"),
    ]

    class Meta:
        # Translators: zh: 队伍页
        verbose_name = _("troupe page")
        verbose_name_plural = _("troupe pages")


class TroupeMember(Orderable):
    """One member as the public may know them; everyone named has agreed to it."""

    page = ParentalKey(TroupePage, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=60)
    roles = models.CharField(
        _("roles"),
        max_length=120,
        blank=True,
        # Translators: zh: 一专多能:可写几样,例如「声乐、马头琴、报幕」。
        help_text=_("As many as they have, for example: singer, horse-head fiddle."),
    )
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph"),
    )

    panels = [FieldPanel("name"), FieldPanel("roles"), FieldPanel("photo")]

    class Meta(Orderable.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return self.name
