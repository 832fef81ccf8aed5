"""The whole board for one user and one address, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ulanmuqi.base import rights

from ...conflicts import Conflict, Rule
from ...forms.board import row_key
from ...models import AcceptedWarning, Booking, Performance
from ...scheduling.neighbours import with_what_is_judged
from ...scheduling.prospects import Prospects, prospects
from ...slots import MAX_BOOKING_SECONDS, Precision, Slot, epoch, moment
from ...statuses import INSIDE, Status
from .. import columns
from .asked import Asked, Rows
from .bars import Bar, booking_bar, gap_bar, open_acts, show_bar, show_rows, why_locked
from .cards import MARGIN_SECONDS, CardSet, cards_of
from .rows import RowSet, in_rows, key_of_booking, keys_of, rows_for

# Older wishes are looked up in the list of shows.
LOOK_BACK = timedelta(days=30)
MOST_WAITING = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """A show that has no place on the board yet, and what it lacks."""

    show: int
    version: int
    title: str
    when: str
    troupes: str
    place: str
    lacks: str
    day: str
    hour: str
    venue: int | None
    rows: tuple[str, ...]
    is_public: bool
    acts: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    asked: Asked
    rows: RowSet
    bars: tuple[Bar, ...]
    cards: CardSet
    waiting: tuple[Waiting, ...]

    def as_json(self) -> dict[str, Any]:
        """What the browser draws; the rows are on the page already."""
        return {
            "bars": [asdict(bar) for bar in self.bars],
            "cards": [asdict(card) for card in self.cards.cards],
            "cardsLeftOut": self.cards.left_out,
            "waiting": [asdict(one) for one in self.waiting],
        }


def picture(user: Any, asked: Asked, *, now: datetime) -> Picture:
    """Seven queries whatever the number of rows, days and shows."""
    window = asked.window
    visible = rights.policy_for(Performance).visible(user, Performance.objects.all())
    shows = list(
        visible.between(moment(window.starts), moment(window.ends))
        .exclude(status=Status.WITHDRAWN)
        .for_cards()
        .in_order()
    )
    wanted = [show for show in shows if _is_wanted(show, asked)]
    rows = rows_for(user, asked, wanted)
    bookings = list(_bookings(rows, shows, window))
    found = prospects(bookings, shows, now=epoch(now))
    accepted = _accepted(found)
    by_key = {str(show.pk): show for show in shows}
    placed = _rows_of_shows(wanted, rows, bookings)
    cards = cards_of(
        found,
        by_key,
        on_board=frozenset(str(show.pk) for show, _keys in placed),
        accepted=accepted,
        movable=frozenset(k for k, s in by_key.items() if not why_locked(user, s)),
        within=window,
        now=now,
    )
    bars = [
        *_show_bars(user, asked, placed, cards, found, now),
        *_other_bars(rows, bookings, by_key, window),
        *_gap_bars(found, rows, wanted, accepted),
    ]
    if asked.only_busy:
        rows = rows.with_bars(key for bar in bars for key in bar.rows)
    return Picture(asked, rows, tuple(bars), cards, _waiting(user, visible, asked, now))


def _is_wanted(show: Performance, asked: Asked) -> bool:
    """Whether the filters let the show through."""
    if show.status not in asked.shown_statuses:
        return False
    if asked.showcase is not None and show.showcase_id != asked.showcase.pk:
        return False
    return asked.troupe is None or asked.troupe in show.troupes_in_order


def _bookings(rows: RowSet, shows: Sequence[Performance], window: Slot) -> QuerySet:
    """What occupies the rows, and whatever the visible shows use, with a margin."""
    used = frozenset(key for show in shows for key in keys_of(show))
    starts, ends = window.starts - MARGIN_SECONDS, window.ends + MARGIN_SECONDS
    near = Booking.objects.filter(
        starts__lt=ends, ends__gt=starts, starts__gt=starts - MAX_BOOKING_SECONDS
    )
    wanted = in_rows(rows.keys | used) | Q(performance__in=[s.pk for s in shows])
    return with_what_is_judged(near.filter(wanted)).order_by("starts", "pk")


def _accepted(found: Prospects) -> frozenset[str]:
    prints = [conflict.fingerprint for conflict in found.warnings]
    known = AcceptedWarning.objects.in_force().filter(fingerprint__in=prints)
    return frozenset(known.values_list("fingerprint", flat=True))


Placed = list[tuple[Performance, list[str]]]


def _rows_of_shows(
    shows: Sequence[Performance], rows: RowSet, bookings: Sequence[Booking]
) -> Placed:
    """The shows that stand on the board, each with its rows there."""
    of_show: dict[int, list[Booking]] = defaultdict(list)
    for booking in bookings:
        if booking.performance_id is not None:
            of_show[booking.performance_id].append(booking)
    found = [(show, show_rows(show, rows, of_show[show.pk])) for show in shows]
    return [(show, keys) for show, keys in found if keys]


def _show_bars(
    user: Any,
    asked: Asked,
    placed: Placed,
    cards: CardSet,
    found: Prospects,
    now: datetime,
) -> Iterable[Bar]:
    for show, keys in placed:
        rank = found.ranks.get(str(show.pk), ())
        bar = show_bar(user, show, keys, now=now, rank=rank)
        if bar.end[:10] < asked.first.isoformat():
            # Yesterday evening's, which ran past midnight.
            continue
        level = cards.level_of(bar.id)
        # Who stands firm is in nobody's way; who wishes to stand there is.
        if show.is_firm and level == "block":
            level = ""
        # The row says one of the two, so the bar says the other.
        sub = columns.troupes_text(show) if asked.rows is Rows.VENUES else bar.sub
        numbers = cards.numbers_of(bar.id)
        yield replace(bar, sub=sub, numbers=numbers, level=level)


def _other_bars(
    rows: RowSet,
    bookings: Sequence[Booking],
    visible: dict[str, Performance],
    window: Slot,
) -> Iterable[Bar]:
    """Bookings without a show, and firm ones of shows the user may not see."""
    own = {row.key: row.is_own for row in rows.rows}
    for booking in bookings:
        key = key_of_booking(booking)
        outside = booking.ends <= window.starts or booking.starts >= window.ends
        if key not in own or outside or str(booking.performance_id) in visible:
            continue
        is_told = own[key] and booking.performance_id is None
        if is_told or booking.firm:
            yield booking_bar(booking, is_told=is_told)


def _gap_bars(
    found: Prospects,
    rows: RowSet,
    shows: Sequence[Performance],
    accepted: frozenset[str],
) -> Iterable[Bar]:
    shown = {str(show.pk) for show in shows}
    for conflict in found.warnings:
        row = _row_of(conflict)
        if conflict.rule is not Rule.UNREACHABLE or row not in rows.keys:
            continue
        if {conflict.performance, conflict.other} <= shown:
            is_accepted = conflict.fingerprint in accepted
            yield gap_bar(conflict, row, is_accepted=is_accepted)


def _row_of(conflict: Conflict) -> str:
    if conflict.resource is None:
        return ""
    kind, _colon, key = conflict.resource.key.partition(":")
    return row_key(kind, int(key))


def _waiting(
    user: Any, visible: QuerySet, asked: Asked, now: datetime
) -> tuple[Waiting, ...]:
    """Drafts and holds without venue or hour, and what waits for a new date."""
    lacking = Q(status__in=INSIDE) & (
        Q(venue=None) | Q(precision__in=[Precision.PART.value, Precision.DATE.value])
    )
    dateless = Q(status=Status.POSTPONED, replacement=None)
    rows = visible.filter(lacking | dateless, ends_at__gt=now - LOOK_BACK)
    if asked.troupe is not None:
        rows = rows.filter(troupe_parts__troupe=asked.troupe)
    if asked.showcase is not None:
        rows = rows.filter(showcase=asked.showcase)
    if asked.league is not None:
        path = asked.league.path
        at_home = Q(troupes__region__path__startswith=path)
        there = Q(region__path__startswith=path)
        keys = Performance.objects.filter(at_home | there).values("pk")
        rows = rows.filter(pk__in=keys)
    shows = rows.for_cards().in_order()[:MOST_WAITING]
    return tuple(_waits(user, show) for show in shows if not show.is_opening)


def _waits(user: Any, show: Performance) -> Waiting:
    bar = show_bar(user, show, keys_of(show), now=show.starts_at)
    may_place = not bar.locked
    acts = open_acts(user, show) if show.status in INSIDE else ()
    return Waiting(
        show=show.pk,
        version=show.version,
        title=bar.title,
        when=columns.when_text(show),
        troupes=columns.troupes_text(show),
        place=bar.sub,
        lacks=_lacks(show),
        day=bar.day,
        hour=bar.hour,
        venue=bar.venue,
        rows=bar.rows,
        is_public=bar.is_public,
        acts=("move", *acts) if may_place else acts,
        url=bar.url,
    )


def _lacks(show: Performance) -> str:
    if show.status == Status.POSTPONED:
        # Translators: zh: 改期,新日期待定
        return _("postponed, new date TBA")
    if show.venue_id is None and not show.has_hour:
        # Translators: zh: 缺场地和时间
        return _("no venue, no hour")
    if show.venue_id is None:
        # Translators: zh: 缺场地
        return _("no venue")
    # Translators: zh: 缺时间
    return _("no hour")
