"""Ticking readiness, and the words go and no-go.

Ticks on different items never conflict; of two on the same item the second is refused
and told what the first said. A go is given on what was seen: when anything it would
rest on differs from that, it is refused and told too.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.names import person_name

from ..models import GoWord, Performance, Readiness, Showcase
from ..readiness import Item, State
from ..statuses import FIRM, OFF, Status
from . import log
from .allowed import authorise, authorise_showcase
from .errors import Meanwhile, Refused, StaleWrite
from .locks import lock_openings, lock_performance
from .outcomes import Why
from .room import City, city_of, read_room
from .since import READINESS, WORD, acts_on_city, acts_on_showcase, tick_detail
from .transaction import verb

LONGEST_NOTE = 200
LONGEST_NAME = 120


@verb
def tick(
    opening: Performance,
    item: str,
    state: str,
    *,
    by: Any = None,
    said_by: str = "",
    troupe: Troupe | None = None,
    expected_at: datetime | None = None,
    note: str = "",
    version: int | None = None,
    venue_id: int | None = None,
) -> Readiness:
    """Says how an item stands; `expected_at` (aware) is for arrivals alone.

    `version` is that of the item's row as it was seen (0: none) and `venue_id` the
    venue it was seen for; None asks for neither. Whoever comes by a site link is
    named by `said_by`, with `by` None. Raises Refused for a city that is off and for
    a problem without a word on what it is, StaleWrite with what was said meanwhile.
    """
    row = lock_performance(opening)
    authorise(by, "ready", row)
    _check_tick(row, item, troupe)
    note = note.strip()[:LONGEST_NOTE]
    if state == State.PROBLEM and not note:
        raise Refused(_("Say what the problem is."), field="note")
    known = Readiness.objects.filter(performance=row, item=item, troupe=troupe).first()
    if known is not None and _is_of_the_problem(known, state, note):
        note = ""
    if known is not None and _same(known, row, state, expected_at, note):
        return known
    if version is not None and version != (known.version if known else 0):
        raise StaleWrite((_said(known),) if known else ())
    if venue_id is not None and venue_id != row.venue_id:
        raise StaleWrite(acts_on_city(row, ("schedule.to_reserve", "schedule.revise")))
    ticked = known or Readiness(performance=row, item=item, troupe=troupe)
    before = known.state if known else State.NOT_YET.value
    ticked.version = known.version + 1 if known else 1
    ticked.state, ticked.note, ticked.expected_at = state, note, expected_at
    ticked.venue_id, ticked.user = row.venue_id, by
    ticked.said_by, ticked.at = _name(by, said_by), clock.now()
    ticked.save()
    data = {
        "item": item, "troupe": str(troupe or ""), "before": {"state": before},
        "after": {"state": state}, "note": note, "said_by": ticked.said_by,
        "expected_at": expected_at.isoformat() if expected_at else None,
    }  # fmt: skip
    log.write(row, READINESS, Why(by=by), data=data, at=ticked.at)
    return ticked


@verb
def say_go(
    opening: Performance,
    go: bool,
    *,
    said_by: str,
    why: str = "",
    by: Any = None,
    seen: str | None = None,
) -> GoWord:
    """A city's go or no-go; `said_by` is whose word it is, `by` who enters it.

    `seen` is `fingerprint` of the basis the page showed. A no-go and a go over
    anything that is not ready need their `why`.
    """
    row = lock_performance(opening)
    authorise(by, "ready", row)
    if row.showcase is None or not row.is_opening:
        raise Refused(_("This act is for the openings of a showcase."))
    _fit_for_a_word(row, go)
    known = GoWord.objects.filter(performance=row).first()
    now_ = city_of(row, Readiness.objects.filter(performance=row), known)
    if seen is not None and seen != fingerprint(now_.basis, known):
        raise StaleWrite(acts_on_city(row))
    why = why.strip()[:300]
    if not why and _needs_why(now_, go):
        raise Refused(
            _("Say why it goes ahead although not everything is ready.")
            if go
            else _("Say why it cannot open."),
            field="why",
        )
    word = known or GoWord(showcase=row.showcase, performance=row)
    _write_word(word, go, said_by=said_by, why=why, by=by, rests_on=now_.basis)
    log.write(row, WORD, Why(by=by, reason=why), data=_word_data(word), at=word.at)
    return word


@verb
def say_final(
    showcase: Showcase,
    go: bool,
    *,
    said_by: str,
    why: str = "",
    by: Any = None,
    seen: str | None = None,
) -> GoWord:
    """The last word on the whole. Go only when every city that stands is go.

    `seen` is `fingerprint` of the room's basis as the page showed it.
    """
    row, _openings = lock_openings(showcase)
    authorise_showcase(by, row)
    room = read_room(row)
    known = GoWord.objects.filter(showcase=row, performance=None).first()
    if seen is not None and seen != fingerprint(room.basis, known):
        raise StaleWrite(acts_on_showcase(row))
    if go and not room.standing:
        raise Refused(_("No opening of this showcase stands."))
    if go and room.missing:
        names = _(", ").join(city.name for city in room.missing)
        raise Refused(
            _("Not every city has said go. Still open: %(cities)s") % {"cities": names}
        )
    why = why.strip()[:300]
    if not go and not why:
        raise Refused(_("Say why it cannot open."), field="why")
    word = known or GoWord(showcase=row)
    _write_word(word, go, said_by=said_by, why=why, by=by, rests_on=room.basis)
    log.write(row, WORD, Why(by=by, reason=why), data=_word_data(word), at=word.at)
    return word


def fingerprint(basis: Mapping[str, str], word: GoWord | None) -> str:
    """What a page saw before somebody said go, short enough for a form."""
    told = json.dumps([sorted(basis.items()), word.version if word else 0])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _check_tick(row: Performance, item: str, troupe: Troupe | None) -> None:
    if not row.is_opening:
        raise Refused(_("This act is for the openings of a showcase."))
    if row.status in OFF:
        raise Refused(_("This city does not open, so nothing is to be ready."))
    if (item == Item.ARRIVAL) != (troupe is not None):
        raise Refused(_("An arrival is that of one troupe."), field="troupe")
    if troupe is not None and troupe not in row.troupes_in_order:
        raise Refused(_("This troupe does not play here."), field="troupe")


def _fit_for_a_word(row: Performance, go: bool) -> None:
    if row.status in OFF:
        raise Refused(_("This city does not open, so there is no word to give."))
    if go and row.status not in FIRM:
        raise Refused(_("Confirm this opening before its go."))
    if go and row.status == Status.LATE and row.next_word_at is not None:
        raise Refused(_("This city waits for word. Give it its hour first."))


def _needs_why(city: City, go: bool) -> bool:
    return not go or bool(city.open_items or city.troubles)


def _is_of_the_problem(known: Readiness, state: str, note: str) -> bool:
    """Whether the words say what was wrong: forms bring them along afterwards."""
    mended = known.state == State.PROBLEM and state != State.PROBLEM
    return mended and note == known.note


def _same(
    known: Readiness,
    row: Performance,
    state: str,
    expected_at: datetime | None,
    note: str,
) -> bool:
    told = (known.state, known.venue_id, known.expected_at, known.note)
    return told == (state, row.venue_id, expected_at, note)


def _said(row: Readiness) -> Meanwhile:
    return Meanwhile(row.at, row.said_by, READINESS, detail=tick_detail(row))


def _write_word(
    word: GoWord, go: bool, *, said_by: str, why: str, by: Any, rests_on: dict
) -> None:
    name = said_by.strip()[:LONGEST_NAME]
    if not name:
        raise Refused(_("Say whose word it is."), field="said_by")
    word.version = word.version + 1 if word.pk else 1
    word.go, word.said_by, word.why = go, name, why
    word.user, word.at, word.rests_on = by, clock.now(), rests_on
    word.save()


def _word_data(word: GoWord) -> dict[str, Any]:
    return {"go": word.go, "said_by": word.said_by}


def _name(by: Any, said_by: str) -> str:
    if said_by.strip():
        return said_by.strip()[:LONGEST_NAME]
    if by is None:
        return str(_("the system"))
    return person_name(by)[:LONGEST_NAME]
