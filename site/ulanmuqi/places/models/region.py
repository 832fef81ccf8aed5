"""The autonomous region and its four levels: league, banner, sumu, gacha."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.names import Named


class RegionQuerySet(models.QuerySet):
    def leagues(self) -> Self:
        return self.filter(level=Region.Level.LEAGUE)

    def banners(self) -> Self:
        return self.filter(level=Region.Level.BANNER)

    def within(self, region: "Region") -> Self:
        """The region itself and everything below it."""
        return self.filter(path__startswith=region.path)


class Region(Named):
    class Level(models.TextChoices):
        REGION = "region", _("Autonomous region")
        LEAGUE = "league", _("League or city")
        BANNER = "banner", _("Banner, county or district")
        SUMU = "sumu", _("Sumu or township")
        GACHA = "gacha", _("Gacha or village")

    PARENT_LEVEL = {
        Level.LEAGUE: Level.REGION,
        Level.BANNER: Level.LEAGUE,
        Level.SUMU: Level.BANNER,
        Level.GACHA: Level.SUMU,
    }

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^\d{6,12}\Z", _("Use 6 to 12 digits."))],
        help_text=_("National division code (GB/T 2260): 6 digits, 9 or 12 below."),
    )
    level = models.CharField(_("level"), max_length=6, choices=Level)
    kind = models.CharField(_("kind"), max_length=8, blank=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    pinyin = models.CharField(_("pinyin"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    lat = models.FloatField(
        _("latitude of the seat"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    lon = models.FloatField(
        _("longitude of the seat"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    reviews_announcements = models.BooleanField(
        # Translators: zh: 公布前由盟市审核
        _("looks at announcements first"),
        default=False,
        help_text=_(
            "For leagues and cities: what a troupe here wants to announce waits for "
            "the league's coordinator. Moving and cancelling stay free."
        ),
    )
    desk_phone = models.CharField(
        # Translators: zh: 调度值班电话
        _("telephone of its coordinators"),
        max_length=40,
        blank=True,
        # Translators: zh: 盟市填写：队员在手机上没发出改动时，页面请他们打这个电话。不公开。
        help_text=_(
            "For leagues and cities: what troupes on the road are asked to ring when a "
            "change could not be sent. Not public."
        ),
    )
    is_former = models.BooleanField(
        # Translators: zh: 已撤并
        _("no longer there"),
        default=False,
        # Translators: zh: 撤并、改名后不再列入名单的苏木嘎查。以前在这里的演出照旧记着，只是不再算“还没去”。
        help_text=_(
            "For sumu and gacha that were merged or renamed: past shows stay here, and "
            "nobody is asked to go there any more."
        ),
    )
    # Kept from parent by save(), so that "in this league" is one indexed prefix.
    path = models.CharField(max_length=64, editable=False, db_index=True)
    league = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+"
    )
    banner = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def clean(self) -> None:
        if self.is_former and self.level not in (self.Level.SUMU, self.Level.GACHA):
            raise ValidationError(
                {"is_former": _("Only sumu and gacha are dissolved.")}
            )
        if self.reviews_announcements and self.level != self.Level.LEAGUE:
            raise ValidationError(
                {"reviews_announcements": _("Only leagues and cities review.")}
            )
        expected = self.PARENT_LEVEL.get(self.level)
        actual = self.parent.level if self.parent else None
        if actual != expected:
            wanted = Region.Level(expected).label if expected else _("nothing")
            raise ValidationError(
                {
                    "parent": _("A region of this level is part of: %(level)s.")
                    % {"level": wanted}
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.path = f"{self.parent.path if self.parent else ''}{self.code}."
        if self.parent:
            self.league = self.parent.league
            self.banner = self.parent.banner
        if self.pk is not None:
            # A saved league or banner must not lose itself for a moment: what shows
            # its name is rendered anew as soon as it is saved.
            self._is_its_own_ancestor()
        super().save(*args, **kwargs)
        if self._is_its_own_ancestor():
            super().save(update_fields=["league", "banner"])

    def _is_its_own_ancestor(self) -> bool:
        """A league is its own league; True when that had to be filled in."""
        field = {self.Level.LEAGUE: "league", self.Level.BANNER: "banner"}.get(
            self.level
        )
        if field is None or getattr(self, f"{field}_id") == self.pk:
            return False
        setattr(self, field, self)
        return True

    @property
    def public_parts(self) -> tuple["Region", ...]:
        """League and banner, as far as known: what is said of any place."""
        return tuple(part for part in (self.league, self.banner) if part)
