"""What a form carries unseen: its key, and when it was handed out. Signed, so that it
needs no cookie and no row; the same key twice is the same request."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.core import signing

from ulanmuqi.base import clock

from ..slots import epoch

_SALT = "request-form"
# Nobody fills it in faster; a form may lie open over a weekend.
QUICKEST = timedelta(seconds=4)
OLDEST = timedelta(days=7)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Stamp:
    key: str
    at: int

    @classmethod
    def fresh(cls, now: datetime) -> Self:
        return cls(secrets.token_hex(16), epoch(now))

    @classmethod
    def fresh_now(cls) -> Self:
        return cls.fresh(clock.now())

    @classmethod
    def read(cls, text: Any) -> Self | None:
        """None for what we never signed."""
        if not isinstance(text, str) or len(text) > _LONGEST:
            return None
        try:
            key, at = signing.loads(text, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(key, at)

    def __str__(self) -> str:
        return signing.dumps([self.key, self.at], salt=_SALT)

    def is_in_time(self, now: datetime) -> bool:
        """Neither faster than a hand, nor of another week."""
        passed = epoch(now) - self.at
        return QUICKEST.total_seconds() <= passed <= OLDEST.total_seconds()

    @property
    def terms(self) -> tuple[int, int]:
        """Of the simple question: always the same for this form."""
        return 2 + int(self.key[0], 16) % 7, 1 + int(self.key[1], 16) % 8
