"""The public catalogue of works: one sheet of it, by category, year and troupe."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from ulanmuqi.base import closed_pictures
from ulanmuqi.base.codes import validate_code
from ulanmuqi.base.readers import pages_about

from .genres import Category, genres
from .models import Troupe, Work, WorkAward, WorkPage

ON_A_SHEET = 24
LAST_SHEET = 500
# Troupes named on a cover.
NAMED = 2
EARLIEST_YEAR, LATEST_YEAR = 1957, 2100


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asked for; anything unknown counts as not asked."""

    category: str = ""
    year: int | None = None
    troupe: str = ""
    sheet: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        category = query.get("genre", "")
        year = _number(query.get("year", ""))
        troupe = query.get("troupe", "")
        return cls(
            category=category if category in Category.values else "",
            year=year if year and EARLIEST_YEAR <= year <= LATEST_YEAR else None,
            troupe=troupe if validate_code.regex.match(troupe[:60]) else "",
            sheet=min(max(_number(query.get("page", "")) or 1, 1), LAST_SHEET),
        )

    @property
    def query(self) -> str:
        """ "?genre=vocal&year=2023", in one order; "" when nothing was asked."""
        named = {
            "genre": self.category,
            "year": self.year or "",
            "troupe": self.troupe,
            "page": self.sheet if self.sheet > 1 else "",
        }
        pairs = {name: value for name, value in named.items() if value}
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.category or self.year or self.troupe)


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    query: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A work as the catalogue shows it; `page` is nothing while nobody wrote one,
    `awards` how many it got, each with its source on the work's own page."""

    work: Work
    page: Page | None
    is_second: bool
    awards: int = 0

    @property
    def by(self) -> str:
        """Whose work it is, for a cover: 科右前旗, at most two of them by name."""
        names = [_home_of(troupe) for troupe in self.work.troupes.all()]
        told = _(", ").join(names[:NAMED])
        # Translators: zh: %(names)s等
        return _("%(names)s and others") % {"names": told} if names[NAMED:] else told

    @property
    def picture(self) -> object | None:
        return closed_pictures.shown(getattr(self.page, "photo", None))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the catalogue. Seven queries, however many works there are."""

    asked: Asked
    entries: tuple[Entry, ...]
    count: int
    sheets: int
    categories: tuple[Chip, ...]
    years: tuple[int, ...]
    troupes: tuple[Troupe, ...]

    @property
    def earlier(self) -> str:
        sheet = self.asked.sheet - 1
        return replace(self.asked, sheet=sheet).query or "?" if sheet else ""

    @property
    def later(self) -> str:
        sheet = self.asked.sheet + 1
        return replace(self.asked, sheet=sheet).query if sheet <= self.sheets else ""

    @property
    def widened(self) -> str:
        """Without the narrowest of what was asked: troupe, then year, then genre."""
        asked = replace(self.asked, sheet=1)
        for name, nothing in (("troupe", ""), ("year", None), ("category", "")):
            if getattr(asked, name):
                return replace(asked, **{name: nothing}).query or "?"
        return "?"


def known(asked: Asked) -> Asked:
    """Without a troupe that does not exist, and no sheet after the last. Two queries at
    most."""
    if asked.troupe and not Troupe.objects.filter(code=asked.troupe).exists():
        asked = replace(asked, troupe="")
    if asked.sheet > 1:
        last = max(1, -(-_matching(asked).count() // ON_A_SHEET))
        asked = replace(asked, sheet=min(asked.sheet, last))
    return asked


def sheet(asked: Asked) -> Sheet:
    rows = _matching(asked)
    per_category = _per_category(_matching(replace(asked, category="")))
    count = per_category[asked.category] if asked.category else per_category.total()
    sheets = max(1, -(-count // ON_A_SHEET))
    start = (asked.sheet - 1) * ON_A_SHEET
    return Sheet(
        asked=asked,
        entries=entries(rows[start : start + ON_A_SHEET]),
        count=count,
        sheets=sheets,
        categories=_chips(asked, per_category),
        years=tuple(
            Work.objects.standing()
            .exclude(new_work_year=None)
            .order_by("-new_work_year")
            .values_list("new_work_year", flat=True)
            .distinct()
        ),
        troupes=tuple(
            Troupe.objects.filter(works__merged_into=None, works__isnull=False)
            .distinct()
            .select_related("region__league")
            .order_by("region__path", "code")
        ),
    )


def entries(works: QuerySet) -> tuple[Entry, ...]:
    """Three queries: works, their troupes, their pages."""
    won = WorkAward.objects.filter(work=OuterRef("pk")).order_by().values("work")
    counted = works.annotate(won=Subquery(won.annotate(n=Count("pk")).values("n")))
    rows = list(counted.prefetch_related("troupes"))
    pages = pages_about(WorkPage, [work.pk for work in rows], with_photo=True)
    return tuple(
        Entry(
            work,
            pages.get(work.pk),
            is_second=_is_second(index, rows),
            awards=work.won or 0,
        )
        for index, work in enumerate(rows)
    )


def newest(limit: int) -> tuple[Entry, ...]:
    """The latest new works, latest year first."""
    rows = Work.objects.standing().exclude(new_work_year=None)
    return entries(rows.order_by("-new_work_year", "-first_shown", "-pk")[:limit])


def of_troupe(troupe: Troupe, limit: int) -> tuple[Entry, ...]:
    rows = Work.objects.standing().filter(troupes=troupe)
    return entries(rows.order_by("-new_work_year", "-pk")[:limit])


def akin(work: Work, limit: int) -> tuple[Entry, ...]:
    """Other works of the same category, latest first."""
    codes = [
        code for code, genre in genres().items() if genre.category == work.category
    ]
    rows = Work.objects.standing().filter(genre__in=codes).exclude(pk=work.pk)
    return entries(rows.order_by("-new_work_year", "-pk")[:limit])


def _matching(asked: Asked) -> QuerySet:
    rows = Work.objects.standing()
    if asked.category:
        codes = [c for c, genre in genres().items() if genre.category == asked.category]
        rows = rows.filter(genre__in=codes)
    if asked.year:
        rows = rows.filter(new_work_year=asked.year)
    if asked.troupe:
        rows = rows.filter(troupes__code=asked.troupe)
    return rows.order_by("-new_work_year", "-first_shown", "-pk")


def _per_category(works: QuerySet) -> Counter[str]:
    found: Counter[str] = Counter()
    for code, count in works.order_by().values_list("genre").annotate(Count("pk")):
        known = genres().get(code)
        found[known.category if known else Category.MIXED] += count
    return found


def _chips(asked: Asked, counts: Counter[str]) -> tuple[Chip, ...]:
    everything = replace(asked, category="", sheet=1)
    chips = [
        # Translators: zh: 全部
        Chip(
            _("All"),
            everything.query or "?",
            counts.total(),
            is_current=not asked.category,
        )
    ]
    for category in Category:
        if counts[category] or asked.category == category:
            query = replace(everything, category=category.value).query
            current = asked.category == category
            chips.append(Chip(str(category.label), query, counts[category], current))
    return tuple(chips)


def _is_second(index: int, works: list[Work]) -> bool:
    """Every other cover of a category takes the second palette."""
    same = sum(work.category == works[index].category for work in works[:index])
    return same % 2 == 1


def _home_of(troupe: Troupe) -> str:
    """Its short name without the word every troupe's name has."""
    if (get_language() or "").startswith("en") and troupe.name_en:
        return troupe.name_en.removesuffix(" Ulanmuqi")
    return troupe.display_name.removesuffix("乌兰牧骑") or troupe.display_name


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None
