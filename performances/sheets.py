"""What a show needs of a stage, what a venue and a stage truck offer: plain values."""

from dataclasses import dataclass

# Minutes from local midnight, [opens, closes); past 24:00 it closes the next morning.
Opening = tuple[int, int]
# One entry a weekday, Monday first: None when nobody knows, () when closed all day.
WeekHours = tuple[tuple[Opening, ...] | None, ...]
HOURS_UNKNOWN: WeekHours = (None,) * 7

# What a connection can feed, the weaker first; "" stands for "nobody knows".
PHASES = ("none", "single", "three")


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a show asks of its venue; None, "" and False ask for nothing.

    Metres, kilowatts, rooms and people. `power` is one of PHASES but "none".
    """

    audience: int | None = None
    width_m: float | None = None
    depth_m: float | None = None
    height_m: float | None = None
    power: str = ""
    power_kw: int | None = None
    dressing_rooms: int | None = None
    truck: bool = False
    heating: bool = False
    light: bool = False
    sound: bool = False


NO_NEEDS = Needs()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A venue's technical sheet; None and "" mean that nobody knows.

    The point is in WGS-84 degrees, the hours are on the venue's own wall.
    """

    name: str
    is_outdoor: bool = False
    capacity: int | None = None
    width_m: float | None = None
    depth_m: float | None = None
    height_m: float | None = None
    power: str = ""
    power_kw: int | None = None
    dressing_rooms: int | None = None
    has_truck_access: bool | None = None
    has_heating: bool | None = None
    has_light: bool | None = None
    has_sound: bool | None = None
    hours: WeekHours = HOURS_UNKNOWN
    lat: float | None = None
    lon: float | None = None

    @property
    def is_bare_ground(self) -> bool:
        """Outdoors, and nobody ever measured a stage there: there is none."""
        sides = (self.width_m, self.depth_m, self.height_m)
        return self.is_outdoor and sides == (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckSheet:
    """What a booked stage truck brings; None and "" mean that nobody knows.

    `key` is the truck's own ("truck:7"). Without kilowatts of its own it is fed by
    the place and no source of power.
    """

    key: str
    name: str
    width_m: float | None = None
    depth_m: float | None = None
    height_m: float | None = None
    power: str = ""
    power_kw: int | None = None
    has_light: bool = False
    has_sound: bool = False
