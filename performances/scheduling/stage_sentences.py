"""Sentences of the rules of the stage, each with its figures and where they are from.

A figure of the venue stands in its technical sheet, one of a truck in the truck's own
form: where both are told, each says so.
"""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..conflicts import Plain, Rule
from .road_wording import one_after_another

Params = Mapping[str, Plain]
Say = Callable[[int], str]


def listed(words: Iterable[str]) -> str:
    # Translators: between the words of a list. zh: 、
    return _(", ").join(words)


def _capacity(params: Params, _say: Say) -> str:
    # Translators: zh: 预计%(expected)s人,%(venue)s只容得下%(capacity)s人,多出%(too_many)s人。请换大一点的场地,或加一场。
    return (
        _(
            "%(expected)s people are expected and %(venue)s holds %(capacity)s: "
            "%(too_many)s too many. Choose a larger venue, or add a show."
        )
        % params
    )


def _sides() -> dict[str, str]:
    return {
        "width": pgettext("stage", "width"),
        "depth": pgettext("stage", "depth"),
        "height": _("clear height"),
    }


def _stage_size(params: Params, _say: Say) -> str:
    venue, truck = _lacking(params), _lacking(params, "truck_")
    values = {**params, "told": venue, "truck_told": truck}
    if venue and truck:
        # Translators: zh: 台面都不够。按场地资料，%(venue)s%(told)s。按车辆资料，%(truck)s%(truck_told)s。请换场地或换车，或把台面改小。
        return (
            _(
                "No stage there is large enough. %(venue)s, by its technical sheet: "
                "%(told)s. %(truck)s, by the truck's own: %(truck_told)s. Choose "
                "another venue or truck, or play it smaller."
            )
            % values
        )
    if truck:
        # Translators: zh: %(venue)s没有台，按车辆资料，%(truck)s的台面不够：%(truck_told)s。请换一辆车，或把台面改小。
        return (
            _(
                "%(venue)s has no stage of its own, and that of %(truck)s is too small "
                "by the truck's own sheet: %(truck_told)s. Choose another truck, or "
                "play it smaller."
            )
            % values
        )
    # Translators: zh: %(venue)s的台不够大:%(told)s。请换场地,或改小台面。
    return (
        _(
            "The stage of %(venue)s is too small: %(told)s. Choose another venue, or "
            "play it smaller."
        )
        % values
    )


def _lacking(params: Params, prefix: str = "") -> str:
    """Each side that is too small, "" when none is."""
    lacking = [
        # Translators: zh: %(side)s要%(needed)s米,只有%(has)s米,差%(lacks)s米
        _("%(side)s %(needed)s m needed, %(has)s m there, too small by %(lacks)s m")
        % {
            "side": label,
            **{
                name: f"{params[f'{prefix}{name}_{side}']:g}"
                for name in ("needed", "has", "lacks")
            },
        }
        for side, label in _sides().items()
        if f"{prefix}lacks_{side}" in params
    ]
    # Translators: between several parts of one sentence
    return pgettext("between parts", "; ").join(lacking)


def _phases() -> dict[str, str]:
    return {"none": _("none"), "single": _("Single-phase"), "three": _("Three-phase")}


def _power(params: Params, _say: Say) -> str:
    names = _phases()
    values = {
        **params,
        "needed_power": names.get(str(params["needed_power"]), ""),
        "has_power": names.get(str(params["has_power"]), ""),
    }
    if params["truck"]:
        values |= {
            "told": _watts(params),
            "truck_told": _watts(params, "truck_"),
        }
        # Translators: zh: 电不够。按场地资料，%(venue)s%(told)s。按车辆资料，%(truck)s的自带电源%(truck_told)s。请带发电机，或换场地。
        return (
            _(
                "There is too little power. %(venue)s, by its technical sheet: "
                "%(told)s. %(truck)s, by the truck's own: %(truck_told)s. Bring a "
                "generator, or choose another venue."
            )
            % values
        )
    if params["needed_power"] and params["lacks_kw"]:
        # Translators: zh: %(venue)s的电不够:要%(needed_power)s电、%(needed_kw)s千瓦,那里是%(has_power)s、%(has_kw)s千瓦。请带发电机,或换场地。
        return (
            _(
                "%(venue)s has too little power: %(needed_power)s and %(needed_kw)s kW "
                "needed, %(has_power)s and %(has_kw)s kW there. Bring a generator, or "
                "choose another venue."
            )
            % values
        )
    if params["needed_power"]:
        # Translators: zh: %(venue)s的电不合用:要%(needed_power)s电,那里是%(has_power)s。请带发电机,或换场地。
        return (
            _(
                "%(venue)s has the wrong power: %(needed_power)s needed, %(has_power)s "
                "there. Bring a generator, or choose another venue."
            )
            % values
        )
    # Translators: zh: %(venue)s的电不够:要%(needed_kw)s千瓦,只有%(has_kw)s千瓦,差%(lacks_kw)s千瓦。请带发电机,或换场地。
    return (
        _(
            "%(venue)s has too little power: %(needed_kw)s kW needed, %(has_kw)s kW "
            "there, %(lacks_kw)s kW short. Bring a generator, or choose another venue."
        )
        % values
    )


