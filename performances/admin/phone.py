"""Telephone numbers as people write them, and as a tel: link takes them."""

import re

from ulanmuqi.base.telephones import in_ascii

_NUMBER = re.compile(r"\+?[\d\s()\-–—.]{3,}")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?)\s*(\d{1,6})", re.IGNORECASE)


def dialled(phone: str) -> str:
    """`0482-1234567 转 8` as `04821234567,8`; "" when there is no number in it."""
    phone = in_ascii(phone)
    found = _NUMBER.search(phone)
    if found is None:
        return ""
    digits = re.sub(r"[^\d+]", "", found[0])
    extension = _EXTENSION.search(phone)
    return f"{digits},{extension[1]}" if extension else digits
