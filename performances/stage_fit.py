"""Whether a show fits its venue: audience, stage, power, truck, rooms, warmth.

One rule a need: values in, a conflict or None. What the technical sheet does not say
is told once, by `sheet_unknown`, as a question for the venue.
"""

from collections.abc import Callable

from .claims import Proposal
from .limits import Limits, of_show
from .rules import Conflict, Rule
from .sheets import PHASES, Needs, Sheet

_SIDES = ("width", "depth", "height")


def over_capacity(proposal: Proposal, limits: Limits) -> Conflict | None:
    """More people are expected than fit. Params: venue, expected, capacity, too_many.

    None online, where nobody sits in the hall.
    """
    sheet, expected = proposal.sheet, proposal.needs.audience
    if sheet is None or proposal.is_online or expected is None:
        return None
    if sheet.capacity is None or expected <= sheet.capacity:
        return None
    return of_show(
        Rule.CAPACITY,
        proposal,
        limits,
        facts=[expected, sheet.capacity],
        venue=sheet.name,
        expected=expected,
        capacity=sheet.capacity,
        too_many=expected - sheet.capacity,
    )


def stage_too_small(proposal: Proposal, limits: Limits) -> Conflict | None:
    """The stage lacks width, depth or height (metres).

    Params: venue; for each side that is too small, by its name (width, depth, height)
    needed_…, has_… and lacks_…, in metres to the tenth.
    """
    if proposal.sheet is None:
        return None
    params: dict[str, float] = {}
    facts: list[object] = []
    for side, needed, has in _sides(proposal.needs, proposal.sheet):
        if needed is not None and has is not None and needed > has:
            params[f"needed_{side}"] = needed
            params[f"has_{side}"] = has
            params[f"lacks_{side}"] = round(needed - has, 1)
            facts.append([side, needed, has])
    if not params:
        return None
    name = proposal.sheet.name
    return of_show(Rule.STAGE_SIZE, proposal, limits, facts=facts, venue=name, **params)


def power_too_weak(proposal: Proposal, limits: Limits) -> Conflict | None:
    """The connection has too few phases, or too few kilowatts.

    Params: venue, needed_power, has_power (words of `sheets.PHASES`, "" when it is not
    about phases), needed_kw, has_kw, lacks_kw (0 when it is not about kilowatts).
    """
    needs, sheet = proposal.needs, proposal.sheet
    if sheet is None:
        return None
    weak = bool(needs.power and sheet.power) and (
        PHASES.index(sheet.power) < PHASES.index(needs.power)
    )
    asked, there = needs.power_kw, _kilowatts(sheet)
    lacks = max(0, asked - there) if asked is not None and there is not None else 0
    if not (weak or lacks):
        return None
    return of_show(
        Rule.POWER,
        proposal,
        limits,
        facts=[needs.power, sheet.power, asked, there],
        venue=sheet.name,
        needed_power=needs.power if weak else "",
        has_power=sheet.power if weak else "",
        needed_kw=asked or 0 if lacks else 0,
        has_kw=there or 0 if lacks else 0,
        lacks_kw=lacks,
    )


def no_way_for_the_truck(proposal: Proposal, limits: Limits) -> Conflict | None:
    """The show brings a truck that cannot reach the stage and turn. Params: venue."""
    sheet = proposal.sheet
    if sheet is None or not proposal.needs.truck or sheet.has_truck_access is not False:
        return None
    return of_show(Rule.TRUCK_ACCESS, proposal, limits, facts=[], venue=sheet.name)


def too_few_rooms(proposal: Proposal, limits: Limits) -> Conflict | None:
    """Dressing rooms are short. Params: venue, needed, has, lacks."""
    sheet, needed = proposal.sheet, proposal.needs.dressing_rooms
    if sheet is None or needed is None or sheet.dressing_rooms is None:
        return None
    if needed <= sheet.dressing_rooms:
        return None
    return of_show(
        Rule.DRESSING_ROOMS,
        proposal,
        limits,
        facts=[needed, sheet.dressing_rooms],
        venue=sheet.name,
        needed=needed,
        has=sheet.dressing_rooms,
        lacks=needed - sheet.dressing_rooms,
    )


def unheated(proposal: Proposal, limits: Limits) -> Conflict | None:
    """The show needs a heated place and this one is not. Params: venue."""
    sheet = proposal.sheet
    if sheet is None or not proposal.needs.heating or sheet.has_heating is not False:
        return None
    return of_show(Rule.HEATING, proposal, limits, facts=[], venue=sheet.name)


def sheet_unknown(proposal: Proposal, limits: Limits) -> Conflict | None:
    """What the show needs and nobody knows of the venue.

    Params: venue, and each of capacity, width, depth, height, power, power_kw, truck,
    dressing_rooms, heating as True or False: whether it has to be asked.
    """
    needs, sheet = proposal.needs, proposal.sheet
    if sheet is None:
        return None
    unknown = {
        "capacity": not proposal.is_online
        and needs.audience is not None
        and sheet.capacity is None,
        **{
            side: needed is not None and has is None
            for side, needed, has in _sides(needs, sheet)
        },
        "power": bool(needs.power) and not sheet.power,
        "power_kw": needs.power_kw is not None and _kilowatts(sheet) is None,
        "truck": needs.truck and sheet.has_truck_access is None,
        "dressing_rooms": needs.dressing_rooms is not None
        and sheet.dressing_rooms is None,
        "heating": needs.heating and sheet.has_heating is None,
    }
    if not any(unknown.values()):
        return None
    facts: list[object] = [sorted(name for name, asked in unknown.items() if asked)]
    return of_show(
        Rule.SHEET_UNKNOWN, proposal, limits, facts=facts, venue=sheet.name, **unknown
    )


def _kilowatts(sheet: Sheet) -> int | None:
    """Where there is no connection at all there are none."""
    return 0 if sheet.power == PHASES[0] else sheet.power_kw


def _sides(needs: Needs, sheet: Sheet) -> list[tuple[str, float | None, float | None]]:
    return [
        (side, getattr(needs, f"{side}_m"), getattr(sheet, f"{side}_m"))
        for side in _SIDES
    ]


STAGE_RULES: tuple[Callable[[Proposal, Limits], Conflict | None], ...] = (
    over_capacity,
    stage_too_small,
    power_too_weak,
    no_way_for_the_truck,
    too_few_rooms,
    unheated,
    sheet_unknown,
)
