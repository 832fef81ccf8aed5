"""Which text may be entered: the one rule, kept by forms, models and scheduling.

Pure: text in, fault out. Whatever passes comes back unharmed from every calendar, mail,
table and page; what does not is refused where it was typed, and nothing is dropped in
silence. Every script, emoji and joiner passes, right-to-left marks too. Refused are
characters that cannot be shown or break a line where nobody sees it, and marks of HTML,
which calendars show as they stand.
"""

import re
from dataclasses import dataclass
from typing import Final

# The last two code points of each of the 17 planes belong to nobody for ever.
_PLANE_ENDS = "".join(
    f"\\U{plane << 16 | 0xFFFE:08x}-\\U{plane << 16 | 0xFFFF:08x}"
    for plane in range(17)
)
# Controls but tab and line ends; separators that split lines; halves of a pair; the
# byte-order mark; the sign for what was lost in reading; what belongs to nobody.
UNFIT: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffd"
    rf"\ufdd0-\ufdef{_PLANE_ENDS}]"
)
_HTML = re.compile(
    r"</?[A-Za-z][^<>]*>|<!--|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});"
)
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is refused: `mark` is HTML as it stands, or `code` a character
    (U+200B) that comes after `near`, the last few characters before it."""

    near: str = ""
    code: str = ""
    mark: str = ""


def fault_of(text: str) -> Fault | None:
    """The first thing in the text that cannot stay, or None."""
    if found := UNFIT.search(text):
        near = text[max(0, found.start() - _NEAR) : found.start()]
        return Fault(near=near.strip(), code=f"U+{ord(found[0]):04X}")
    if found := _HTML.search(text):
        return Fault(mark=found[0][:40])
    return None
