"""The opening room as its page shows it: values and words, no rows to ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ulanmuqi.base import clock, rights

from ..delays import Moved
from ..models import AccessLink, Performance, Readiness, Showcase
from ..readiness import Overall
from ..scheduling.ready import fingerprint
from ..scheduling.room import City, ItemLine, Room, Word
from ..scheduling.wording import short_time
from ..statuses import INSIDE, OFF, Status
from .acts import Act
from .columns import place_text, troupes_text
from .opening_links import NewLink, may_keep_links
from .show_acts import SHOW_ACTS
from .showcase_acts import SHOWCASE_ACTS

QUICK_MINUTES = (15, 30, 45)
# Acts on the whole, of architecture 5.6.
_OF_THE_WHOLE = ("delay", "move", "postpone", "cancel")


@dataclass(frozen=True, slots=True)
class Link:
    """An act's page, opened from the room: one comes back here."""

    label: str
    url: str
    is_serious: bool = False


@dataclass(frozen=True, slots=True)
class WordPanel:
    """A word as it is shown; `lapsed` says in words what ended a go."""

    go: bool
    holds: bool
    said_by: str
    why: str
    at: datetime
    lapsed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallLink:
    """The open call sheet of a city, and how many of it are still to be told."""

    url: str
    untold: int


@dataclass(frozen=True, slots=True)
class CityPanel:
    city: City
    state: str
    state_kind: str
    marks: tuple[str, ...]
    reason: str
    place: str
    troupes: str
    url: str
    word: WordPanel | None
    seen: str
    may_tick: bool
    acts: tuple[Link, ...] = ()
    form: Any = None
    keeps_links: bool = False
    links: tuple[AccessLink, ...] = ()
    new_link: NewLink | None = None
    call: CallLink | None = None

    @property
    def pk(self) -> int:
        return self.city.opening.pk

    @property
    def is_off(self) -> bool:
        return not self.city.facts.stands


def city_panel(
    city: City,
    user: Any,
    now: datetime,
    *,
    moved_from: str,
    origin: Moved | None,
    sees_show: bool,
    form: Any = None,
    links: tuple[AccessLink, ...] = (),
    new_link: NewLink | None = None,
    call: CallLink | None = None,
) -> CityPanel:
    """`moved_from` is the venue it left for the reserve one, "" when it did not;
    `origin` where T-zero came from; `sees_show` whether the user may open the show's
    own page. `links` are for those who keep the links of this city."""
    opening = city.opening
    keeps_links = may_keep_links(user, opening)
    may_tick = rights.may(user, "ready", opening)
    state, kind = state_words(opening, now, origin)
    return CityPanel(
        city=city,
        state=state,
        state_kind=kind,
        marks=_marks(opening, moved_from),
        reason=opening.status_reason,
        place=place_text(opening),
        troupes=troupes_text(opening),
        url=reverse("performances:inspect", args=[opening.pk]) if sees_show else "",
        word=word_panel(city.word, {line.key: line for line in city.items}, {}),
        seen=fingerprint(city.basis, city.word.row if city.word else None),
        # What is over is not made ready any more.
        may_tick=may_tick and opening.status not in OFF and kind != "over",
        acts=_city_acts(user, opening),
        form=form,
        keeps_links=keeps_links,
        links=links if keeps_links else (),
        new_link=new_link,
        call=call,
    )


