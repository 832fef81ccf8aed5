"""Coverage on a map: leagues of the whole region, or the banners of one league."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.places import drawing
from ulanmuqi.places.models import Region

from ..statistics.coverage import Coverage, Ground, Tally

STEPS = 5
_RADIUS = 34


@dataclass(frozen=True, slots=True)
class Mark:
    """A league or banner where it is drawn; `step` is "u" where nobody knows, 0 where
    every place had a show, up to STEPS where none had."""

    at: drawing.Area | drawing.Spot
    name: str
    short: str
    tally: Tally
    step: str
    place: str

    @property
    def number(self) -> str:
        """Unserved of all; a question mark where no list is loaded, or not a whole."""
        tally = self.tally
        if not tally.is_known:
            return "?"
        return f"{tally.unserved}/{tally.listed}{'' if tally.is_whole else '?'}"

    @property
    def said(self) -> str:
        if not self.tally.is_known:
            # Translators: zh: %(name)s：未录入名单
            return _("%(name)s: no list is loaded") % {"name": self.name}
        # Translators: zh: %(name)s：%(all)s处，%(unserved)s处没有演出
        told = _("%(name)s: %(unserved)s of %(all)s without a show") % {
            "name": self.name,
            "all": self.tally.listed,
            "unserved": self.tally.unserved,
        }
        return _("; ").join((told, *gaps(self.tally)))


@dataclass(frozen=True, slots=True)
class Picture:
    """`ground` is the outline of one league; "" where the leagues are the marks."""

    box: tuple[int, int, int, int]
    ground: str
    marks: tuple[Mark, ...]


def of_leagues(seen: Coverage, leagues: Iterable[Region]) -> Picture:
    """The whole region, a number on each league."""
    drawn = drawing.whole_region()
    named = {region.code: region for region in leagues}
    marks = tuple(
        _mark(at, named[at.code], seen.of_league(at.code))
        for at in drawn.areas
        if at.code in named
    )
    return Picture(drawn.box, "", marks)


def of_banners(seen: Coverage, league: Region) -> Picture | None:
    """One league as large as the picture, a circle at each banner's seat.

    None for a league without an outline.
    """
    tallies = {banner.code: (banner, tally) for banner, tally in seen.banners}
    seats = {code: one.seat for code, (one, _tally) in tallies.items() if one.seat}
    drawn = drawing.league(league.code, seats, dict.fromkeys(seats, _RADIUS))
    if drawn is None:
        return None
    marks = tuple(_mark(at, *tallies[at.code]) for at in drawn.spots)
    return Picture(drawn.box, drawn.path, marks)


def _mark(
    at: drawing.Area | drawing.Spot, named: Region | Ground, tally: Tally
) -> Mark:
    short = getattr(named, "short_name", "") or named.local_name
    return Mark(at, named.local_name, short, tally, step_of(tally), named.code)


def step_of(tally: Tally) -> str:
    """By quarters of what had no show; the last is kept for where none had any."""
    if not tally.is_known:
        return "u"
    if tally.unserved == tally.listed:
        return str(STEPS)
    if not tally.unserved and not tally.is_whole:
        return "u"
    return str(-(-tally.unserved * (STEPS - 1) // tally.listed))


def gaps(tally: Tally) -> list[str]:
    """What is not on any list, in phrases; none for a whole list."""
    told = []
    if tally.unlisted:
        # Translators: zh: %(count)s个旗县未录入名单
        words = ngettext(
            "no list is loaded for %(count)s banner",
            "no list is loaded for %(count)s banners",
            tally.unlisted,
        )
        told.append(words % {"count": tally.unlisted})
    if tally.blank:
        # Translators: zh: %(count)s个苏木未录入嘎查名单
        words = ngettext(
            "no gacha are listed for %(count)s sumu",
            "no gacha are listed for %(count)s sumu",
            tally.blank,
        )
        told.append(words % {"count": tally.blank})
    return told


def legend() -> Mapping[str, str]:
    """What each shade stands for."""
    return {
        # Translators: zh: 都有演出
        "0": _("all had a show"),
        # Translators: zh: 一半左右没有
        "2": _("about half had none"),
        # Translators: zh: 都没有演出
        "5": _("none had a show"),
        # Translators: zh: 未录入名单
        "u": _("no list is loaded"),
    }
