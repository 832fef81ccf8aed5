"""The last act of a session on the board, and how it is taken back.

Taking back is an act of its own: a verb of scheduling, judged, logged and, where the
public had been told, told again. The session keeps what the show was before and the
version the act left; any later act by anybody makes it impossible.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troupes.models import StageTruck, Troupe
from ulanmuqi.places.models import Region, Venue

from ... import scheduling
from ...models import Performance
from ...scheduling import ShowFacts, facts_of
from ...scheduling.wording import within_quotes

KEY = "board_last_act"


@dataclass(frozen=True, slots=True)
class LastAct:
    """`was` are the facts before, for a move; `decide_by` that of a released hold."""

    act: str
    show: int
    version: int
    title: str
    was: dict[str, Any] | None = None
    decide_by: str = ""

    def told(self) -> dict[str, str]:
        """For the button: what would be undone, or why nothing can be."""
        if self.act in _INVERSE:
            # Translators: zh: 撤销:“%(title)s”
            label = _("Undo: “%(title)s”") % {"title": within_quotes(self.title)}
            return {"label": label, "why": "", "title": self.title}
        return {"label": "", "why": str(self.why_not()), "title": self.title}

    def why_not(self) -> str:
        if self.act == "confirm":
            # Translators: zh: 确认不能撤销。要改变,请改期或取消。
            return _("A confirmation is not undone. Postpone or cancel instead.")
        if self.act == "discard":
            return _("A deleted draft is gone for good.")
        return _("This cannot be undone. Open the show to change it.")


def remember(request: HttpRequest, last: LastAct) -> dict[str, str]:
    request.session[KEY] = {
        "act": last.act,
        "show": last.show,
        "version": last.version,
        "title": last.title,
        "was": last.was,
        "decide_by": last.decide_by,
    }
    return last.told()


def recall(request: HttpRequest) -> LastAct | None:
    stored = request.session.get(KEY)
    return LastAct(**stored) if stored else None


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def moved(act: str, before: ShowFacts, after: Performance) -> LastAct:
    """A move, with the time, the place and the cast it came from."""
    was = {
        "starts_at": before.starts_at.isoformat(),
        "ends_at": before.ends_at.isoformat(),
        "precision": before.precision,
        "day_part": before.day_part,
        "venue": before.venue.pk if before.venue else None,
        "region": before.region.pk if before.region else None,
        "troupes": [troupe.pk for troupe in before.troupes],
        "trucks": [one.pk for one in before.along if isinstance(one, StageTruck)],
    }
    return LastAct(act, after.pk, after.version, after.title, was=was)


def take_back(
    last: LastAct, show: Performance, *, by: Any, reason: str, accept: str
) -> None:
    """Raises Refused when the act has no inverse, else as the verb does."""
    inverse = _INVERSE.get(last.act)
    if inverse is None:
        raise scheduling.Refused(last.why_not())
    inverse(last, show, by=by, reason=reason, accept=accept)


def _move_back(
    last: LastAct, show: Performance, *, by: Any, reason: str, accept: str
) -> None:
    was = last.was or {}
    troupes = Troupe.objects.select_related("region").in_bulk(was["troupes"])
    trucks = StageTruck.objects.in_bulk(was["trucks"])
    venues = Venue.objects.select_related("region")
    now = facts_of(show)
    facts = replace(
        now,
        starts_at=datetime.fromisoformat(was["starts_at"]),
        ends_at=datetime.fromisoformat(was["ends_at"]),
        precision=was["precision"],
        day_part=was["day_part"],
        venue=venues.filter(pk=was["venue"]).first(),
        region=Region.objects.filter(pk=was["region"]).first(),
        troupes=tuple(troupes[key] for key in was["troupes"] if key in troupes),
        along=(
            *(trucks[key] for key in was["trucks"] if key in trucks),
            *(one for one in now.along if not isinstance(one, StageTruck)),
        ),
    )
    scheduling.revise(
        show, facts, by=by, version=last.version, reason=reason, accept=accept
    )


def _discard(last: LastAct, show: Performance, *, by: Any, **_said: str) -> None:
    scheduling.discard(show, by=by, version=last.version)


def _release(last: LastAct, show: Performance, *, by: Any, **_said: str) -> None:
    scheduling.release(show, by=by, version=last.version)


def _hold(last: LastAct, show: Performance, *, by: Any, **_said: str) -> None:
    until = datetime.fromisoformat(last.decide_by) if last.decide_by else None
    scheduling.hold(show, by=by, version=last.version, decide_by=until)


_INVERSE = {
    "move": _move_back,
    "new": _discard,
    "hold": _release,
    "release": _hold,
}