def _watts(params: Params, prefix: str = "") -> str:
    """What of one connection is too weak."""
    told = []
    if params[f"{prefix}needed_power"]:
        names = _phases()
        # Translators: zh: 要%(needed)s,那里是%(has)s
        told.append(
            _("%(needed)s power needed, %(has)s there")
            % {
                "needed": names[str(params[f"{prefix}needed_power"])],
                "has": names[str(params[f"{prefix}has_power"])],
            }
        )
    if params[f"{prefix}lacks_kw"]:
        # Translators: zh: 要%(needed)s千瓦,只有%(has)s千瓦,差%(lacks)s千瓦
        told.append(
            _("%(needed)s kW needed, %(has)s kW there, %(lacks)s kW short")
            % {
                name: params[f"{prefix}{name}_kw"]
                for name in ("needed", "has", "lacks")
            }
        )
    return pgettext("between parts", "; ").join(told)


def _truck_access(params: Params, _say: Say) -> str:
    if params["truck"]:
        # Translators: zh: 按场地资料，大车开不到%(venue)s，也掉不了头，%(truck)s进不去。请换场地，或不带舞台车。
        return (
            _(
                "By its technical sheet a truck cannot reach %(venue)s and turn there, "
                "so %(truck)s cannot go. Choose another venue, or leave the truck out."
            )
            % params
        )
    # Translators: zh: 大车开不到%(venue)s,也掉不了头。请换小车,或换场地。
    return (
        _(
            "A truck cannot reach %(venue)s and turn there. Bring a smaller car, or "
            "choose another venue."
        )
        % params
    )


def _dressing_rooms(params: Params, _say: Say) -> str:
    # Translators: zh: 化妆间要%(needed)s间,%(venue)s只有%(has)s间,差%(lacks)s间。请先和场地商量。
    return (
        ngettext(
            "%(needed)s dressing rooms are needed and %(venue)s has %(has)s: %(lacks)s "
            "is missing. Ask the venue what else can be used.",
            "%(needed)s dressing rooms are needed and %(venue)s has %(has)s: %(lacks)s "
            "are missing. Ask the venue what else can be used.",
            int(params["lacks"]),
        )
        % params
    )


def _heating(params: Params, _say: Say) -> str:
    # Translators: zh: 这场要求有取暖,%(venue)s没有。请换场地,或带取暖设备。
    return (
        _(
            "The show needs a heated place and %(venue)s is not heated. Choose another "
            "venue, or bring heaters."
        )
        % params
    )


def _light(params: Params, _say: Say) -> str:
    if params["truck"]:
        # Translators: zh: 这场要有舞台灯光：按场地资料，%(venue)s没有；按车辆资料，%(truck)s也没有自带。请带灯光，或换场地。
        return (
            _(
                "The show needs stage light: by its technical sheet %(venue)s has none,"
                " and by the truck's own nor has %(truck)s. Bring light, or choose "
                "another venue."
            )
            % params
        )
    # Translators: zh: 这场要有舞台灯光，%(venue)s没有。请带灯光或流动舞台车，或换场地。
    return (
        _(
            "The show needs stage light and %(venue)s has none. Bring light or a stage "
            "truck, or choose another venue."
        )
        % params
    )


def _sound(params: Params, _say: Say) -> str:
    if params["truck"]:
        # Translators: zh: 这场要有音响：按场地资料，%(venue)s没有；按车辆资料，%(truck)s也没有自带。请带音响，或换场地。
        return (
            _(
                "The show needs sound: by its technical sheet %(venue)s has none, and "
                "by the truck's own nor has %(truck)s. Bring sound, or choose another "
                "venue."
            )
            % params
        )
    # Translators: zh: 这场要有音响，%(venue)s没有。请带音响或流动舞台车，或换场地。
    return (
        _(
            "The show needs sound and %(venue)s has none. Bring sound or a stage truck,"
            " or choose another venue."
        )
        % params
    )


def _sheet_unknown(params: Params, _say: Say) -> str:
    asked = {
        "capacity": _("capacity"),
        **_sides(),
        "power": _("power"),
        "power_kw": _("power (kW)"),
        "truck": _("way for the truck"),
        "dressing_rooms": _("dressing rooms"),
        "heating": _("heating"),
        "light": _("stage light"),
        "sound": _("sound"),
    }
    of_venue = listed(name for key, name in asked.items() if params[key])
    asked_of_truck = {**_sides(), "power": _("power")}
    of_truck = listed(
        name for key, name in asked_of_truck.items() if params[f"truck_{key}"]
    )
    values = {**params, "wanted": of_venue, "of_truck_wanted": of_truck}
    told = []
    if of_venue:
        # Translators: zh: %(venue)s的这些情况还没人知道:%(wanted)s。请问场地,并填进场地资料。
        told.append(
            _(
                "Nobody knows yet of %(venue)s: %(wanted)s. Ask the venue and enter it "
                "there."
            )
            % values
        )
    if of_truck:
        # Translators: zh: %(of_truck)s的这些情况还没人知道：%(of_truck_wanted)s。请问管车的人，并填进车辆资料。
        told.append(
            _(
                "Nobody knows yet of %(of_truck)s: %(of_truck_wanted)s. Ask its crew "
                "and enter it with the truck."
            )
            % values
        )
    return one_after_another(told)


STAGE_SENTENCES: dict[Rule, Callable[[Params, Say], str]] = {
    Rule.CAPACITY: _capacity,
    Rule.STAGE_SIZE: _stage_size,
    Rule.POWER: _power,
    Rule.TRUCK_ACCESS: _truck_access,
    Rule.DRESSING_ROOMS: _dressing_rooms,
    Rule.HEATING: _heating,
    Rule.LIGHT: _light,
    Rule.SOUND: _sound,
    Rule.SHEET_UNKNOWN: _sheet_unknown,
}
