"""What a performance's public calendar entry says, drawn from its rows."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from troupes.genres import Category
from ulanmuqi.places.public import PublicPlace

from .. import ical
from ..models import Performance
from ..slots import Precision
from ..statuses import OFF, Status
from . import wording

# CSS names near the design's genre colours; a calendar shows them as a dot.
_COLOURS = {
    Category.VOCAL: "steelblue",
    Category.DANCE: "firebrick",
    Category.INSTRUMENTAL: "seagreen",
    Category.QUYI: "goldenrod",
    Category.DRAMA: "sienna",
    Category.MIXED: "darkslategray",
}


def of(
    performance: Performance, *, modified: datetime, at: datetime
) -> ical.EntryFacts:
    """The facts to render; needs what `entries` loads, no query then.

    `at` decides one thing only: whether the name of a showcase, or the date of a
    replacement, is public yet. Nobody reads this before the show is announced itself,
    so what is announced together with it is told from the start.
    """
    at = max(at, performance.announced_at or at)
    status = _status(performance)
    starts, ends = performance.starts_at, performance.ends_at
    return ical.EntryFacts(
        uid=str(performance.uid),
        sequence=performance.sequence,
        created=min(performance.created_at, modified),
        modified=modified,
        starts=starts if performance.has_hour else performance.day,
        ends=ends if performance.has_hour else None,
        status=status,
        title=_mark(performance, status) + (ical.one_line(performance.title) or "演出"),
        location=_location(performance),
        point=performance.place.point,
        description=_description(performance, at),
        url=address(performance),
        categories=[wording.GENRES[Category(performance.genre)]],
        related=[*_others_dates(performance, at), *_lead(performance, at)],
        color=_COLOURS[Category(performance.genre)],
    )


def address(performance: Performance) -> str:
    """Absolute, of the show's own page."""
    return f"{settings.BASE_URL}/performances/{performance.public_id}/"


def _status(performance: Performance) -> ical.Status:
    if performance.status in OFF:
        return "CANCELLED"
    waits = performance.status == Status.CONDITIONAL or _waits_for_word(performance)
    return "TENTATIVE" if waits or not performance.has_hour else "CONFIRMED"


def _waits_for_word(performance: Performance) -> bool:
    """Late, with the next word promised instead of an hour."""
    return performance.status == Status.LATE and performance.next_word_at is not None


def _mark(performance: Performance, status: ical.Status) -> str:
    unsure = wording.TENTATIVE_MARK if status == "TENTATIVE" else ""
    return wording.MARKS.get(Status(performance.status), unsure)


def _location(performance: Performance) -> str:
    place = performance.place
    area = place.league if place.banner == place.league else place.league + place.banner
    if not place.is_known:
        online = performance.mode == Performance.Mode.ONLINE
        return wording.ONLINE if online and not area else wording.unknown_place(area)
    if performance.venue is not None and performance.venue.is_private:
        return place.name
    parts = [place.name, place.address]
    told = "".join(parts)
    city = "".join(
        part
        for part in dict.fromkeys((place.league, place.banner))
        if part and part not in told
    )
    return "，".join(filter(None, (*parts, city)))


def _others_dates(performance: Performance, at: datetime) -> list[str]:
    """UIDs of the show this one replaces and of the one that replaces it, if public."""
    both = (performance.replaces, _replacement(performance))
    return [
        str(other.uid) for other in both if other is not None and other.is_public(at)
    ]


def _lead(performance: Performance, at: datetime) -> list[str]:
    """The UID of the opening that stands for all that open at the same instant.

    One line each, whatever the number of cities. An opening put off to another day
    opens with nobody.
    """
    if not performance.is_opening or performance.status == Status.POSTPONED:
        return []
    lead = getattr(performance, "lead_uid", None)
    if lead is None or lead == performance.uid:
        return []
    return [str(lead)] if _is_told(performance.lead_announced_at, at) else []


def _replacement(performance: Performance) -> Performance | None:
    return getattr(performance, "replacement", None)


def _description(performance: Performance, at: datetime) -> list[str]:
    return [
        *_what_became_of_it(performance, at),
        *_when(performance),
        *_who_and_what(performance, at),
        *_programme(performance),
        *_examples(performance, performance.place),
        wording.details(address(performance)),
    ]