def state_words(
    opening: Performance, now: datetime, origin: Moved | None = None
) -> tuple[str, str]:
    """What became of the city, and the kind of its mark: planned, late, off, live.

    Once T-zero was moved (`origin`) nobody reads "as planned": the hour stands there
    plainly, beside the one that was promised while that is news."""
    if opening.status in OFF:
        return str(opening.get_status_display()), "off"
    if opening.status in INSIDE:
        # Translators: zh: %(status)s，还没有确认
        text = _("%(status)s, not confirmed")
        return text % {"status": opening.get_status_display()}, "late"
    if opening.is_running(now):
        # Translators: zh: 正在演出
        return _("On stage now"), "live"
    if opening.status == Status.LATE:
        return _late(opening, now), "late"
    if opening.is_over(now):
        # Translators: zh: 已结束
        return _("Over"), "over"
    hour = f"{opening.starts_at.astimezone(clock.SHANGHAI):%H:%M}"
    if opening.status == Status.CONDITIONAL:
        return f"{opening.get_status_display()} · {hour}", "late"
    if origin is not None:
        return _moved(opening, hour, origin), "planned"
    # Translators: zh: 照常，%(hour)s启幕
    return _("As planned, %(hour)s") % {"hour": hour}, "planned"


def word_panel(
    word: Word | None, items: dict[str, ItemLine], cities: dict[str, str]
) -> WordPanel | None:
    """`items` by key name what a city's go lapsed by, `cities` what the final one."""
    if word is None:
        return None
    row = word.row
    lapsed = tuple(_lapse(key, items, cities) for key in word.lapsed)
    return WordPanel(row.go, word.holds, row.said_by, row.why, row.at, lapsed)


def overall_words(room: Room) -> str:
    """Where the whole stands, in one sentence."""
    standing = room.standing
    go = sum(city.go is True for city in standing)
    values = {"go": go, "all": len(standing)}
    match room.overall:
        case Overall.NO_GO:
            # Translators: zh: 不能启幕
            return _("No-go")
        case Overall.GO:
            # Translators: zh: 全部可以启幕，已下最后口令
            return _("Go: every city, and the final word")
        case Overall.ALL_GO:
            # Translators: zh: %(all)d城全部可以启幕，等最后口令
            return _("All %(all)d cities are go; the final word is open") % values
        case _:
            # Translators: zh: %(all)d城中%(go)d城可以启幕
            return _("%(go)d of %(all)d cities are go") % values


def whole_acts(user: Any, showcase: Showcase) -> tuple[list[Link], list[Link]]:
    """Quick delays, and the acts on all cities, as far as they fit and are allowed."""
    acts = {act.key: act for act in SHOWCASE_ACTS.open_for(user, showcase)}
    links = [
        _link("showcases:act", showcase.pk, acts[key])
        for key in _OF_THE_WHOLE
        if key in acts
    ]
    quick = []
    if "delay" in acts:
        url = _act_url("showcases:act", showcase.pk, "delay")
        quick = [
            # Translators: zh: 全部推迟%(minutes)d分钟
            Link(
                _("All %(minutes)d min later") % {"minutes": minutes},
                f"{url}&minutes={minutes}",
            )
            for minutes in QUICK_MINUTES
        ]
    return quick, links


def venues_left(openings: Iterable[Performance]) -> dict[int, str]:
    """The venue each opening left for the reserve one, where it still is; one query."""
    rows = {str(one.pk): one for one in openings}
    entries = ModelLogEntry.objects.filter(
        action="schedule.to_reserve", object_id__in=rows
    ).order_by("pk")
    left = {}
    for entry in entries:
        opening, after = rows[entry.object_id], entry.data.get("after", {})
        if after.get("venue") == str(opening.venue):
            left[opening.pk] = str(entry.data.get("before", {}).get("venue", ""))
    return left


def _moved(opening: Performance, hour: str, origin: Moved) -> str:
    if not origin.is_news:
        # Translators: zh: %(at)s启幕
        return _("Opens at %(at)s") % {"at": hour}
    was, is_at = (
        at.astimezone(clock.SHANGHAI) for at in (origin.was_at, opening.starts_at)
    )
    same_day = was.date() == is_at.date()
    # Translators: zh: %(at)s启幕（原定%(was)s）
    return _("Opens at %(at)s (planned for %(was)s)") % {
        "at": hour,
        "was": f"{was:%H:%M}" if same_day else short_time(was),
    }


