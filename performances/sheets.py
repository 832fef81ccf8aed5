"""What a show needs of a stage and what a venue offers: plain values, no rows."""

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
    hours: WeekHours = HOURS_UNKNOWN
    lat: float | None = None
    lon: float | None = None
