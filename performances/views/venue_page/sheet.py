"""The run sheet: the evening by the clock, the stage, and whom to call."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from troupes.models import Member, StageTruck
from ulanmuqi.places.models import Venue

from ...models import Booking, Performance, Resource
from ...policy import venue_may_call
from ...slots import epoch
from ...slots import moment as instant
from .. import run_sheet
from ..run_sheet import Step

DAY_SECONDS = 86_400


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
    """Load-in to strike in order, walk-throughs among it; empty while the hour is
    open."""
    if not show.has_hour:
        return []
    found = [*run_sheet.steps(show), *walk_throughs(show)]
    return sorted(found, key=lambda step: step.at)


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


def own_words(venue: Venue, *, with_contact: bool = True) -> list[Line]:
    """What else the site keeps of the venue, for it to correct; no query."""
    contact = (venue.contact_name, venue.contact_phone) if with_contact else ()
    known = [
        (venue._meta.get_field("opening_hours").verbose_name, hours(venue)),
        (venue._meta.get_field("technical_note").verbose_name, venue.technical_note),
        (
            # Translators: zh: 您这边登记的联系人
            _("Your contact, as we know it"),
            " ".join(part for part in contact if part),
        ),
    ]
    return [Line(str(label), str(value)) for label, value in known if value]


def hours(venue: Venue) -> str:
    return venue.get_opening_hours_display() if venue.opening_hours else ""


@dataclass(frozen=True, slots=True)
class Along:
    """What comes besides the troupes; `people` only while the venue may call them."""

    trucks: tuple[StageTruck, ...]
    people: tuple[str, ...]


def along(show: Performance, now: datetime) -> Along:
    """The stage trucks that are booked, and the members lent to the show. One query."""
    kinds = (Resource.Kind.TRUCK, Resource.Kind.MEMBER)
    rows = show.bookings.filter(resource__kind__in=kinds)
    owners = [
        booking.resource.owner
        for booking in rows.select_related("resource__truck", "resource__member")
    ]
    people = [one for one in owners if isinstance(one, Member)]
    return Along(
        trucks=tuple(one for one in owners if isinstance(one, StageTruck)),
        people=tuple(
            f"{one.name}（{one.role}）" if one.role else one.name
            for one in people
            if venue_may_call(show, now)
        ),
    )


def walk_throughs(show: Performance) -> list[Step]:
    """Rehearsals of the show's own troupes on its stage within the day before it: a
    time that both the venue and a troupe have booked. One query."""
    starts = epoch(show.starts_at)
    rows = Booking.objects.filter(
        Q(resource__venue=show.venue_id)
        | Q(resource__troupe__in=[troupe.pk for troupe in show.troupes_in_order]),
        kind=Booking.Kind.REHEARSAL,
        starts__gte=starts - DAY_SECONDS,
        starts__lt=starts,
    ).select_related("resource")
    here = {(one.starts, one.ends) for one in rows if one.resource.venue_id}
    theirs = {(one.starts, one.ends) for one in rows if one.resource.troupe_id}
    zone = ZoneInfo(show.time_zone)
    found = []
    for begin, end in sorted(here & theirs):
        # Translators: zh: 走台
        label = pgettext("run sheet", "Walk-through")
        until = f"–{instant(end).astimezone(zone):%H:%M}"
        found.append(Step(instant(begin).astimezone(zone), label, until))
    return found
