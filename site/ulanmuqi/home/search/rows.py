"""Troupes, works, venues, regions and showcases among the results.

Each is asked for again with the rights of a visitor: what is private is not shown even
if something led there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from performances.models import Showcase
from troupes.models import Troupe, TroupePage, Work, WorkPage
from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.base.templatetags.dates import full_date
from ulanmuqi.base.templatetags.site_nav import address
from ulanmuqi.finding.documents import Kind
from ulanmuqi.finding.page_words import by_row, running_text
from ulanmuqi.finding.spelling import Question, Tier
from ulanmuqi.places.findable import PUBLIC_LEVELS, names_of
from ulanmuqi.places.models import Region, Venue

from .hits import Group, Named, hit

# How the rows of a kind that were found stand in line, after how near they are.
Order = Callable[[tuple[Any, ...]], Any]


@dataclass(frozen=True, slots=True)
class RowKind:
    kind: Kind
    code: str
    label: str | Promise
    # The rows a visitor may find, and what their order is made of, beside the key.
    public: Callable[[datetime], QuerySet]
    ordered_by: tuple[str, ...]
    related: tuple[str, ...]
    named: Callable[[Any], Named]
    texts: Callable[[Iterable[Any]], dict[int, tuple[str, ...]]] | None = None
    nearest_first: bool = False

    def group(
        self, tiers: dict[int, int], question: Question, now: datetime, most: int
    ) -> Group | None:
        """Two queries, one more where a page's running text was found."""
        rows = self.public(now).filter(pk__in=list(tiers))
        found = sorted(
            rows.values_list("pk", *self.ordered_by),
            key=lambda row: (tiers[row[0]], *self._place(row[1:], now), row[0]),
        )
        if not found:
            return None
        shown = [row[0] for row in found[:most]]
        by_key = self.public(now).select_related(*self.related).in_bulk(shown)
        told = [by_key[key] for key in shown if key in by_key]
        texts = self._texts(told, tiers)
        hits = tuple(
            hit(
                self._with_texts(row, texts.get(row.pk, ())),
                question,
                tiers[row.pk],
            )
            for row in told
        )
        return Group(self.code, self.label, len(found), tiers[shown[0]], hits)

    def _place(self, values: tuple[Any, ...], now: datetime) -> tuple[Any, ...]:
        if not self.nearest_first:
            return values
        return (_distance(values[0], now), *values[1:])

    def _texts(self, rows: list[Any], tiers: dict[int, int]) -> dict:
        said = [row for row in rows if tiers[row.pk] >= Tier.TEXT]
        return self.texts(said) if said and self.texts else {}

    def _with_texts(self, row: Any, texts: tuple[str, ...]) -> Named:
        known = self.named(row)
        return Named(
            url=known.url,
            title=known.title,
            names=known.names,
            facts=known.facts,
            texts=(*known.texts, *texts),
            is_example=known.is_example,
            name_mn=known.name_mn,
        )


def _distance(day: date | None, now: datetime) -> int:
    """Days from today; what has no day comes last."""
    if day is None:
        return 10**6
    return abs((day - now.astimezone(SHANGHAI).date()).days)


def _troupe(row: Troupe) -> Named:
    league = row.region.league
    founded = (
        # Translators: zh: %(year)s年建队
        _("founded in %(year)s") % {"year": row.founded_year}
        if row.founded_year
        else ""
    )
    return Named(
        url=address(f"troupes/{row.code}/"),
        title=row.local_name,
        names=(*names_of(row), *_around(row.region)),
        facts=(league.local_name if league else "", founded),
        is_example=row.is_example,
        name_mn=row.mongolian,
    )


def _work(row: Work) -> Named:
    form = row.form
    troupes = [troupe.local_name for troupe in row.troupes.all()]
    makers = [str(creator) for creator in row.creators.all()]
    return Named(
        url=address(f"works/{row.code}/"),
        title=row.local_title,
        names=(row.title, row.title_en, row.mongolian),
        facts=(form.local_name if form else "", *troupes[:2]),
        texts=makers,
        is_example=row.is_example,
        name_mn=row.mongolian,
    )


def _venue(row: Venue) -> Named:
    return Named(
        url=reverse("venue", args=[row.code]),
        title=row.local_name,
        names=(row.name, row.name_en, row.mongolian, *_around(row.region)),
        facts=(_area(row.region), row.address),
        is_example=row.is_example,
        name_mn=row.mongolian,
    )


def _region(row: Region) -> Named:
    league = row.league if row.level == Region.Level.BANNER else None
    return Named(
        url=reverse("region", args=[row.code]),
        title=row.local_name,
        names=names_of(row),
        facts=(league.local_name if league else "",),
        name_mn=row.mongolian,
    )


def _showcase(row: Showcase) -> Named:
    organisers = [
        name for one in row.organisers.all() for name in (one.name, one.name_en) if name
    ]
    day = row.t_zero.astimezone(SHANGHAI).date() if row.t_zero else row.launch_date
    return Named(
        url=address(f"showcases/{row.code}/"),
        title=row.local_title,
        names=(row.title, row.short_title, row.title_en),
        facts=(str(row.get_kind_display()), full_date(day) if day else ""),
        texts=(*organisers, row.purpose),
        is_example=row.is_example,
    )


def _around(region: Region) -> tuple[str, ...]:
    return tuple(name for part in region.public_parts for name in names_of(part))


def _area(region: Region) -> str:
    names = dict.fromkeys(part.local_name for part in region.public_parts)
    return " · ".join(names)


def _said_on(model: Any) -> Callable[[Iterable[Any]], dict[int, tuple[str, ...]]]:
    def texts(rows: Iterable[Any]) -> dict[int, tuple[str, ...]]:
        return {
            key: tuple(text for page in pages for text in running_text(page))
            for key, pages in by_row(model, [row.pk for row in rows]).items()
        }

    return texts


_PARTS = ("region__league", "region__banner")

ROWS = (
    RowKind(
        Kind.TROUPE, "troupe", gettext_lazy("Troupes"),
        lambda _now: Troupe.objects.all(), ("region__code", "code"), _PARTS, _troupe,
        _said_on(TroupePage),
    ),
    RowKind(
        # Translators: zh: 展演
        Kind.SHOWCASE, "showcase", gettext_lazy("Showcases"),
        lambda now: Showcase.objects.public(now).prefetch_related("organisers"),
        ("launch_date",), (), _showcase, nearest_first=True,
    ),
    RowKind(
        # Translators: zh: 作品
        Kind.WORK, "work", gettext_lazy("Works"),
        lambda _now: Work.objects.standing().prefetch_related("troupes", "creators"),
        ("code",), (), _work, _said_on(WorkPage),
    ),
    RowKind(
        # Translators: zh: 场地
        Kind.VENUE, "venue", gettext_lazy("Venues"),
        lambda _now: Venue.objects.standing().with_own_page(),
        ("region__code", "code"), _PARTS, _venue,
    ),
    RowKind(
        # Translators: zh: 地区
        Kind.REGION, "region", gettext_lazy("Regions"),
        lambda _now: Region.objects.filter(level__in=PUBLIC_LEVELS),
        ("level", "code"), ("league",), _region,
    ),
)  # fmt: skip
