"""The facts of a show as a caller states them: plain frozen values."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from troupes.genres import Category
from troupes.models import Member, StageTruck, Troupe, Work
from ulanmuqi.places.models import Region, Venue

from ..models import Performance, ProgrammeItem
from ..slots import Precision, doors_at

# Facts that are rows of their own.
_PARTS = frozenset({"troupes", "along", "programme"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One entry of the programme; the order is that of the tuple it stands in."""

    title: str = ""
    form: str = ""
    work: Work | None = None
    minutes: int | None = None
    genre: str = ""
    language: str = ""
    creators: str = ""
    performers: str = ""
    is_premiere: bool = False
    is_example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFacts:
    """Everything an editor says of a show; instants aware. The first troupe leads.

    For a show without an hour, `starts_at` and `ends_at` bound the day or the part
    of it (slots.show_slot). `region` counts only while `venue` is not known. `along`
    are the stage trucks and the members lent by other troupes; never public. What the
    show needs of the stage is private too, in metres to the tenth.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    troupes: tuple[Troupe, ...] = ()
    along: tuple[StageTruck | Member, ...] = ()
    venue: Venue | None = None
    region: Region | None = None
    title_en: str = ""
    kind: str = Performance.Kind.GRASSROOTS
    genre: str = Category.MIXED
    language: str = Performance.Language.BOTH
    mode: str = Performance.Mode.ON_SITE
    precision: str = Precision.EXACT.value
    day_part: str = ""
    load_in_minutes: int = 0
    strike_minutes: int = 0
    doors_minutes: int | None = None
    admission: str = ""
    public_note: str = ""
    technical_note: str = ""
    expected_audience: int | None = None
    needs_width_m: Decimal | None = None
    needs_depth_m: Decimal | None = None
    needs_height_m: Decimal | None = None
    needs_power: str = ""
    needs_power_kw: int | None = None
    needs_dressing_rooms: int | None = None
    needs_truck: bool = False
    needs_heating: bool = False
    needs_light: bool = False
    needs_sound: bool = False
    is_example: bool = False
    programme: tuple[ItemFacts, ...] = field(default=())

    @property
    def doors_at(self) -> datetime | None:
        """When the audience is let in, as far as it can be told."""
        return doors_at(
            self.starts_at,
            self.doors_minutes,
            precision=self.precision,
            is_online=self.mode == Performance.Mode.ONLINE,
        )

    def columns(self) -> dict[str, Any]:
        """The facts that are columns of the performance's own row."""
        values = {
            f.name: getattr(self, f.name) for f in fields(self) if f.name not in _PARTS
        }
        values["region"] = self.venue.region if self.venue else self.region
        return values


def facts_of(performance: Performance) -> ShowFacts:
    """The facts a row holds now. Three queries unless prefetched."""
    own = {
        f.name: getattr(performance, f.name)
        for f in fields(ShowFacts)
        if f.name not in _PARTS
    }
    items = performance.programme.all()
    if "programme" not in getattr(performance, "_prefetched_objects_cache", {}):
        items = items.select_related("work")
    return ShowFacts(
        **own,
        troupes=tuple(performance.troupes_in_order),
        along=tuple(performance.along_in_order),
        programme=tuple(_item_facts(item) for item in items),
    )


def _item_facts(item: ProgrammeItem) -> ItemFacts:
    return ItemFacts(**{f.name: getattr(item, f.name) for f in fields(ItemFacts)})
