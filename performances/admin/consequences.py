"""What an act means for a city beyond its own line: what its people have to tick anew,
where its troupes go next, and what the public will read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base import clock

from ..models import Change, Performance, Showcase
from ..scheduling.room import City, Room, read_room
from ..scheduling.wording import short_time
from ..views.cards import instant_line
from ..views.cards.live import live_cities

# How far ahead a troupe's next show is looked for: beyond it an act changes nothing.
NEXT_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """The room and the public page at one moment: before an act, or while it is
    rehearsed. `public` is what visitors read of each opening, by its key."""

    room: Room
    public: Mapping[int, str]
    next_shows: Mapping[int, tuple[Performance, ...]]

    def city(self, pk: int) -> City | None:
        return next((one for one in self.room.cities if one.opening.pk == pk), None)


def look(showcase: Showcase, now: datetime) -> Aftermath:
    """As the rows stand in this transaction. About twelve queries."""
    row = Showcase.objects.get(pk=showcase.pk)
    room = read_room(row)
    return Aftermath(room, _public(row, now), _next_shows(room))


def consequences(pk: int, before: Aftermath, after: Aftermath) -> tuple[str, ...]:
    """Sentences for the coordinator, for one city that the act changes."""
    was, now_ = before.city(pk), after.city(pk)
    if now_ is None:
        return (_public_sentence(pk, before, after),)
    told = [
        _readiness(was, now_),
        _word(was, now_),
        *_journeys(now_, after.next_shows.get(pk, ())),
        _public_sentence(pk, before, after),
    ]
    return tuple(sentence for sentence in told if sentence)


def of_the_whole(before: Aftermath, after: Aftermath) -> str:
    """What becomes of the final word; "" when nothing does."""
    was, now_ = before.room.final, after.room.final
    if was is None or now_ is None or not was.row.go:
        return ""
    # Translators: zh: 最后决定（%(who)s）失效，要重新作。
    text = _("The final word (%(who)s) lapses and has to be given again.")
    return text % {"who": was.row.said_by} if was.holds and not now_.holds else ""


def _readiness(was: City | None, now_: City) -> str:
    if was is None or not was.facts.stands:
        return ""
    said = [line for line in was.items if line.row is not None]
    if not now_.facts.stands:
        # Translators: zh: 不用再填就绪情况。
        return _("Nothing has to be ready there any more.") if said else ""
    states = {line.key: line for line in now_.items}
    anew = [
        line.item_label
        for line in was.items
        if not line.standing.outlived
        and line.key in states
        and states[line.key].standing.outlived
    ]
    if anew:
        names = _(", ").join(dict.fromkeys(anew))
        # Translators: zh: 换了场地，要重新填：%(items)s。
        return _("At the new venue these start again: %(items)s.") % {"items": names}
    late = [
        line.troupe.display_name
        for line in now_.troubles
        if line.troupe is not None and line.state == "not_yet"
    ]
    if late:
        # Translators: zh: 预计启幕后才到：%(troupes)s。
        text = _("Expected after the curtain: %(troupes)s.")
        return text % {"troupes": "、".join(late)}
    return ngettext(
        # Translators: zh: 还有%(count)d项没就绪。
        "%(count)d item is not ready yet.",
        "%(count)d items are not ready yet.",
        len(now_.open_items),
    ) % {"count": len(now_.open_items)}


def _word(was: City | None, now_: City) -> str:
    if was is None or was.go is not True or now_.go is True:
        return ""
    values = {"who": was.word.row.said_by if was.word else ""}
    # Translators: zh: “可以启幕”（%(who)s）失效，要重新说。
    return _("The go (%(who)s) lapses and has to be given again.") % values


def _journeys(city: City, shows: Iterable[Performance]) -> list[str]:
    """Where each troupe plays next, and how long it has until then."""
    if not city.facts.stands:
        return []
    ends = city.opening.ends_at + timedelta(minutes=city.opening.strike_minutes)
    told = []
    for troupe in city.opening.troupes_in_order:
        for show in shows:
            if troupe in show.troupes_in_order:
                told.append(_journey(troupe, show, ends))
                break
    return told


def _journey(troupe: Any, show: Performance, ends: datetime) -> str:
    load_in = show.starts_at - timedelta(minutes=show.load_in_minutes)
    hours = max(0.0, (load_in - ends).total_seconds() / 3600)
    values = {
        "troupe": troupe.display_name,
        "at": short_time(show.starts_at),
        "place": show.venue.local_name if show.venue else show.region or "",
        "hours": f"{hours:.1f}".removesuffix(".0"),
    }
    # Translators: zh: %(troupe)s下一场：%(at)s，%(place)s，拆台后还有%(hours)s小时。
    return (
        _("%(troupe)s plays next on %(at)s at %(place)s, %(hours)s h after the strike.")
        % values
    )


def _public_sentence(pk: int, before: Aftermath, after: Aftermath) -> str:
    told = after.public.get(pk) or before.public.get(pk)
    if not told:
        # Translators: zh: 还没有公布，观众看不到。
        return _("Not announced: the public sees nothing of it.")
    if pk not in after.public:
        return ""
    # Translators: zh: 观众看到：%(words)s
    return _("The public reads: %(words)s") % {"words": after.public[pk]}


def _public(showcase: Showcase, now: datetime) -> dict[int, str]:
    rows = list(
        Performance.objects.listed(now)
        .filter(showcase=showcase, is_opening=True)
        .for_cards()
        .prefetch_related("programme__work")
    )
    line = instant_line(showcase, rows, now)
    if line is None or not (showcase.announced_at and showcase.announced_at <= now):
        return {}
    moved = list(
        Change.objects.filter(
            showcase=showcase, kind=Change.Kind.MOVED, at__lte=clock.now()
        )
    )
    keys = {row.public_id: row.pk for row in rows}
    return {
        keys[city.column.show.public_id]: " · ".join(
            part for part in (city.says, *city.marks, city.reason) if part
        )
        for city in live_cities(line, rows, moved)
    }


def _next_shows(room: Room) -> dict[int, tuple[Performance, ...]]:
    """Firm shows of each city's troupes after it, soonest first; two queries."""
    openings = [city.opening for city in room.cities]
    if not openings:
        return {}
    troupes = {t.pk for one in openings for t in one.troupes_in_order}
    first = min(one.starts_at for one in openings)
    last = max(one.ends_at for one in openings) + NEXT_WITHIN
    shows = list(
        Performance.objects.firm()
        .filter(troupes__in=troupes, starts_at__gt=first, starts_at__lt=last)
        .exclude(pk__in=[one.pk for one in openings])
        .in_order()
        .for_cards()
        .distinct()
    )
    return {
        one.pk: tuple(show for show in shows if show.starts_at >= one.ends_at)
        for one in openings
    }
