"""Numbers as they are read: 1,286; a dash for what was not asked."""

from django import template

from performances.charts import bar_width
from performances.measures import Measure

register = template.Library()


@register.filter
def counted(value: int | None) -> str:
    """1286 as 1,286; None, which is not nought, as a dash."""
    return "—" if value is None else f"{value:,}"


@register.filter
def measure(code: str) -> str:
    """What a measure is called."""
    return str(Measure(code).label)


@register.filter
def in_percent_of(value: int, most: int) -> float:
    """How long its bar is."""
    return bar_width(value, most)
