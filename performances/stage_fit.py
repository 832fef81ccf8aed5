"""Whether a show fits its venue: audience, stage, power, truck, rooms, warmth, light.

One rule a need: values in, a conflict or None. A stage truck that comes along counts
beside the venue's technical sheet. What neither says is told once, by `sheet_unknown`,
as a question. With a truck the fingerprint holds its key: another truck, another fact.
"""

from collections.abc import Callable

from .claims import Proposal
from .fitting import (
    SIDES,
    Gap,
    Source,
    best_truck,
    kilowatts,
    powers,
    stages,
    to_be_asked,
)
from .limits import Limits, of_show
from .rules import Conflict, Plain, Rule


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
    """No stage there is wide, deep and high enough (metres).

    Params: venue; for each side of its stage that is too small, by its name (width,
    depth, height) needed_…, has_… and lacks_…, in metres to the tenth; truck, the one
    that comes nearest, "" without any, and the same of its stage as truck_needed_….
    None while a stage may do of which not everything is known.
    """
    if proposal.sheet is None:
        return None
    found = stages(proposal.needs, proposal.sheet, proposal.trucks)
    if any(not stage.short for stage in found):
        return None
    params: dict[str, Plain] = {"venue": proposal.sheet.name, "truck": ""}
    for stage in found:
        if not stage.truck:
            params |= _gaps(stage.short)
    truck = best_truck(found)
    if truck is not None:
        params |= {"truck": truck.name, **_gaps(truck.short, "truck_")}
    facts: list[object] = [
        [*([stage.truck] if stage.truck else []), gap.what, gap.needed, gap.has]
        for stage in found
        for gap in stage.short
    ]
    return of_show(Rule.STAGE_SIZE, proposal, limits, facts=facts, **params)


def _gaps(short: tuple[Gap, ...], prefix: str = "") -> dict[str, Plain]:
    return {
        f"{prefix}{name}_{gap.what}": value
        for gap in short
        for name, value in (
            ("needed", gap.needed),
            ("has", gap.has),
            ("lacks", gap.lacks),
        )
    }


def power_too_weak(proposal: Proposal, limits: Limits) -> Conflict | None:
    """No connection there has phases and kilowatts enough.

    Params: venue, needed_power, has_power (words of `sheets.PHASES`, "" when it is not
    about the venue's phases), needed_kw, has_kw, lacks_kw (0 when it is not about its
    kilowatts); truck, the one with power of its own that comes nearest, "" without
    any, and the same of it as truck_needed_power and so on.
    """
    needs, sheet = proposal.needs, proposal.sheet
    if sheet is None:
        return None
    venue, *trucks = found = powers(needs, sheet, proposal.trucks)
    if any(not source.short for source in found):
        return None
    params = {"venue": sheet.name, "truck": "", **_watts(venue)}
    truck = best_truck(trucks)
    if truck is not None:
        params |= {"truck": truck.name, **_watts(truck, "truck_")}
    facts: list[object] = [needs.power, sheet.power, needs.power_kw, kilowatts(sheet)]
    facts += [[one.key, one.power, one.power_kw] for one in proposal.trucks]
    return of_show(Rule.POWER, proposal, limits, facts=facts, **params)


def _watts(source: Source, prefix: str = "") -> dict[str, Plain]:
    gaps = {gap.what: gap for gap in source.short}
    phases, watts = gaps.get("power"), gaps.get("power_kw")
    return {
        f"{prefix}needed_power": phases.needed if phases else "",
        f"{prefix}has_power": phases.has if phases else "",
        f"{prefix}needed_kw": watts.needed if watts else 0,
        f"{prefix}has_kw": watts.has if watts else 0,
        f"{prefix}lacks_kw": watts.lacks if watts else 0,
    }


