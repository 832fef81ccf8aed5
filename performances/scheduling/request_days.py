"""What else troupes have on the days a request is about: shows and holds, and whatever
keeps a day besides. A second show on such a day may well be possible; it is told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..models import Booking
from ..slots import Precision, epoch, moment


@dataclass(frozen=True, slots=True)
class Beside:
    """`hour`: when a show starts in Shanghai, "" where nobody knows it, or it began on
    a day before."""

    is_show: bool
    hour: str = ""

    @property
    def sentence(self) -> str:
        if not self.is_show:
            # Translators: zh: 那天已有别的安排。
            return _("Something else is planned for that day already.")
        if not self.hour:
            # Translators: zh: 那天已有一场。
            return _("There is a show on that day already.")
        # Translators: zh: 那天%(hour)s已有一场。
        return _("There is a show at %(hour)s on that day already.") % {
            "hour": self.hour
        }


def beside(
    troupes: Iterable[Troupe],
    first: date,
    last: date,
    *,
    leaving_out: int | None = None,
) -> dict[tuple[int, date], tuple[Beside, ...]]:
    """By the id of the troupe and the local day, earliest first; days with nothing are
    left out. `leaving_out` is the id of a show. One query."""
    starts = epoch(clock.day_begins(first))
    ends = epoch(clock.day_begins(last + timedelta(days=1)))
    rows = Booking.objects.between(starts, ends).visible_rows()
    rows = rows.filter(resource__troupe__in=[one.pk for one in troupes])
    if leaving_out is not None:
        rows = rows.exclude(performance=leaving_out)
    found: dict[tuple[int, date], list[Beside]] = defaultdict(list)
    for row in rows.select_related("resource", "performance").order_by("starts", "pk"):
        key = row.resource.troupe_id
        for day in _days(row):
            if first <= day <= last:
                found[key, day].append(_told(row, day))
    return {at: tuple(told) for at, told in found.items()}


def _days(row: Booking) -> list[date]:
    begun, over = _local(row.starts), _local(row.ends - 1)
    return [begun + timedelta(days=n) for n in range((over - begun).days + 1)]


def _local(at: int) -> date:
    return moment(at).astimezone(clock.SHANGHAI).date()


def _told(row: Booking, day: date) -> Beside:
    show = row.performance
    if show is None:
        return Beside(is_show=False)
    local = show.starts_at.astimezone(clock.SHANGHAI)
    if local.date() != day or not Precision(show.precision).has_hour:
        return Beside(is_show=True)
    return Beside(is_show=True, hour=f"{local:%H:%M}")
