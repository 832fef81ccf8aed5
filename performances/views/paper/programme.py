"""A show's programme on one sheet of A4."""

from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock

from ... import paper
from ...models import Change, Performance, ProgrammeItem, PublicVersion
from ..cards import PerformanceCard, card, programme
from ..cards.programme import ProgrammeLine
from ..cards.state import State
from ..public_page import public_page

# A note may be as long as its editor likes; the page behind the code has all of it.
NOTE_AT_MOST = 160


@require_safe
@public_page()
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """Five queries. A withdrawn show has no sheet: its own page says so."""
    now = clock.now()
    row = load(public_id, now)
    show = card(row, now)
    if show.state is State.WITHDRAWN:
        return redirect(show.url)
    version = latest(row)
    lines = programme(row)
    note = shortened(row.public_note)
    phones = [one for one in row.troupes_in_order if one.public_phone]
    layout = paper.fit(
        [_texts(line) for line in lines], paper.PROGRAMME, _room(show, note, phones)
    )
    number = version.number if version else 0
    check = reverse("sheet_check", args=[public_id, number])
    return render(
        request,
        "performances/paper/programme.html",
        {
            "card": show,
            "lines": lines[: layout.shown],
            "layout": layout,
            "language_label": row.get_language_display(),
            "kind_label": row.get_kind_display(),
            "name_mn": next(
                (one.mongolian for one in row.troupes_in_order if one.mongolian), ""
            ),
            "phones": phones,
            "note": note,
            "number": number,
            "since": version.at if version else row.public_changed_at,
            "back": show.url,
            "address": settings.BASE_URL + check,
        },
    )


def load(public_id: str, now: datetime) -> Performance:
    """A public show with all its sheet and its changes need; four queries."""
    items = ProgrammeItem.objects.select_related("work")
    told = Change.objects.select_related("performance", "showcase")
    rows = Performance.objects.public(now).for_cards()
    rows = rows.prefetch_related(
        Prefetch("programme", items), Prefetch("changes", told)
    )
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def latest(row: Performance) -> PublicVersion | None:
    """None for a show whose versions were never counted; one query."""
    return row.public_versions.order_by("-number").first()


def shortened(note: str) -> str:
    note = " ".join(note.split())
    return note if len(note) <= NOTE_AT_MOST else f"{note[:NOTE_AT_MOST]}…"


def _texts(line: ProgrammeLine) -> tuple[str, str]:
    return (
        line.title,
        " · ".join(filter(None, (line.form, line.performers, line.creators))),
    )


def _room(show: PerformanceCard, note: str, phones: list) -> float:
    """What is left for the programme below the facts, in millimetres."""
    title = 9.5 * paper.lines(show.title, 17)
    said = 6 * paper.lines(f"{show.reason} ", 36) + 8 if show.state.is_loud else 0
    facts = [
        15.0,
        7.0 + 5 * paper.lines(f"{show.venue} ", 26),
        3.5 + 5.2 * len(show.troupes),
        4.0 + 5.2 * len(phones) if phones else 0,
        8.5,
        8.5 if show.showcase else 0,
        3.5 + 5.2 * paper.lines(show.admission, 28) if show.admission else 0,
        3.5 + 5.2 * paper.lines(note, 28) if note else 0,
    ]
    return paper.PAGE - title - said - max(sum(facts), 46.0) - 32
