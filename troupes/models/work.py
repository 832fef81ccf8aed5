"""A work as a row: what is played, by whom it was made, since when."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from ulanmuqi.base.codes import pinyin_slug, random_code, validate_code
from ulanmuqi.base.mongolian import MongolianField, checked_text
from ulanmuqi.base.plain_text import PlainTexts

from ..genres import Category, Genre, category_of, choices, genres
from .troupe import Troupe


class WorkQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Works that were not merged into another."""
        return self.filter(merged_into=None)


class Work(PlainTexts, ClusterableModel):
    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        blank=True,
        validators=[validate_code],
        help_text=_(
            "Part of the page's and the calendar's address; made from the title when "
            "left empty. It never changes once used."
        ),
    )
    title = models.CharField(
        _("title"), max_length=120, help_text=_("Without the marks 《》.")
    )
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    title_mn = MongolianField(
        _("Mongolian title (traditional script)"), max_length=200, blank=True
    )
    checked_mn = models.CharField(max_length=200, blank=True, editable=False)
    genre = models.CharField(_("genre"), max_length=24, choices=choices)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(300)],
    )
    troupes = ParentalManyToManyField(
        Troupe, related_name="works", verbose_name=_("creating troupes")
    )
    first_shown = models.DateField(_("first shown"), null=True, blank=True)
    new_work_year = models.PositiveSmallIntegerField(
        _("new work of the year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1957), MaxValueValidator(2100)],
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["-new_work_year", "code"]

    def __str__(self) -> str:
        return f"《{self.title}》"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.code:
            base = pinyin_slug(self.title, limit=50) or "work"
            taken = Work.objects.filter(code=base).exists()
            self.code = f"{base}-{random_code(4)}" if taken else base
        super().save(*args, **kwargs)

    @property
    def mongolian(self) -> str:
        """As the public may read it: a checked title, else nothing."""
        return checked_text(self.title_mn, self.checked_mn)

    @property
    def local_title(self) -> str:
        if (get_language() or "").startswith("en") and self.title_en:
            return self.title_en
        return f"《{self.title}》"

    @property
    def plain_title(self) -> str:
        """For headings and covers, which carry no marks 《》."""
        in_english = (get_language() or "").startswith("en")
        return (self.title_en if in_english else "") or self.title

    @property
    def category(self) -> Category:
        return category_of(self.genre)

    @property
    def form(self) -> Genre | None:
        """The genre with its names; None for a code no longer in the list."""
        return genres().get(self.genre)


class WorkCreator(PlainTexts, Orderable):
    class Role(models.TextChoices):
        LYRICS = "lyrics", _("Lyrics")
        MUSIC = "music", _("Music")
        CHOREOGRAPHY = "choreography", _("Choreography")
        DIRECTION = "direction", _("Direction")
        SCRIPT = "script", _("Script")
        ADVICE = "advice", _("Artistic advice")
        ARRANGEMENT = "arrangement", _("Arrangement")

    work = ParentalKey(Work, on_delete=models.CASCADE, related_name="creators")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    name = models.CharField(_("name"), max_length=60)

    class Meta(Orderable.Meta):
        verbose_name = _("creator")
        verbose_name_plural = _("creators")

    def __str__(self) -> str:
        return f"{self.get_role_display()}：{self.name}"


class WorkAward(PlainTexts, Orderable):
    """An award the work got, always with where it is written: an award nobody can look
    up is not entered."""

    work = ParentalKey(Work, on_delete=models.CASCADE, related_name="awards")
    name = models.CharField(
        # Translators: zh: 奖项
        _("award"),
        max_length=120,
        help_text=_("As the source writes it, for example “the region’s arts prize”."),
    )
    level = models.CharField(
        # Translators: zh: 等次
        _("class"),
        max_length=40,
        blank=True,
        help_text=_("For example first prize; empty where there are no classes."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[MinValueValidator(1957), MaxValueValidator(2100)],
    )
    source = models.CharField(
        # Translators: zh: 出处
        _("source"),
        max_length=200,
        help_text=_("Where it is written: the notice’s title and number, the paper."),
    )
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        # Translators: zh: 获奖
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return " · ".join(
            part for part in (str(self.year), self.name, self.level) if part
        )
