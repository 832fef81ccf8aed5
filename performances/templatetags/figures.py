"""Numbers as they are read: 1,286; a dash for what was not asked."""

from collections.abc import Mapping

from django import template

from performances.measures import Measure

register = template.Library()


@register.filter
def counted(value: int | str | None) -> str:
    """1286 as 1,286; a dash for what is not there, which is not nought."""
    return f"{value:,}" if isinstance(value, int) else "—"


@register.filter
def measure(code: str) -> str:
    """What a measure is called."""
    return str(Measure(code).label)


@register.filter
def told_in(code: str, values: Mapping[str, int]) -> str:
    """What was counted of a measure."""
    return counted(values.get(Measure(code)))
