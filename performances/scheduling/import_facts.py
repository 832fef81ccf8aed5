"""What a foreign calendar says of a show, as facts of ours, and what of it is new."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.places.kinds import usual_load_in
from ulanmuqi.places.models import Venue

from ..ics_files import ForeignShow, Stamp
from ..models import ImportedShow
from ..slots import Precision, moment, show_slot
from .facts import ShowFacts

USUAL = timedelta(minutes=90)
LONGEST_NOTE = 5_000

_WHEN = ("starts_at", "ends_at", "precision", "day_part")


def facts_from(show: ForeignShow, troupe: Troupe, venue: Venue | None) -> ShowFacts:
    """A new show of the troupe. Without a venue of ours it is at home, place open."""
    load_in = usual_load_in(venue.kind) if venue else 0
    return ShowFacts(
        title=show.title,
        **_when(show, venue),
        troupes=(troupe,),
        venue=venue,
        region=venue.region if venue else troupe.region,
        load_in_minutes=load_in,
        strike_minutes=load_in // 2,
        technical_note=note_from(show, venue),
    )


def _when(show: ForeignShow, venue: Venue | None) -> dict[str, Any]:
    if isinstance(show.starts, datetime):
        ends = show.ends or show.starts + USUAL
        precision = Precision.EXACT.value
        return {
            "starts_at": show.starts,
            "ends_at": ends,
            "precision": precision,
            "day_part": "",
        }
    zone = venue.time_zone if venue else "Asia/Shanghai"
    slot = show_slot(precision=Precision.DATE, zone=zone, day=show.starts)
    return {
        "starts_at": moment(slot.starts),
        "ends_at": moment(slot.ends),
        "precision": Precision.DATE.value,
        "day_part": "",
    }


def note_from(show: ForeignShow, venue: Venue | None) -> str:
    """Private, for the crew: nobody wrote it for the public of this site."""
    lines = [show.full_title, show.note]
    if show.place and venue is None:
        # Translators: zh: 日历文件里的地点:%(place)s
        place = _("Place as the calendar file says: %(place)s")
        lines.append(place % {"place": show.place})
    return "\n".join(line for line in lines if line)


def said_by(show: ForeignShow, note: str) -> dict[str, str]:
    """What is kept of the file, to know next time what it says differently. `note` is
    as it was written into ours."""
    return {
        "title": show.full_title or show.title,
        "starts": show.starts.isoformat(),
        "ends": show.ends.isoformat() if show.ends else "",
        "place": show.place,
        "note": show.note,
        "written": note,
    }


def stamp_of(record: ImportedShow) -> Stamp:
    return Stamp(record.sequence, record.modified_at, record.stamped_at)


def revised(
    now: ShowFacts, show: ForeignShow, new: ShowFacts, said: dict[str, str]
) -> ShowFacts:
    """Our facts with what the file says differently than last time.

    What it says as before is left as it is here, mended or not. A note that was
    mended here keeps its words; the new ones follow.
    """
    other = said_by(show, "")
    facts = now
    if other["title"] != said.get("title"):
        facts = replace(facts, title=new.title)
    if (other["starts"], other["ends"]) != (said.get("starts"), said.get("ends")):
        facts = replace(facts, **{name: getattr(new, name) for name in _WHEN})
    if other["place"] != said.get("place") and new.venue != now.venue:
        facts = replace(
            facts,
            venue=new.venue,
            region=new.region,
            load_in_minutes=new.load_in_minutes,
            strike_minutes=new.strike_minutes,
        )
    words = ("title", "place", "note")
    if any(other[name] != said.get(name) for name in words):
        written = said.get("written", "")
        note = _rewritten(now.technical_note, written, new.technical_note)
        facts = replace(facts, technical_note=note)
    return facts


def _rewritten(now: str, written: str, new: str) -> str:
    if now.strip() == written.strip():
        return new
    if new in now:
        return now
    return f"{now}\n\n{new}".strip()[:LONGEST_NOTE]
