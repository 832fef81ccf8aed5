"""Whole numbers in Chinese characters, for a heading: 214 is 二百一十四."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_MOST = 9999


def in_characters(number: int) -> str:
    """0 to 9999; anything else in figures."""
    if not 0 <= number <= _MOST:
        return f"{number:,}"
    if number == 0:
        return _DIGITS[0]
    said, gap = "", False
    for place, name in _PLACES:
        digit, number = divmod(number, place)
        if digit:
            said += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        elif said:
            gap = True
    if number:
        said += ("零" if gap else "") + _DIGITS[number]
    return said.removeprefix("一") if said.startswith("一十") else said


def counting(number: int) -> str:
    """The same before a measure word: 两株, and 十二株."""
    return "两" if number == 2 else in_characters(number)
