"""The report by five o'clock: figures in reach, written into the layout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base.sentences import joined
from ulanmuqi.base.templatetags.dates import clock_time, full_date, full_dates
from ulanmuqi.places.models import Region

from ... import statistics
from ...forms.figures import Asked
from ...measures import Measure
from ...models import CarriedOver, ReportLayout
from ...reports import Block, Report, Sheet, filled, shipped_layout
from ...statistics import Figures, Question, Standing, before, said, works
from ...statistics import goals as goal_rows
from ...statistics.goals import Targets
from ...statistics.question import NO_LEAGUE
from . import tables
from .reach import Reach, is_part

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
    return Made(f"{title}-{said.period_name(asked.period)}.xlsx", data)


def _report(reach: Reach, asked: Asked, question: Question) -> Report:
    troupes = reach.chosen(asked)
    by_troupe = statistics.by_troupe(question)
    by_league = {
        key: figures.known(has_gacha_list=key in reach.gacha_lists)
        for key, figures in statistics.by_league(question).items()
    }
    total = statistics.total(question)
    none = statistics.blank(question)
    wanted = tables.targets(asked)

    def row(troupe: Troupe) -> dict[str, Any]:
        counted = by_troupe.get(troupe.pk, none)
        figures = counted.known(has_gacha_list=reach.has_list(troupe))
        mine = _goals(wanted, [troupe])
        before = _before(wanted, troupe)
        values = _values(figures)
        return {"troupe": troupe.local_name, **values, **mine, "before": before}

    def league(key: int) -> dict[str, Any]:
        values = _values(by_league.get(key, none))
        theirs = [one for one in troupes if _home(one) == key]
        return {**values, **_goals(wanted, theirs)}

    leagues = _leagues(troupes)
    whole = {**_values(total), **_goals(wanted, troupes)}
    who, names = _who(reach, asked), _names(troupes, leagues)
    carried = list(before.told(asked.period, [one.pk for one in troupes]))
    return Report(
        said={
            "period": said.period_so_far(asked.period, reach.today),
            "made": _made(reach),
            "state": _state(total.standing, question),
            "who": who,
            "site": settings.BASE_URL,
            "carried": _carried(carried),
            "targets": joined(goal_rows.sources(wanted)) if wanted else "",
            "notes": _notes(question),
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
                "who": names[key],
                "state": _state(by_league.get(key, none).standing, question),
                "carried": _carried(o for o in carried if _home(o.troupe) == key),
            }
            for key, name in leagues
        },
    )


def _values(figures: Figures) -> dict[str, Any]:
    """By marker; what was not asked stays an empty cell."""
    standing = figures.standing
    values: dict[str, Any] = {one.value: figures[one] for one in Measure}
    if figures.values:
        values |= {
            one.value: text for one, text in _unknown().items() if figures[one] is None
        }
    stands = {
        "reviewed": standing.reviewed,
        "reported": standing.reported,
        "returned": standing.returned,
        "missing": standing.missing,
    }
    # Of days to come nobody knows, which is not nought.
    return {**values, **(stands if figures.values else dict.fromkeys(stands))}


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


def _unknown() -> dict[Measure, str]:
    """What stands where a figure is not known: an empty cell looks forgotten."""
    return {
        # Translators: zh: 未录入
        Measure.GACHA: _("no list"),
        # Of works only the year is known; the notes say so.
        Measure.WORKS: "—",
    }


def _goals(wanted: Targets | None, of: Iterable[Troupe]) -> dict[str, int | None]:
    """What these troupes are to reach together; None where nothing is asked."""
    sums: dict[str, int | None] = {"target": None, "target_days": None}
    if wanted is not None:
        for one in of:
            shows = wanted.of(one.pk, Measure.SHOWS).value
            days = wanted.of(one.pk, Measure.DAYS).value
            sums["target"] = (sums["target"] or 0) + shows
            sums["target_days"] = (sums["target_days"] or 0) + days
    return sums


def _before(wanted: Targets | None, troupe: Troupe) -> str | None:
    """What stands beside the target of shows, apart from what was counted."""
    before = wanted.before.get((troupe.pk, Measure.SHOWS), ()) if wanted else ()
    return goal_rows.words_before(before) or None


def _names(
    troupes: Sequence[Troupe], leagues: Sequence[tuple[int, str]]
) -> dict[int, str]:
    """What stands over a league's sheet: its name, or those of its troupes where not
    all of them are told. One query."""
    counted = Troupe.objects.order_by().values_list("region__league")
    sizes = {key or NO_LEAGUE: n for key, n in counted.annotate(n=Count("pk"))}
    told = {}
    for key, name in leagues:
        theirs = [one for one in troupes if _home(one) == key]
        is_all = len(theirs) == sizes.get(key, 0)
        told[key] = name if is_all else "、".join(one.local_name for one in theirs)
    return told


def _who(reach: Reach, asked: Asked) -> str:
    if is_part(asked) or reach.everywhere:
        return reach.whose(asked)
    return "、".join(name for _key, name in _leagues(reach.troupes))


def _state(standing: Standing, question: Question) -> str:
    if not question.has_begun:
        return ""
    told = said.stands(standing, question.today)
    return joined((told, said.both_ways(standing)))


def _carried(rows: Iterable[CarriedOver]) -> str:
    """Apart from all others, a troupe and source at a time; "" without any."""
    told = []
    for (troupe, first, last, source), group in groupby(rows, key=_source_of):
        figures = "、".join(f"{o.get_measure_display()} {o.value:,}" for o in group)
        days = full_dates(first, last)
        told.append(f"{troupe.local_name}（{days}，{source}）：{figures}")
    if not told:
        return ""
    # Translators: zh: 系统启用以前的数字，单列，不计入上表：
    head = _("Figures from before this site, apart and in no sum above:")
    # Translators: zh: 还有%(count)s份报告，见“以前的数字”
    rest = _("%(count)s more reports, see the list of figures from before")
    more = [rest % {"count": len(told) - CARRIED_TOLD}] if told[CARRIED_TOLD:] else []
    return f"{head}{'；'.join([*told[:CARRIED_TOLD], *more])}"


def _source_of(row: CarriedOver) -> tuple[Troupe, date, date, str]:
    return row.troupe, row.first, row.last, row.source


def _notes(question: Question) -> str:
    # Translators: zh: 合演的一场，每支队伍各算一场，合计只算一场；公里和下基层天数按队伍的一天算；现场人次只从记录里来，和线上观看从不相加。
    told = _(
        "A joint show counts once for each troupe and once in the total; kilometres "
        "and days belong to a troupe’s day; attendances come from records alone and "
        "are never added to views."
    )
    # Translators: zh: 服务嘎查村只在录入了嘎查名单的地方数得出来。
    listed = _("Gacha served are known only where a list of gacha was loaded.")
    undated = sum(works.undated(question).values()) if not question.period.years else 0
    without = said.works_without_month(undated) if undated else ""
    return joined((told, listed, without))


def _made(reach: Reach) -> str:
    # Translators: zh: %(when)s从%(site)s导出
    return _("Made %(when)s from %(site)s") % {
        "when": f"{full_date(reach.now)} {clock_time(reach.now)}",
        "site": settings.BASE_URL,
    }
