"""What a card says of a show or a showcase: public values only, in the reader's words.

A card is kept and passed on, so it says days and hours and never how long it is till
then; only a decision that did not come when it should makes it another one.
"""

from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troupes.models import Troupe
from ulanmuqi.base.templatetags.dates import (
    full_day,
    full_moment,
)
from ulanmuqi.base.templatetags.site_nav import address as in_language

from ...share_cards import Bud, CardFacts
from ..cards import PerformanceCard, ShowcaseCard
from ..cards import place as words
from ..cards.names import listed
from ..cards.state import State
from ..page_facts import ShowcaseFacts

_BUDS = {State.LATE: "late", State.MOVED: "off", State.CANCELLED: "off"}
_who = partial(listed, at_most=2)
# A reason on a card is a line, not a story.
_REASON_AT_MOST = 40


def show(card: PerformanceCard, troupes: Sequence[Troupe]) -> CardFacts:
    """No query: `card` and the rows of its troupes as its page has them."""
    return CardFacts(
        brand=_brand(),
        title=card.title,
        when=_when(card),
        lines=(*_said(card), _where(card), _who(card.troupes)),
        buds=(Bud(_city(card), _BUDS.get(card.state, "")),),
        address=settings.BASE_URL + card.url,
        scan=_scan(),
        mark=str(card.state.label) if card.state.is_loud else "",
        is_off=card.state.is_off,
        label=_("Example") if card.is_example else "",
        name_mn=next((one.mongolian for one in troupes if one.mongolian), ""),
    )


def showcase(facts: ShowcaseFacts) -> CardFacts:
    """No query."""
    card = facts.card
    off = _off(card)
    return CardFacts(
        brand=_brand(),
        title=facts.title,
        when=_opening(facts),
        lines=(*_together(card), *_exceptions(card, off), *facts.organisers[:1]),
        buds=tuple(Bud(one.city, _BUDS.get(one.state, "")) for one in card.openings)
        if card
        else (),
        address=settings.BASE_URL + in_language(f"showcases/{facts.code}/"),
        scan=_scan(),
        mark=str(off.label) if off else "",
        is_off=off is not None,
        label=_("Example") if facts.is_example else facts.kind_label,
    )


def site() -> CardFacts:
    """Of the site as a whole, for pages that have no picture of their own."""
    return CardFacts(
        brand=_("Ulanmuqi"),
        title=_brand(),
        when="",
        lines=(
            _(
                "Where Ulanmuqi troupes play today, and when: "
                "the notice people can trust."
            ),
        ),
        buds=(Bud(""),),
        address=settings.BASE_URL + in_language(""),
        scan=_scan(),
    )


def _brand() -> str:
    return _("Ulanmuqi performance schedule")


def _scan() -> str:
    # Translators: zh: 扫码看最新安排
    return _("Scan for the latest")


def _when(card: PerformanceCard) -> str:
    if card.has_hour:
        return full_moment(card.starts_at)
    return " ".join((full_day(card.starts_at), card.day_part or _("time TBA")))


def _said(card: PerformanceCard) -> list[str]:
    """What has become of it, and why; as its row in a list says it."""
    reason = card.reason
    if len(reason) > _REASON_AT_MOST:
        reason = f"{reason[:_REASON_AT_MOST]}…"
    return [part for part in (card.said, reason) if part]


def _where(card: PerformanceCard) -> str:
    if card.is_online:
        return _("Online, without an audience")
    name = card.venue if card.place.is_known else _("Place TBA")
    return " · ".join(filter(None, (name, card.area)))


def _city(card: PerformanceCard) -> str:
    if card.is_online:
        return _("Online")
    place = card.place
    return words.banner_name(place) or words.league_name(place) or _("Place TBA")


def _opening(facts: ShowcaseFacts) -> str:
    if facts.opens_at:
        return full_moment(facts.opens_at)
    return full_day(facts.launch_date)


def _off(card: ShowcaseCard | None) -> State | None:
    """When no city opens that day: postponed, if any has a new date, else cancelled."""
    if card is None or any(not one.state.is_off for one in card.openings):
        return None
    moved = any(one.state is State.MOVED for one in card.openings)
    return State.MOVED if moved else State.CANCELLED


def _together(card: ShowcaseCard | None) -> list[str]:
    count = len(card.openings) if card else 0
    if count < 2:
        return []
    # Translators: zh: %(count)s地同一时刻启幕
    told = ngettext(
        "%(count)s city opens", "%(count)s cities open at one instant", count
    )
    return [told % {"count": count}]


def _exceptions(card: ShowcaseCard | None, off: State | None) -> list[str]:
    if card is None or off is not None:
        return []
    return [
        f"{one.city} · {one.state.label}" for one in card.openings if one.state.is_loud
    ]
