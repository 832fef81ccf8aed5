"""What stands against the shows on the board: numbered cards in words, with one fix."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import short_moment

from ...conflicts import Conflict, ResourceKind, Rule
from ...models import Performance
from ...remedies import Remedy, remedy
from ...scheduling import sentence
from ...scheduling.prospects import Prospects
from ...scheduling.wording import within_quotes
from ...slots import DAY, Slot, epoch, moment
from .asked import ZONE

# Cards beyond these are counted, not shown; a way out is sought for the first few.
MOST_CARDS, MOST_FIXES = 60, 12
# Claims are read this far beyond the days shown, so that journeys at the edge count.
MARGIN_SECONDS = 2 * DAY


@dataclass(frozen=True, slots=True)
class Party:
    """A show a card speaks of; `id` is its bar's."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One move that would end the conflict: the show, and its new day and hour."""

    show: int
    version: int
    day: str
    hour: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    number: int
    level: str
    heading: str
    texts: tuple[str, ...]
    parties: tuple[Party, ...]
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class CardSet:
    cards: tuple[Card, ...]
    left_out: int = 0

    def numbers_of(self, bar: str) -> tuple[int, ...]:
        return tuple(
            card.number
            for card in self.cards
            if any(party.id == bar for party in card.parties)
        )

    def level_of(self, bar: str) -> str:
        """block, warn, or "" when nothing stands against it."""
        levels = {
            card.level
            for card in self.cards
            if any(party.id == bar for party in card.parties)
        }
        return next((one for one in ("block", "warn") if one in levels), "")


def cards_of(
    found: Prospects,
    shows: Mapping[str, Performance],
    *,
    on_board: frozenset[str],
    accepted: frozenset[str],
    movable: frozenset[str],
    within: Slot,
    now: datetime,
) -> CardSet:
    """Blocks first. `shows` are those the user may see, by key; told is what concerns
    one that is `on_board`. Accepted warnings need nobody's attention."""
    open_warnings = [c for c in found.warnings if c.fingerprint not in accepted]
    told = [
        (level, pair)
        for level, group in (("block", found.blocks), ("warn", open_warnings))
        for pair in _by_pair(group)
        if pair[0].shows & on_board
    ]
    cards = []
    for number, (level, pair) in enumerate(told[:MOST_CARDS], start=1):
        fix = None
        if number <= MOST_FIXES:
            fix = _fix(pair[0], found, shows, movable, within, now)
        card = Card(
            number=number,
            level=level,
            heading=_heading(pair),
            texts=tuple(sentence(conflict) for conflict in pair),
            parties=_parties(pair[0], shows),
            fix=fix,
        )
        cards.append(card)
    return CardSet(tuple(cards), left_out=len(told) - len(cards))


def _by_pair(conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
    """What one rule says of the same two shows is one card: they may meet at the
    venue and want the same troupe."""
    found: dict[tuple[Rule, frozenset[str]], list[Conflict]] = {}
    for conflict in conflicts:
        found.setdefault((conflict.rule, conflict.shows), []).append(conflict)
    return list(found.values())


def _parties(conflict: Conflict, shows: Mapping[str, Performance]) -> tuple[Party, ...]:
    known = [shows[key] for key in conflict.shows if key in shows]
    return tuple(
        Party(f"show-{show.pk}", f"{_when(epoch(show.starts_at))} {show.local_title}")
        for show in sorted(known, key=lambda show: (show.starts_at, show.pk))
    )


def _fix(
    conflict: Conflict,
    found: Prospects,
    shows: Mapping[str, Performance],
    movable: frozenset[str],
    within: Slot,
    now: datetime,
) -> Fix | None:
    """Drafts and holds give way before firm shows, those nobody saw before public
    ones, the later before the earlier."""
    in_order = sorted(
        (shows[key] for key in conflict.shows & movable if key in shows),
        key=lambda show: (show.is_firm, show.announced_at is not None, -show.pk),
    )
    better: Remedy | None = remedy(
        conflict,
        found.claims,
        movable=[str(show.pk) for show in in_order],
        within=within,
        now=epoch(now),
        zone=ZONE,
        travel=found.travel,
        limits=found.limits,
    )
    if better is None:
        return None
    show = shows[better.performance]
    wall = moment(better.starts).astimezone(clock.SHANGHAI)
    # Translators: zh: 把“%(title)s”改到%(when)s
    label = _("Move “%(title)s” to %(when)s") % {
        "title": within_quotes(show.local_title),
        "when": _when(better.starts),
    }
    return Fix(show.pk, show.version, f"{wall:%Y-%m-%d}", f"{wall:%H:%M}", label)


def _heading(pair: list[Conflict]) -> str:
    rule = pair[0].rule
    kinds = {conflict.resource.kind for conflict in pair if conflict.resource}
    kind = kinds.pop() if len(kinds) == 1 else None
    known = _HEADINGS.get((rule, kind)) or _HEADINGS.get((rule, None))
    return str(known or _OTHER)


_HEADINGS = {
    # Translators: zh: 同一场地,时间重叠
    (Rule.DOUBLE_BOOKING, ResourceKind.VENUE): gettext_lazy("One venue, same time"),
    # Translators: zh: 同一队伍,时间重叠
    (Rule.DOUBLE_BOOKING, ResourceKind.TROUPE): gettext_lazy("One troupe, same time"),
    # Translators: zh: 时间重叠
    (Rule.DOUBLE_BOOKING, None): gettext_lazy("Same time"),
    # Translators: zh: 两个备选,同一时间
    (Rule.HELD_OVERLAP, None): gettext_lazy("Two holds, same time"),
    # Translators: zh: 转场来不及
    (Rule.UNREACHABLE, None): gettext_lazy("Too far for the time there is"),
}
# Translators: zh: 请再看一看 (heading of a warning of any other kind)
_OTHER = gettext_lazy("Needs a second look")


def _when(seconds: int) -> str:
    return short_moment(moment(seconds).astimezone(clock.SHANGHAI))
