"""The report by five o'clock: figures in reach, written into the layout."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base.templatetags.dates import clock_time, full_date
from ulanmuqi.places.models import Region

from ... import statistics
from ...forms.figures import Asked, period_name
from ...measures import Measure
from ...models import CarriedOver, ReportLayout
from ...reports import Block, Report, Sheet, filled, shipped_layout
from ...statistics import Figures, Question, Standing
from ...statistics import goals as goal_rows
from ...statistics.question import NO_LEAGUE
from .reach import Reach

CARRIED_TOLD = 40


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    data: bytes


def present_layout() -> ReportLayout | None:
    """None while the shipped one serves. One query."""
    row = ReportLayout.objects.order_by("-pk").first()
    return None if row is None or row.is_shipped else row


def layout_bytes() -> bytes:
    row = present_layout()
    return shipped_layout() if row is None else bytes(row.data)


def make(reach: Reach, asked: Asked) -> Made:
    """About thirty queries, whatever the number of shows and troupes. Raises
    LayoutFault when the layout cannot be read."""
    question = reach.question(asked)
    data = filled(layout_bytes(), _report(reach, asked, question))
    # Translators: zh: 乌兰牧骑统计
    title = _("Ulanmuqi figures")
    return Made(f"{title}-{period_name(asked.period)}.xlsx", data)


def _report(reach: Reach, asked: Asked, question: Question) -> Report:
    troupes = reach.chosen(asked)
    by_troupe = statistics.by_troupe(question)
    by_league = {
        key: figures.known(has_gacha_list=key in reach.gacha_lists)
        for key, figures in statistics.by_league(question).items()
    }
    total = statistics.total(question)
    none = statistics.blank(question)
    targets = _targets(asked, troupes)

    def row(troupe: Troupe) -> dict[str, Any]:
        counted = by_troupe.get(troupe.pk, none)
        figures = counted.known(has_gacha_list=reach.has_list(troupe))
        mine = {
            "target": targets.get((troupe.pk, Measure.SHOWS)),
            "target_days": targets.get((troupe.pk, Measure.DAYS)),
        }
        return {"troupe": troupe.local_name, **_values(figures), **mine}

    def goals(of: Iterable[Troupe]) -> dict[str, int | None]:
        keys = [one.pk for one in of]
        return {
            "target": _sum_of(targets, keys, Measure.SHOWS),
            "target_days": _sum_of(targets, keys, Measure.DAYS),
        }

    def league(key: int) -> dict[str, Any]:
        values = _values(by_league.get(key, none))
        return {**values, **goals(one for one in troupes if _home(one) == key)}

    leagues = _leagues(troupes)
    whole = {**_values(total), **goals(troupes)}
    who = _who(reach, asked)
    carried = _carried_rows(asked, troupes)
    return Report(
        said={
            "period": period_name(asked.period),
            "made": _made(reach),
            "state": _state(total.standing),
            "who": who,
            "site": settings.BASE_URL,
            "carried": _carried(carried),
            "notes": _notes(),
        },
        leagues=[
            Sheet(
                name,
                Block(
                    [row(one) for one in troupes if _home(one) == key],
                    league(key),
                ),
            )
            for key, name in leagues
        ],
        troupes=Block([row(one) for one in troupes], whole),
        by_league=Block(
            [{"league": name, **league(key)} for key, name in leagues],
            whole,
        ),
        region=Block([{"region": who, **whole}], whole),
        is_of_region=len(leagues) > 1,
        of_league={
            name: {
                "state": _state(by_league.get(key, none).standing),
                "carried": _carried(o for o in carried if _home(o.troupe) == key),
            }
            for key, name in leagues
        },
    )


def _values(figures: Figures) -> dict[str, Any]:
    """By marker; what was not asked stays an empty cell."""
    standing = figures.standing
    return {
        **{measure.value: figures[measure] for measure in Measure},
        "reviewed": standing.reviewed,
        "reported": standing.reported,
        "missing": standing.missing,
        "target": None,
        "target_days": None,
    }


def _leagues(troupes: list[Troupe]) -> list[tuple[int, str]]:
    found: dict[int, Region | None] = {_home(one): one.region.league for one in troupes}
    order = sorted(found, key=lambda key: (found[key] is None, _code(found[key])))
    # Translators: zh: 自治区直属
    own = _("The region’s own")
    return [(key, one.local_name if (one := found[key]) else own) for key in order]


def _code(league: Region | None) -> str:
    return league.code if league else ""


def _home(troupe: Troupe) -> int:
    return troupe.region.league_id or NO_LEAGUE


def _targets(asked: Asked, troupes: list[Troupe]) -> Mapping[tuple[int, Measure], int]:
    """Only of a whole year: half a year has no target."""
    years = asked.period.years
    if years is None or years[0] != years[1]:
        return {}
    return goal_rows.targets(years[0], [one.pk for one in troupes])


def _sum_of(
    targets: Mapping[tuple[int, Measure], int], keys: list[int], measure: Measure
) -> int | None:
    """What its troupes are to reach together; None where nothing is asked of them."""
    asked = [targets[key, measure] for key in keys if (key, measure) in targets]
    return sum(asked) if asked else None


def _who(reach: Reach, asked: Asked) -> str:
    chosen = asked.troupe or asked.league
    if chosen is not None:
        return chosen.local_name
    if reach.everywhere:
        return _("Whole region")
    return "、".join(name for _key, name in _leagues(reach.troupes))


def _state(standing: Standing) -> str:
    # Translators: zh: 演过%(shows)s场：记录已审核%(reviewed)s场，已上报、待审核%(reported)s场，还没有记录%(missing)s场。
    told = _(
        "%(shows)s shows took place: the record of %(reviewed)s is reviewed, "
        "%(reported)s are reported and not yet reviewed, %(missing)s are missing."
    ) % {
        "shows": standing.shows,
        "reviewed": standing.reviewed,
        "reported": standing.reported,
        "missing": standing.missing,
    }
    if not standing.both:
        return told
    # Translators: zh: %(both)s场现场和线上都有，两栏各算一场。
    both = _("%(both)s were on site and online and stand in both columns.")
    return _both(told, both % {"both": standing.both})


def _carried_rows(asked: Asked, troupes: list[Troupe]) -> list[CarriedOver]:
    """Figures from before of these days. One query."""
    found = CarriedOver.objects.filter(
        troupe__in=troupes,
        first__lte=asked.period.last,
        last__gte=asked.period.first,
    )
    rows = found.select_related("troupe__region__league")
    return list(rows.order_by("troupe__code", "first", "last", "source", "pk"))


def _carried(rows: Iterable[CarriedOver]) -> str:
    """Apart from all others, a troupe and source at a time; "" without any."""
    told = []
    for (troupe, first, last, source), group in groupby(rows, key=_source_of):
        figures = "、".join(f"{o.get_measure_display()} {o.value:,}" for o in group)
        days = f"{first.isoformat()}–{last.isoformat()}"
        told.append(f"{troupe.local_name}（{days}，{source}）：{figures}")
    if not told:
        return ""
    # Translators: zh: 系统启用以前的数字，单列，不计入上表：
    head = _("Figures from before this site, apart and in no sum above:")
    return f"{head}{'；'.join(told[:CARRIED_TOLD])}"


def _source_of(row: CarriedOver) -> tuple[Troupe, date, date, str]:
    return row.troupe, row.first, row.last, row.source


def _both(first: str, second: str) -> str:
    """Two sentences, one after the other, as the language writes them."""
    # Translators: zh: %(first)s%(second)s
    return _("%(first)s %(second)s") % {"first": first, "second": second}


def _notes() -> str:
    # Translators: zh: 合演的一场，每支队伍各算一场，合计只算一场；公里和下基层天数按队伍的一天算；现场人次只从记录里来，和线上观看从不相加。
    told = _(
        "A joint show counts once for each troupe and once in the total; kilometres "
        "and days belong to a troupe’s day; attendances come from records alone and "
        "are never added to views."
    )
    # Translators: zh: 服务嘎查村只在录入了嘎查名单的地方数得出来。
    listed = _("Gacha served are known only where a list of gacha was loaded.")
    return _both(told, listed)


def _made(reach: Reach) -> str:
    # Translators: zh: %(when)s从%(site)s导出
    return _("Made %(when)s from %(site)s") % {
        "when": f"{full_date(reach.now)} {clock_time(reach.now)}",
        "site": settings.BASE_URL,
    }
