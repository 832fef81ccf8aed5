"""Foreign .ics files, read as shows by `read`: pure, bounded, with every refusal in
values that the admin puts into words."""

from .lines import MOST_BYTES, MOST_EVENTS, Fault, Unreadable
from .reading import read
from .shows import ForeignShow, Misread, Problem, Reading, Stamp

__all__ = [
    "MOST_BYTES",
    "MOST_EVENTS",
    "Fault",
    "ForeignShow",
    "Misread",
    "Problem",
    "Reading",
    "Stamp",
    "Unreadable",
    "read",
]
