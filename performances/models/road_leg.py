"""Ways between two places as somebody drove them."""

import re
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.models import Region, Venue

from .gate import GatedModel, GatedQuerySet

_BETWEEN_NAMES = re.compile(r"[、，,；;/\s]+")


def road_names(text: str) -> list[str]:
    """The names in a line such as “G6、S311”, each once, in their order."""
    names = (name.strip().upper() for name in _BETWEEN_NAMES.split(text))
    return list(dict.fromkeys(name for name in names if name))


class RoadLegQuerySet(GatedQuerySet):
    def with_ends(self) -> "RoadLegQuerySet":
        """Everything a leg's name and its rights need, in the same query."""
        ends = ("from_venue__region", "from_region", "to_venue__region", "to_region")
        return self.select_related(*ends)

    def using_road(self, name: str) -> list["RoadLeg"]:
        """Legs with that name among their roads. One query; [] for no name."""
        if not name:
            return []
        rows = self.with_ends().filter(roads__icontains=name)
        return [leg for leg in rows if name in leg.road_names]

    def regions_by_road(self) -> dict[str, tuple[Region, ...]]:
        """Every road any leg names, and where it lies. One query."""
        found: dict[str, tuple[Region, ...]] = {}
        for leg in self.with_ends().exclude(roads="").order_by("roads", "pk"):
            for name in leg.road_names:
                found[name] = (*found.get(name, ()), *leg.regions)
        return dict(sorted(found.items()))


class RoadLeg(GatedModel):
    """A way between two places as somebody drove it; it always wins over reckoning.

    Each end is a venue or a region, whose seat it then is. Both directions are one,
    unless it holds one way only. `ends_key` keeps the same leg from being entered
    twice.
    """

    from_venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("from the venue"),
    )
    from_region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("from the seat of"),
    )
    to_venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("to the venue"),
    )
    to_region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("to the seat of"),
    )
    is_one_way = models.BooleanField(_("holds in this direction only"), default=False)
    km = models.DecimalField(
        _("kilometres by road"),
        max_digits=6,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(9999)],
    )
    hours = models.DecimalField(
        _("hours by coach"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(200)],
        help_text=_("In good weather, with the stops a coach makes. 2.5 is 2:30."),
    )
    holds_all_year = models.BooleanField(
        _("these hours hold in every season"),
        default=False,
        help_text=_("Tick it when winter is in them already: no season comes on top."),
    )
    roads = models.CharField(
        _("roads it uses"),
        max_length=120,
        blank=True,
        help_text=_(
            "Numbers or names, for example G6、S311. A notice on one of them then "
            "finds every leg that uses it."
        ),
    )
    source = models.CharField(
        _("who drove it, or who says so"),
        max_length=200,
        help_text=_("For example: driver Bao, coach, October 2025."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    ends_key = models.CharField(max_length=100, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(editable=False)
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    objects = RoadLegQuerySet.as_manager()

    class Meta:
        verbose_name = _("known leg")
        verbose_name_plural = _("known legs")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_venue__isnull=True, from_region__isnull=False)
                | models.Q(from_venue__isnull=False, from_region__isnull=True),
                name="leg_begins_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(to_venue__isnull=True, to_region__isnull=False)
                | models.Q(to_venue__isnull=False, to_region__isnull=True),
                name="leg_ends_somewhere",
            ),
        ]

    def __str__(self) -> str:
        arrow = "→" if self.is_one_way else "–"
        return f"{self.origin}{arrow}{self.destination}"

    @property
    def origin(self) -> Venue | Region:
        return self.from_venue or self.from_region

    @property
    def destination(self) -> Venue | Region:
        return self.to_venue or self.to_region

    @property
    def regions(self) -> tuple[Region, Region]:
        """Where its two ends lie."""
        ends = (self.origin, self.destination)
        first, second = (e.region if isinstance(e, Venue) else e for e in ends)
        return first, second

    @property
    def road_names(self) -> list[str]:
        return road_names(self.roads)

    def key(self) -> str:
        """What `ends_key` must be: the same for both directions of a two-way leg."""
        ends = [
            f"{'v' if isinstance(end, Venue) else 'r'}{end.pk}"
            for end in (self.origin, self.destination)
        ]
        return ">".join(ends) if self.is_one_way else "=".join(sorted(ends))
