"""The report by five o'clock: a workbook filled from a layout that can be replaced.

`markers` says which words in double braces a layout may hold, `layout` reads and checks
one, `filling` writes figures into it, `shipped` draws the layout the site comes with.
No Django but for translated words, no rows, no clock: figures come as values.
"""

from .filling import Block, Report, Sheet, filled
from .layout import LayoutFault, check
from .shipped import shipped_layout

__all__ = [
    "Block",
    "LayoutFault",
    "Report",
    "Sheet",
    "check",
    "filled",
    "shipped_layout",
]
