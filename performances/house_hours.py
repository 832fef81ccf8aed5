"""Whether load-in and strike fall within the venue's opening hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .claims import Proposal
from .limits import Limits, of_show
from .rules import Conflict, Rule
from .sheets import WeekHours
from .slots import MINUTE, Slot, day_of, epoch


def closed_hours(proposal: Proposal, limits: Limits) -> Conflict | None:
    """The crew would be there while the house is closed.

    None without a venue or an hour, and where the hours of that weekday are not known.
    Params: venue; weekday (0 is Monday) and closed_all_day of the day on stage; opens
    and closes, the instants between which the house is open around the show (0 when it
    is closed then); load_in and strike_done; early_minutes and late_minutes by which
    they miss it, 0 when they do not.
    """
    sheet, slot, stage = proposal.sheet, proposal.slot, proposal.stage
    if sheet is None or not proposal.precision.has_hour:
        return None
    day = day_of(stage.starts, proposal.zone)
    if sheet.hours[day.weekday()] is None:
        return None
    around = _open_around(sheet.hours, day, proposal.zone, stage)
    early = max(0, around.starts - slot.starts) if around else 0
    late = max(0, slot.ends - around.ends) if around else 0
    if around is not None and not early and not late:
        return None
    return of_show(
        Rule.CLOSED_HOURS,
        proposal,
        limits,
        facts=[
            [slot.starts, slot.ends],
            [around.starts, around.ends] if around else None,
        ],
        venue=sheet.name,
        weekday=day.weekday(),
        closed_all_day=not sheet.hours[day.weekday()],
        opens=around.starts if around else 0,
        closes=around.ends if around else 0,
        load_in=slot.starts,
        strike_done=slot.ends,
        early_minutes=-(-early // MINUTE),
        late_minutes=-(-late // MINUTE),
    )


def _open_around(hours: WeekHours, day: date, zone: str, stage: Slot) -> Slot | None:
    """The unbroken stretch of opening that holds most of the show; None when there is
    none. Stretches that touch are one, over midnight too."""
    stretches: list[Slot] = []
    for offset in range(-1, 3):
        one = day + timedelta(days=offset)
        for opens, closes in hours[one.weekday()] or ():
            open_slot = Slot(_at(one, opens, zone), _at(one, closes, zone))
            if stretches and stretches[-1].ends >= open_slot.starts:
                last = stretches.pop()
                open_slot = Slot(last.starts, max(last.ends, open_slot.ends))
            stretches.append(open_slot)
    shared = [
        (both.seconds, stretch)
        for stretch in stretches
        if (both := stretch.intersection(stage)) is not None
    ]
    return max(shared, key=lambda pair: pair[0])[1] if shared else None


def _at(day: date, minutes: int, zone: str) -> int:
    """The instant at which the wall clock shows so many minutes after midnight."""
    wall = datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
    return epoch(wall + timedelta(minutes=minutes))
