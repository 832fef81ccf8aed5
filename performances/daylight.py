"""Outdoors: in the cold months, and after the sun has set at the venue.

Sunset differs by nearly two hours between the ends of the region although all of it
keeps Beijing time (domain.md 8), so it is reckoned at the venue's own point; with the
seat of the banner standing in, that is right to a few minutes.
"""

from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from astral import Observer, sun

from .claims import Proposal
from .limits import Limits, of_show
from .rules import Conflict, Rule
from .slots import HOUR, MINUTE, day_of, epoch

# A show that begins before this hour belongs to the night of the day before.
_NIGHT_ENDS = 5 * HOUR


def winter_outdoors(proposal: Proposal, limits: Limits) -> Conflict | None:
    """Outdoors in a month in which nobody sits outside. Params: venue, month.

    None for what is online only: no audience freezes.
    """
    sheet = proposal.sheet
    if sheet is None or not sheet.is_outdoor or proposal.is_online:
        return None
    day = day_of(proposal.stage.starts, proposal.zone)
    if day.month not in limits.winter_months:
        return None
    return of_show(
        Rule.WINTER_OUTDOORS,
        proposal,
        limits,
        facts=[day.isoformat(), proposal.stage.starts, proposal.stage.ends],
        venue=sheet.name,
        month=day.month,
    )


def after_dark(proposal: Proposal, limits: Limits) -> Conflict | None:
    """Outdoors, and the show ends after nightfall.

    None without an hour, without a point, where the sun does not set, and where the
    place or a truck that comes along has stage light. Params: venue, sunset,
    stage_ends, dark_from (sunset and the twilight of the limits), minutes in the dark
    (rounded up), latest_start at which it would end in time.
    """
    sheet, stage = proposal.sheet, proposal.stage
    if sheet is None or not sheet.is_outdoor or not proposal.precision.has_hour:
        return None
    if sheet.lat is None or sheet.lon is None or proposal.is_lit:
        return None
    day = day_of(stage.starts - _NIGHT_ENDS, proposal.zone)
    sets = sunset(sheet.lat, sheet.lon, day, proposal.zone)
    if sets is None or stage.ends <= sets + limits.dark_seconds:
        return None
    dark_from = sets + limits.dark_seconds
    return of_show(
        Rule.AFTER_DARK,
        proposal,
        limits,
        facts=[
            [round(sheet.lat, 3), round(sheet.lon, 3)],
            [stage.starts, stage.ends, limits.dark_minutes],
            *([one.key] for one in proposal.trucks),
        ],
        venue=sheet.name,
        sunset=sets,
        stage_ends=stage.ends,
        dark_from=dark_from,
        minutes=-(-(stage.ends - dark_from) // MINUTE),
        latest_start=(dark_from - stage.seconds) // MINUTE * MINUTE,
    )


@lru_cache(maxsize=4096)
def sunset(lat: float, lon: float, day: date, zone: str) -> int | None:
    """UTC seconds at which the sun sets on that local day; None when it does not.

    Good to a minute or two at sea level; heights and hills are not reckoned with.
    """
    try:
        sets = sun.sunset(Observer(lat, lon), date=day, tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
    if sets.date() < day:
        sets += timedelta(days=1)
    return epoch(sets)
