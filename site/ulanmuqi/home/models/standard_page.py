"""A plain page: about us, accessibility, privacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ulanmuqi.base.blocks import BodyBlock
from ulanmuqi.base.pages import PublicPage


class StandardPage(PublicPage, Page):
    lead = models.TextField(_("lead"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = PublicPage.promote_panels
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        # Translators: zh: 普通页
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