def no_way_for_the_truck(proposal: Proposal, limits: Limits) -> Conflict | None:
    """The show brings a truck that cannot reach the stage and turn: it says so, or it
    takes a stage truck along. Params: venue, truck ("" when none is booked)."""
    sheet, trucks = proposal.sheet, proposal.trucks
    if sheet is None or sheet.has_truck_access is not False:
        return None
    if not (proposal.needs.truck or trucks):
        return None
    return of_show(
        Rule.TRUCK_ACCESS,
        proposal,
        limits,
        facts=_keys(proposal),
        venue=sheet.name,
        truck=trucks[0].name if trucks else "",
    )


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


def no_light(proposal: Proposal, limits: Limits) -> Conflict | None:
    """Neither the venue nor a truck has stage light. Params: venue, truck ("")."""
    has = proposal.sheet and proposal.sheet.has_light
    if not proposal.needs.light or has is not False or proposal.is_lit:
        return None
    return _neither(Rule.LIGHT, proposal, limits)


def no_sound(proposal: Proposal, limits: Limits) -> Conflict | None:
    """Neither the venue nor a truck has sound. Params: venue, truck ("")."""
    has = proposal.sheet and proposal.sheet.has_sound
    if not proposal.needs.sound or has is not False or proposal.is_heard:
        return None
    return _neither(Rule.SOUND, proposal, limits)


def _neither(rule: Rule, proposal: Proposal, limits: Limits) -> Conflict | None:
    return of_show(
        rule,
        proposal,
        limits,
        facts=_keys(proposal),
        venue=proposal.sheet.name if proposal.sheet else "",
        truck=proposal.trucks[0].name if proposal.trucks else "",
    )


def _keys(proposal: Proposal) -> list[object]:
    return [one.key for one in proposal.trucks]


def sheet_unknown(proposal: Proposal, limits: Limits) -> Conflict | None:
    """What the show needs and nobody knows of the venue, or of its truck.

    Params: venue, and each of capacity, width, depth, height, power, power_kw, truck,
    dressing_rooms, heating, light, sound as True or False: whether it has to be asked.
    of_truck: the truck that has to be measured, "" when none; and truck_width,
    truck_depth, truck_height, truck_power likewise.
    """
    needs, sheet = proposal.needs, proposal.sheet
    if sheet is None:
        return None
    asked = [
        *to_be_asked(stages(needs, sheet, proposal.trucks)),
        *to_be_asked(powers(needs, sheet, proposal.trucks)),
    ]
    of_venue = {what for one in asked if not one.truck for what in one.unknown}
    truck = best_truck(asked)
    of_truck = {
        what for one in asked if truck and one.truck == truck.truck
        for what in one.unknown
    }  # fmt: skip
    unknown: dict[str, bool] = {
        "capacity": not proposal.is_online
        and needs.audience is not None
        and sheet.capacity is None,
        **{what: what in of_venue for what in (*SIDES, "power", "power_kw")},
        "truck": needs.truck and sheet.has_truck_access is None,
        "dressing_rooms": needs.dressing_rooms is not None
        and sheet.dressing_rooms is None,
        "heating": needs.heating and sheet.has_heating is None,
        "light": needs.light and sheet.has_light is None and not proposal.is_lit,
        "sound": needs.sound and sheet.has_sound is None and not proposal.is_heard,
        **{f"truck_{what}": what in of_truck for what in (*SIDES, "power")},
    }
    if not any(unknown.values()):
        return None
    asked_for = sorted(name for name, is_asked in unknown.items() if is_asked)
    return of_show(
        Rule.SHEET_UNKNOWN,
        proposal,
        limits,
        facts=[asked_for, *_keys(proposal)],
        venue=sheet.name,
        of_truck=truck.name if truck else "",
        **unknown,
    )


STAGE_RULES: tuple[Callable[[Proposal, Limits], Conflict | None], ...] = (
    over_capacity,
    stage_too_small,
    power_too_weak,
    no_way_for_the_truck,
    too_few_rooms,
    unheated,
    no_light,
    no_sound,
    sheet_unknown,
)
