"""A number as somebody types it on a telephone: full-width, with commas, with its unit.

Pure: text in, number out. A keyboard in Chinese gives １２０ or 9．5 without anybody
noticing; whoever reads a counter aloud writes 1,200人.
"""

import re
import unicodedata
from decimal import Decimal

# Longer is no count of anything.
_LONGEST = 40
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
# What is counted here; a Chinese mile (里) is half a kilometre and is not among them.
_UNITS = re.compile(r"(?:人次|人|次|名|位|个|公里|千米|km|小时|分钟|分|h|min)$", re.I)
_ALIKE = str.maketrans({"。": ".", "、": ",", "−": "-", "–": "-", "—": "-"})


def read_number(text: str) -> Decimal | None:
    """None where it says no number, or more than one."""
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    plain = _UNITS.sub("", "".join(plain.split()))
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) and plain.isascii() else None
