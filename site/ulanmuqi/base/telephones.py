"""A telephone number as people write it, and what a telephone dials.

Pure: no Django. Offices write several numbers in one field, with an extension.
"""

import re
import unicodedata
from dataclasses import dataclass

_BETWEEN = re.compile(r"[、，,;；/\n]|或")
_EXTENSION = re.compile(r"(?:转|分机|[xX]|[eE]xt\.?)\s*(\d{1,6})\s*$")
# Fewer digits are no number anybody could dial: a year, a room.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Telephone:
    """`said` is what was typed; `dialled` stands after "tel:", "" where nothing can be
    dialled. A comma in it is a pause of the telephone, before the extension."""

    said: str
    dialled: str


def telephones(text: str) -> tuple[Telephone, ...]:
    """Each number of a field; nothing for an empty one."""
    parts = (part.strip() for part in _BETWEEN.split(text))
    return tuple(Telephone(part, _dialled(part)) for part in parts if part)


def in_ascii(phone: str) -> str:
    """With the digits and signs every telephone has: those of a Chinese keyboard
    (０４８２－１) are the same number. As long as what was typed."""
    return "".join(_in_ascii(sign) for sign in phone)


def first_dialled(text: str) -> str:
    """The first number of a field that can be dialled, "" where there is none."""
    return next((one.dialled for one in telephones(text) if one.dialled), "")


def _in_ascii(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def _dialled(typed: str) -> str:
    said = in_ascii(typed)
    extension = _EXTENSION.search(said)
    number = said[: extension.start()] if extension else said
    digits = re.sub(r"[^0-9]", "", number)
    if len(digits) < _SHORTEST:
        return ""
    abroad = "+" if number.lstrip(" (（").startswith("+") else ""
    return f"{abroad}{digits}" + (f",{extension[1]}" if extension else "")
