"""The run sheet: the evening by the clock, the stage, and whom to call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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

DAY_SECONDS = 86_400


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
    """Load-in to strike in order, walk-throughs among it; empty while the hour is
    open."""
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
    if show.doors_at is not None:
        # Translators: zh: 观众入场
        label = pgettext("run sheet", "Audience let in")
        found.append(Step(show.doors_at.astimezone(zone), label))
    # Translators: zh: 开演
    found.append(Step(starts, pgettext("run sheet", "Start"), is_main=True))
    # Translators: zh: 演完
    found.append(Step(ends, _("End of the show")))
    if show.strike_minutes:
        at = ends + timedelta(minutes=show.strike_minutes)
        # Translators: zh: 拆台完,场地交还
        found.append(Step(at, _("Strike done"), _minutes(show.strike_minutes)))
    return sorted([*found, *walk_throughs(show)], key=lambda step: step.at)


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
