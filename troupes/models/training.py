"""Study and training: what was taught, where, to whom, for how long."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ulanmuqi.base.blocks import BodyBlock
from ulanmuqi.base.pages import Adding, PublicPage
from ulanmuqi.places.models import Region

from .troupe import Troupe


class TrainingIndexPage(PublicPage, Page):
    lead = models.TextField(_("lead"), max_length=300, blank=True)

    adding_below = Adding.BY_WRITERS
    template = "troupes/training_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["troupes.TrainingPage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = PublicPage.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        # Translators: zh: 培训总览页
        verbose_name = _("list of training")


class TrainingPage(PublicPage, Page):
    """One course, workshop or pairing. It is told in words, it books nothing."""

    pictured_by = "photo"

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty for a single day.")
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    troupes = ParentalManyToManyField(
        Troupe, blank=True, related_name="training_pages", verbose_name=_("troupes")
    )
    hours = models.PositiveSmallIntegerField(
        _("teaching hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(2000)],
    )
    trainees = models.PositiveIntegerField(
        # Translators: zh: 培训人次
        _("trainees"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    lead = models.TextField(_("lead"), max_length=300, blank=True)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph"),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    published_by_owner = True
    template = "troupes/training_page.html"
    parent_page_types = ["troupes.TrainingIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("region"), FieldPanel("place")]),
                FieldRowPanel([FieldPanel("hours"), FieldPanel("trainees")]),
                FieldPanel("troupes"),
            ],
            # Translators: zh: 时间、地点与人数
            heading=_("When, where, how many"),
        ),
        FieldPanel("lead"),
        FieldPanel("photo"),
        FieldPanel("body"),
        FieldPanel("is_example"),
    ]
    promote_panels = PublicPage.promote_panels
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("place"),
        index.FilterField("starts_on"),
    ]

    class Meta:
        # Translators: zh: 培训页
        verbose_name = _("training page")
        verbose_name_plural = _("training pages")

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end lies before the beginning.")})

    @property
    def told_on(self) -> date:
        """The day under which lists of told things show it."""
        return self.starts_on

    @property
    def told(self) -> str:
        return self.lead