def _what_became_of_it(performance: Performance, at: datetime) -> list[str]:
    lines = []
    match performance.status:
        case Status.CANCELLED:
            lines.append(wording.CANCELLED)
        case Status.WITHDRAWN:
            lines.append(wording.WITHDRAWN)
        case Status.POSTPONED:
            lines.append(_new_date(performance, at))
        case Status.CONDITIONAL:
            lines.append(wording.CONDITIONAL)
        case Status.LATE:
            lines.append(_late(performance))
    if lines and performance.status_reason:
        lines.append(wording.reason(performance.status_reason))
    if performance.status == Status.CONDITIONAL and performance.decide_by:
        lines.append(wording.decided_by(performance.decide_by))
    origin = performance.replaces
    if origin is not None and origin.is_public(at):
        lines.append(wording.moved_from(_spoken_time(origin)))
    return lines


def _new_date(performance: Performance, at: datetime) -> str:
    replacement = _replacement(performance)
    if replacement is None or not replacement.is_public(at):
        return wording.POSTPONED
    if replacement.is_off:
        return wording.POSTPONED_AGAIN
    return wording.moved_to(_spoken_time(replacement), _location(replacement))


def _late(performance: Performance) -> str:
    if performance.next_word_at is not None:
        return wording.late_without_hour(performance.next_word_at)
    t_zero = performance.showcase.t_zero if performance.is_opening else None
    return wording.late(performance.starts_at, t_zero)


def _spoken_time(performance: Performance) -> str:
    if performance.has_hour:
        return wording.moment(performance.starts_at)
    return wording.day(performance.day)


def _when(performance: Performance) -> list[str]:
    lines = []
    match performance.precision:
        case Precision.ABOUT:
            lines.append(wording.ABOUT_TIME)
        case Precision.PART if performance.day_part:
            lines.append(wording.part_of_day(performance.day_part))
        case Precision.PART | Precision.DATE:
            lines.append(wording.DAY_ONLY)
    if performance.has_hour and _clocks_differ(performance):
        lines.append(wording.elsewhere(performance.starts_at, performance.time_zone))
    doors = performance.doors_at
    if doors is not None and not (performance.is_off or _waits_for_word(performance)):
        lines.append(wording.doors(doors))
    return lines


def _clocks_differ(performance: Performance) -> bool:
    instant = performance.starts_at.astimezone(UTC)
    there = instant.astimezone(ZoneInfo(performance.time_zone))
    return there.utcoffset() != instant.astimezone(wording.SHANGHAI).utcoffset()


def _who_and_what(performance: Performance, at: datetime) -> list[str]:
    lines = []
    names = [troupe.name for troupe in performance.troupes_in_order]
    if names:
        lines.append(wording.troupes(names))
    showcase = performance.showcase
    if showcase is not None and _is_told(showcase.announced_at, at):
        opens = performance.is_opening
        lines.append(wording.showcase(showcase.title, is_opening=opens))
    lines.append(wording.language(performance.language))
    if performance.mode == Performance.Mode.ONLINE:
        lines.append(wording.ONLINE_ONLY)
    if performance.mode == Performance.Mode.BOTH:
        lines.append(wording.ONLINE_TOO)
    if performance.admission:
        lines.append(wording.admission(performance.admission))
    lines.append(performance.public_note)
    return lines


def _is_told(announced_at: datetime | None, at: datetime) -> bool:
    return announced_at is not None and announced_at <= at


def _programme(performance: Performance) -> list[str]:
    lines = []
    for number, item in enumerate(performance.programme.all(), start=1):
        # One line says it for the whole of an invented show.
        is_told = item.is_example and not performance.is_example
        name = f"{item}{wording.EXAMPLE_ITEM if is_told else ''}"
        lines.append(wording.programme_item(number, name, item.performers))
    return [wording.PROGRAMME, *lines] if lines else []


def _examples(performance: Performance, place: PublicPlace) -> list[str]:
    if performance.is_example:
        return [wording.EXAMPLE_SHOW]
    lines = []
    showcase = performance.showcase
    if performance.is_opening and showcase and showcase.t_zero_is_example:
        lines.append(wording.EXAMPLE_HOUR)
    if place.is_example:
        lines.append(wording.EXAMPLE_VENUE)
    return lines
