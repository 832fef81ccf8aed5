"""The opening room as its page shows it: values and words, no rows to ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ulanmuqi.base import rights

from ..delays import Moved
from ..models import AccessLink, Performance, Showcase
from ..scheduling.ready import fingerprint
from ..scheduling.room import City, ItemLine, Word
from ..statuses import OFF, Status
from .acts import Act
from .columns import place_text, troupes_text
from .opening_links import NewLink, may_keep_links
from .opening_words import lapse_words, state_words
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


def word_panel(
    word: Word | None, items: dict[str, ItemLine], cities: dict[str, str]
) -> WordPanel | None:
    """`items` by key name what a city's go lapsed by, `cities` what the final one."""
    if word is None:
        return None
    row = word.row
    lapsed = tuple(lapse_words(key, items, cities) for key in word.lapsed)
    return WordPanel(row.go, word.holds, row.said_by, row.why, row.at, lapsed)


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
