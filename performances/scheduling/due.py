"""What becomes public by the clock alone: no act happens then, so a timer looks."""

from datetime import timedelta

from django.db.models import F

from ulanmuqi.base import clock

from ..calendars import entries
from ..models import CalendarEntry, Performance, PrivateEntry, Showcase
from .transaction import verb

# So long a timer may have stood still.
LOOKED_BACK = timedelta(days=31)


@verb
def lift_embargoes(within: timedelta = LOOKED_BACK) -> int:
    """Renders anew the private entries that ask for silence until an hour that has come
    by now; returns how many shows those were.

    One query while nothing is due; asked every minute by `send_notices`.
    """
    now = clock.now()
    announced = F("performance__announced_at")
    waiting = PrivateEntry.objects.filter(
        kind=PrivateEntry.Kind.SHOW,
        performance__announced_at__range=(now - within, now),
        modified_at__lt=announced,
    ).exclude(layer=PrivateEntry.Layer.OUT)
    keys = set(waiting.values_list("performance", flat=True))
    if keys:
        entries.refresh(Performance.objects.filter(pk__in=keys))
    return len(keys)


@verb
def name_announced_showcases() -> int:
    """Renders anew the entries of shows whose showcase was announced for a later hour
    that has come by now; returns how many showcases those were.

    Announced at once, a showcase is named at once, by the act itself. One query while
    nothing is due; asked every minute by `send_notices`.
    """
    announced = F("performance__showcase__announced_at")
    # What becomes public with its showcase was rendered as it is then.
    waiting = CalendarEntry.objects.filter(
        performance__showcase__announced_at__lte=clock.now(),
        modified_at__lt=announced,
        public_from__lt=announced,
    )
    keys = set(waiting.values_list("performance__showcase", flat=True))
    for showcase in Showcase.objects.filter(pk__in=keys).order_by("pk"):
        entries.refresh_for_showcase(showcase)
    return len(keys)
