"""What one tap on the Decisions screen does: an act sent at once, or its page."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ulanmuqi.base import rights

from ..models import Performance, Showcase, VenueAnswer
from ..statuses import INSIDE, Status
from .acts import Acts
from .show_acts import SHOW_ACTS
from .showcase_acts import SHOWCASE_ACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """`is_sent`: it is done at once, with `version`; else it is a link to a page that
    asks what must be known first."""

    label: str | Promise
    url: str
    is_sent: bool = False
    version: int = 0
    is_first: bool = False


# Sent at once; whatever else they turn out to need is asked on the act's page.
_SENT = frozenset({"confirm", "release", "take-proposal"})
# Translators: zh: 确定
_LABELS: dict[str, str | Promise] = {
    "confirm": _("Make firm"),
    "release": _("Let go"),
    "decide-later": _("Decide later"),
    "postpone": _("Postpone"),
    "cancel": _("Cancel it"),
    "drop": _("Drop this city"),
    "record-answer": _("Record an answer"),
    "own-answer": _("Answer"),
    "hold": _("Decide later"),
}


def show_taps(user: Any, show: Performance) -> tuple[Tap, ...]:
    """No query beside those of the rights when the row is loaded for cards."""
    answer = show.venue_answer
    keys: list[str] = []
    if answer is not None and answer.answer == VenueAnswer.Answer.PROPOSED:
        keys.append("take-proposal")
    if show.status == Status.HOLD:
        keys += ["own-answer", "confirm", "release", "decide-later"]
    elif show.status == Status.CONDITIONAL:
        keys += ["confirm", "postpone", "cancel", "decide-later", "drop"]
    if answer is not None and answer.is_open:
        keys.append("record-answer")
    taps = list(_taps(user, show, SHOW_ACTS, "performances:act", keys))
    taps[1:1] = _elsewhere(user, show)
    return tuple(taps)


def showcase_taps(user: Any, showcase: Showcase) -> tuple[Tap, ...]:
    keys = ["confirm", "hold", "release"]
    return tuple(_taps(user, showcase, SHOWCASE_ACTS, "showcases:act", keys))


def _taps(user: Any, row: Any, acts: Acts, url_name: str, keys: list[str]) -> list[Tap]:
    found = []
    for key in keys:
        act = acts.get(key)
        if act is None or not act.fits(row) or not rights.may(user, act.verb, row):
            continue
        found.append(
            Tap(
                label=_LABELS.get(key, act.label),
                url=reverse(url_name, args=[row.pk, key]),
                is_sent=key in _SENT,
                version=row.version,
                is_first=not found,
            )
        )
    return found


def another_stage(user: Any, show: Performance) -> list[Tap]:
    """What to do when the venue said no: the form, or an opening's reserve venue."""
    label = _("Look for another venue")
    if not show.is_opening:
        return [Tap(label=label, url=url)] if (url := _form(user, show)) else []
    act = SHOW_ACTS.get("reserve")
    if act is None or not act.fits(show) or not rights.may(user, act.verb, show):
        return []
    return [Tap(label=label, url=reverse("performances:act", args=[show.pk, act.key]))]


def _elsewhere(user: Any, show: Performance) -> list[Tap]:
    if show.venue_answer is not None and show.venue_answer.is_open:
        return another_stage(user, show)
    if show.status not in INSIDE or show.is_opening:
        return []
    url = _form(user, show)
    return [Tap(label=pgettext_lazy("tap", "Move"), url=url)] if url else []


def _form(user: Any, show: Performance) -> str:
    may = rights.may(user, "change", show)
    return reverse("performances:edit", args=[show.pk]) if may else ""
