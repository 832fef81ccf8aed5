"""What a troupe performs of others, for its page."""

from django import template

from performances.models import WorkAdoption
from troupes.models import Troupe
from ulanmuqi.base import clock

register = template.Library()


@register.simple_tag
def adopted_works(troupe: Troupe | None) -> list[WorkAdoption]:
    """Those it has begun and not given up, the latest first, with who made them; two
    queries. Nothing without a troupe."""
    if troupe is None or troupe.pk is None:
        return []
    today = clock.now().astimezone(clock.SHANGHAI).date()
    rows = WorkAdoption.objects.performed(today).filter(troupe=troupe)
    return list(rows.select_related("work").prefetch_related("work__troupes"))
