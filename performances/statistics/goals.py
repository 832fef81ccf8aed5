"""Targets of a year, and how far each troupe has got. Never for the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _

from ..measures import Measure
from ..models import Target, YearlyGoals
from ..models.target import TARGETED, USUAL_DAYS, USUAL_SHOWS
from .before import Before, beside_targets
from .figures import Figures
from .periods import Period


class Origin(Enum):
    """Who set a target: for the troupe, for all of them that year, or nobody, so that
    the usual one holds."""

    OWN = "own"
    ALL = "all"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Wanted:
    value: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Goal:
    """`reached` of what is `wanted`; `due` is what would have been reached by now, had
    it been spread evenly over the year. `before` is what figures from before say of
    the same year: with them nobody knows who is behind."""

    measure: Measure
    reached: int
    wanted: Wanted
    due: int
    before: Before = ()

    @property
    def target(self) -> int:
        return self.wanted.value

    @property
    def said_before(self) -> str:
        return said_before(self.before)

    @property
    def is_own(self) -> bool:
        return self.wanted.origin is Origin.OWN

    @property
    def percent(self) -> int:
        """Rounded down: 99.9 is not there yet."""
        return 100 * self.reached // self.target

    @property
    def is_behind(self) -> bool:
        return not self.before and self.reached < self.due

    @property
    def is_reached(self) -> bool:
        return self.reached >= self.target


@dataclass(frozen=True, slots=True)
class Targets:
    """Of one year: what each troupe is to reach, and what holds for the others."""

    usual: YearlyGoals
    of_all: Mapping[Measure, int]
    of_troupes: Mapping[tuple[int, Measure], int]
    before: Mapping[tuple[int, Measure], Before]

    def of(self, troupe: int, measure: Measure) -> Wanted:
        own = self.of_troupes.get((troupe, measure))
        if own is not None:
            return Wanted(own, Origin.OWN)
        if measure in self.of_all:
            return Wanted(self.of_all[measure], Origin.ALL)
        return Wanted(self.usual.of(measure), Origin.USUAL)


def targets(year: int) -> Targets:
    """Three queries."""
    of_all: dict[Measure, int] = {}
    of_troupes: dict[tuple[int, Measure], int] = {}
    rows = Target.objects.filter(year=year)
    for troupe, measure, value in rows.values_list("troupe", "measure", "value"):
        if troupe is None:
            of_all[Measure(measure)] = value
        else:
            of_troupes[troupe, Measure(measure)] = value
    return Targets(
        YearlyGoals.objects.first() or YearlyGoals(),
        of_all,
        of_troupes,
        beside_targets(year),
    )


def sources(wanted: Targets) -> tuple[str, ...]:
    """Where the targets come from, a sentence each."""
    usual, told = wanted.usual, []
    # Translators: zh: 没有另定目标的队伍：一年演出%(shows)s场、下基层%(days)s天。
    words = _(
        "Troupes without a target of their own: %(shows)s shows and %(days)s days in "
        "the grassroots a year."
    )
    told.append(words % {"shows": usual.shows, "days": usual.days})
    if usual.shows == USUAL_SHOWS:
        # Translators: zh: 100场：自治区2022年的演出计划，每支队伍至少100场（2022年10月21日报道）。
        told.append(
            _(
                "100 shows: the region’s plan of 2022, at least 100 for every troupe "
                "(reported 21 October 2022)."
            )
        )
    if usual.days == USUAL_DAYS:
        # Translators: zh: 120天：各队每年至少四个月在基层（2018年配发大巴车时的报道）。
        told.append(
            _(
                "120 days: at least four months a year in the grassroots (reported in "
                "2018, when the coaches were handed over)."
            )
        )
    if usual.shows != USUAL_SHOWS or usual.days != USUAL_DAYS:
        # Translators: zh: 不是常用数的，由全区调度员在“设置→年度目标（通用）”里改定。
        told.append(
            _("What differs from 100 and 120 was set here under “Goals of a year”.")
        )
    # Translators: zh: 都是报道的计划和做法，条例条文里没有这两个数。
    told.append(_("Both are plan and practice as reported, not numbers of the law."))
    told.append(_set_for_all(wanted))
    return tuple(filter(None, told))


def _set_for_all(wanted: Targets) -> str:
    if not wanted.of_all:
        # Translators: zh: 盟市或全区另定的目标，优先于通用目标。
        return _("A target set by a league or the region holds instead.")
    what = "、".join(f"{one.label} {n:,}" for one, n in wanted.of_all.items())
    # Translators: zh: 这一年全区给所有队伍定的：%(what)s。给一支队伍单独定的，优先于它。
    words = _(
        "The region has set for all troupes this year: %(what)s. What was set for one "
        "troupe alone holds for it instead."
    )
    return words % {"what": what}


def goals(
    troupe: int, figures: Figures, wanted: Targets, year: int, today: date
) -> tuple[Goal, ...]:
    """Where one troupe stands in a year. No query."""
    whole = Period.of_year(year)
    gone = (whole.until(today).last - whole.first).days + 1 if today.year >= year else 0
    made = []
    for measure in TARGETED:
        asked = wanted.of(troupe, measure)
        due = asked.value * gone // whole.days
        before = wanted.before.get((troupe, measure), ())
        made.append(Goal(measure, figures[measure] or 0, asked, due, before))
    return tuple(made)


def said_before(before: Before) -> str:
    """Beside a target, apart from what was counted; "" without any."""
    if not before:
        return ""
    # Translators: zh: 另有启用前%(what)s
    return _("besides, from before: %(what)s") % {"what": words_before(before)}


def words_before(before: Before) -> str:
    """现场54场、线上8场."""
    words = {
        # Translators: zh: 共%(n)s场
        Measure.SHOWS: _("%(n)s shows"),
        # Translators: zh: 现场%(n)s场
        Measure.ONSITE_SHOWS: _("%(n)s on site"),
        # Translators: zh: 线上%(n)s场
        Measure.ONLINE_SHOWS: _("%(n)s online"),
        # Translators: zh: %(n)s天
        Measure.DAYS: _("%(n)s days"),
    }
    return "、".join(words[one] % {"n": f"{n:,}"} for one, n in before)
