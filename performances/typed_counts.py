"""How many people, as a village writes it: 200, 200人, 150人左右, 约两百. Pure."""

import re
import unicodedata
from decimal import Decimal

from .typed_numbers import read_number

_LONGEST = 40
_ABOUT_BEFORE = re.compile(r"^(?:大约|大概|差不多|约|about|some)\s*", re.I)
_ABOUT_AFTER = re.compile(r"(?:左右|上下|来人|多人|来|多|people)$", re.I)
_PEOPLE = re.compile(r"(?:人次|人|名|位|个)$")
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_TEN_THOUSAND = "万"


def read_count(text: str) -> Decimal | None:
    """None where it says no number, or more than one."""
    if len(text) > _LONGEST:
        return None
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = _ABOUT_BEFORE.sub("", plain)
    plain = _PEOPLE.sub("", _ABOUT_AFTER.sub("", plain))
    number = read_number(plain)
    return _in_characters(plain) if number is None else number


def _in_characters(text: str) -> Decimal | None:
    """两百 is 200, 一百五 150, 一百零五 105, 一千二 1200, 三万 30000."""
    high, has_ten_thousand, low = text.rpartition(_TEN_THOUSAND)
    if not has_ten_thousand:
        below = _below_ten_thousand(low)
        return None if below is None else Decimal(below)
    tens = _below_ten_thousand(high)
    rest = _below_ten_thousand(low, last=1_000) if low else 0
    return None if tens is None or rest is None else Decimal(tens * 10_000 + rest)


def _below_ten_thousand(text: str, last: int = 1) -> int | None:
    """`last` is what a digit without a place counts where nothing stands before it: a
    digit after a place counts the next lower one, unless 零 stands between."""
    total, digit, unit, lowest = 0, None, last, 10_000
    for sign in text:
        if sign in _PLACES:
            place = _PLACES[sign]
            if place >= lowest or (digit is None and place != 10):
                return None
            total += (1 if digit is None else digit) * place
            digit, unit, lowest = None, place // 10, place
        elif sign in _DIGITS and digit in (None, 0):
            unit = 1 if _DIGITS[sign] == 0 else unit
            digit = _DIGITS[sign]
        else:
            return None
    return None if not text else total + (digit or 0) * unit
