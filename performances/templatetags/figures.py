"""Numbers as they are read: 1,286; a dash for what was not asked."""

from collections.abc import Mapping
from typing import Any

from django import template

from performances.measures import Measure
from performances.views.figures.troupe import TroupeYear, year_of
from troupes.models import Troupe
from ulanmuqi.base import clock

register = template.Library()


@register.filter
def counted(value: int | str | None) -> str:
    """1286 as 1,286; a dash for what is not there, which is not nought."""
    return f"{value:,}" if isinstance(value, int) else "—"


@register.filter
def measure(code: str) -> str:
    """What a measure is called."""
    return str(Measure(code).label)


@register.simple_tag(takes_context=True)
def year_of_troupe(context: dict[str, Any], troupe: Troupe | None) -> TroupeYear | None:
    """Eight queries at most; nothing without a troupe or while its year has nothing."""
    if troupe is None or troupe.pk is None:
        return None
    return year_of(troupe, context.get("now") or clock.now())


@register.filter
def told_in(code: str, values: Mapping[str, int]) -> str:
    """What was counted of a measure."""
    return counted(values.get(Measure(code)))