def _late(opening: Performance, now: datetime) -> str:
    if opening.next_word_at is not None:
        at = _word_time(opening)
        if opening.next_word_at <= now:
            # Translators: zh: 推迟，原说%(at)s给消息，还没有
            return _("Late; word was due at %(at)s and has not come") % {"at": at}
        # Translators: zh: 推迟，%(at)s再给消息
        return _("Late; next word at %(at)s") % {"at": at}
    at = f"{opening.starts_at.astimezone(clock.SHANGHAI):%H:%M}"
    # Translators: zh: 推迟到%(at)s启幕
    return _("Late, opens at %(at)s") % {"at": at}


def _word_time(opening: Performance) -> str:
    """When word was promised: with its day where that is not the opening's own."""
    word, starts = (
        at.astimezone(clock.SHANGHAI)
        for at in (opening.next_word_at, opening.starts_at)
    )
    return f"{word:%H:%M}" if word.date() == starts.date() else short_time(word)


def _marks(opening: Performance, moved_from: str) -> tuple[str, ...]:
    marks = []
    if moved_from:
        # Translators: zh: 备用场地（原在%(venue)s）
        text = _("Reserve venue, instead of %(venue)s")
        marks.append(text % {"venue": moved_from})
    if opening.mode == Performance.Mode.ONLINE:
        # Translators: zh: 只直播，没有现场观众
        marks.append(_("By stream only, no audience"))
    return tuple(marks)


def _lapse(key: str, items: dict[str, ItemLine], cities: dict[str, str]) -> str:
    if key in items:
        line = items[key]
        who = f" · {line.troupe.display_name}" if line.troupe else ""
        values = {"item": f"{line.item_label}{who}", "state": _worse(line)}
        # Translators: zh: %(item)s：%(state)s
        return _("%(item)s: %(state)s") % values
    if key.startswith("facts.city:"):
        name = cities.get(key.removeprefix("facts.city:"), "")
        # Translators: zh: %(city)s的口令变了
        return _("the word of %(city)s changed") % {"city": name}
    if key in _FACTS:
        return str(_FACTS[key]())
    return str(Readiness.Item.ARRIVAL.label)


def _worse(line: ItemLine) -> str:
    if line.standing.is_trouble and line.state != "problem":
        # Translators: zh: 启幕后才到
        return _("expected after the curtain")
    return line.state_label


_FACTS = {
    # Translators: zh: 启幕时间变了
    "facts.t_zero": lambda: _("T-zero moved"),
    # Translators: zh: 开演时间变了
    "facts.starts": lambda: _("the hour changed"),
    # Translators: zh: 场地变了
    "facts.venue": lambda: _("the venue changed"),
    # Translators: zh: 是否直播变了
    "facts.streams": lambda: _("the streaming changed"),
    # Translators: zh: 本城是否启幕变了
    "facts.stands": lambda: _("whether it opens changed"),
    # Translators: zh: 正在等消息
    "facts.waits": lambda: _("it waits for word"),
    # Translators: zh: 队伍变了
    "facts.troupes": lambda: _("the troupes changed"),
}


def _city_acts(user: Any, opening: Performance) -> tuple[Link, ...]:
    acts = [
        act
        for act in SHOW_ACTS
        # Nothing else is asked: some acts look for conflicts to know whether they fit.
        if (act.shows_cities or _leads_back(act, opening))
        and act.fits(opening)
        and rights.may(user, act.verb, opening)
    ]
    return tuple(_link("performances:act", opening.pk, act) for act in acts)


def _leads_back(act: Act, opening: Performance) -> bool:
    late = opening.status == Status.LATE
    return act.key == "reinstate" or (act.key == "confirm" and late)


def _link(name: str, pk: int, act: Act) -> Link:
    return Link(str(act.label), _act_url(name, pk, act.key), act.is_serious)


def _act_url(name: str, pk: int, key: str) -> str:
    return f"{reverse(name, args=[pk, key])}?back=opening"
