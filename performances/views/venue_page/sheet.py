"""The run sheet: the evening by the clock, the stage, and whom to call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ulanmuqi.places.models import Venue

from ...models import Performance
from ...policy import venue_may_call


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the evening; `at` aware, in the venue's zone."""

    at: datetime
    label: str
    note: str = ""
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    role: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Party:
    """A troupe of the show; `people` only while the venue may call them."""

    name: str
    phone: str
    hours: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    value: str


def steps(show: Performance) -> list[Step]:
    """Load-in to strike in order; empty while the hour is open."""
    if not show.has_hour:
        return []
    zone = ZoneInfo(show.time_zone)
    starts, ends = show.starts_at.astimezone(zone), show.ends_at.astimezone(zone)
    found = []
    if show.load_in_minutes:
        at = starts - timedelta(minutes=show.load_in_minutes)
        # Translators: zh: 进场装台
        found.append(
            Step(at, pgettext("run sheet", "Load-in"), _minutes(show.load_in_minutes))
        )
    # Translators: zh: 开演
    found.append(Step(starts, pgettext("run sheet", "Start"), is_main=True))
    # Translators: zh: 演完
    found.append(Step(ends, _("End of the show")))
    if show.strike_minutes:
        at = ends + timedelta(minutes=show.strike_minutes)
        # Translators: zh: 拆台完,场地交还
        found.append(Step(at, _("Strike done"), _minutes(show.strike_minutes)))
    return found


def _minutes(minutes: int) -> str:
    # Translators: zh: %(minutes)s分钟
    return _("%(minutes)s minutes") % {"minutes": minutes}


def parties(show: Performance, now: datetime) -> list[Party]:
    """The troupes with their public telephone, and their duty contacts while the show
    is firm and near (policy). One query more then."""
    may_call = venue_may_call(show, now)
    return [
        Party(
            name=troupe.name,
            phone=troupe.public_phone,
            hours=troupe.public_hours,
            people=tuple(
                Person(one.role, one.name, one.phone)
                for one in troupe.duty_contacts.all()
            )
            if may_call
            else (),
        )
        for troupe in show.troupes_in_order
    ]


def own_sheet(venue: Venue) -> list[Line]:
    """The venue's technical sheet as the site knows it; unknown facts are left out."""
    size = [venue.stage_width_m, venue.stage_depth_m, venue.stage_height_m]
    power = str(venue.get_power_display()) if venue.power else ""
    if venue.power_kw:
        power = f"{power} {venue.power_kw} kW".strip()
    known: list[tuple[Any, Any]] = [
        (pgettext("run sheet", "Capacity"), venue.capacity),
        # Translators: zh: 台口宽×进深×净高(米)
        (_("Stage: width × depth × height (m)"), _size(size)),
        (venue._meta.get_field("power").verbose_name, power),
        (venue._meta.get_field("dressing_rooms").verbose_name, venue.dressing_rooms),
        *(
            (venue._meta.get_field(name).verbose_name, _yes_no(getattr(venue, name)))
            for name in (
                "has_wings", "has_heating", "has_truck_access", "has_mobile_signal",
            )
        ),
        (venue._meta.get_field("technical_note").verbose_name, venue.technical_note),
        (
            # Translators: zh: 您这边登记的联系人
            _("Your contact, as we know it"),
            " ".join(p for p in (venue.contact_name, venue.contact_phone) if p),
        ),
    ]  # fmt: skip
    said = [(label, value) for label, value in known if value not in (None, "")]
    return [Line(str(label), str(value)) for label, value in said]


def _size(parts: list[Decimal | None]) -> str:
    if not any(parts):
        return ""
    return " × ".join("—" if one is None else f"{one.normalize():f}" for one in parts)


def _yes_no(value: bool | None) -> str:
    if value is None:
        return ""
    # Translators: zh: 有
    return pgettext("stage", "Yes") if value else pgettext("stage", "No")
