"""Charts as the server draws them: values in, points of an SVG out.

Pure. Colours, type and dark mode are the style sheet's (static/css/charts.css), words
the template's (templates/components/charts/). Every chart stands beside a table or a
text with the same numbers; nothing is rounded and nothing is left out.
"""

from .bars import Bar, Bars, bars
from .buds import BudField, BudRow, bud_field
from .line import Line, Lines, Point, lines
from .strip import Step, Strip, year_strip

__all__ = [
    "Bar",
    "Bars",
    "BudField",
    "BudRow",
    "Line",
    "Lines",
    "Point",
    "Step",
    "Strip",
    "bar_width",
    "bars",
    "bud_field",
    "lines",
    "year_strip",
]


def bar_width(value: int, most: int) -> float:
    """Of a bar beside its number, in percent of the widest; what is there is seen."""
    if value <= 0 or most <= 0:
        return 0.0
    return max(1.0, round(100 * value / most, 1))
