"""Pictures of a form that is not sent yet: it goes through another step, or is refused,
and a browser without our script empties every field of files on the way.

They are no part of a record: nobody sees them, nothing counts them, and they are gone
with the sending they belong to, or after a day. A person's own, at most `MOST_FORMS`
forms of them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from ulanmuqi.base import clock

from ..models import WaitingPicture
from .errors import Refused
from .report_photos import MOST_PHOTOS, PhotoFacts, fit, too_many
from .sent_photos import pictures_arrived, told_faults
from .transaction import verb

WAITS = timedelta(hours=24)
MOST_FORMS = 3
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()


def keep_waiting(user: Any, key: UUID, files: Sequence[Sent]) -> str:
    """Those that are there already are not drawn again, and those that have arrived
    do not wait. Returns what could not be kept, in words, "" where all are; raises
    TryAgain."""
    there = set(waiting_pictures(user, key).values_list("digest", flat=True))
    came = pictures_arrived(user, key)
    rows, faults = [], []
    for number, one in enumerate(files, start=1):
        if one.digest in there | came:
            continue
        try:
            if len(there) >= MOST_PHOTOS:
                raise Refused(too_many())
            row = _drawn(user, key, one)
        except Refused as error:
            faults.append((number, str(error)))
        else:
            there.add(one.digest)
            rows.append(row)
    _keep(user, key, rows)
    return " ".join(told_faults(faults, len(files)))


def waiting_pictures(user: Any, key: UUID | None) -> Any:
    """Rows without their bytes, as they came; one query, none without a key."""
    rows = WaitingPicture.objects.filter(user=user, at__gt=clock.now() - WAITS)
    rows = rows.filter(key=key).order_by("pk").defer("data")
    return rows if key is not None else rows.none()


@verb
def forget_waiting(user: Any, key: UUID, *, beside: Collection[str] = ()) -> None:
    """All of the form, or all but those of the digests `beside`."""
    rows = WaitingPicture.objects.filter(user=user, key=key)
    rows.exclude(digest__in=beside).delete()


def forget_waited_out(now: datetime | None = None) -> int:
    """What nobody has sent within a day. One query where there is nothing."""
    old = WaitingPicture.objects.filter(at__lte=(now or clock.now()) - WAITS)
    return _delete(old) if old.exists() else 0


@verb
def _delete(rows: Any) -> int:
    return rows.delete()[0]


@verb
def _keep(user: Any, key: UUID, rows: Iterable[WaitingPicture]) -> None:
    WaitingPicture.objects.bulk_create(rows, ignore_conflicts=True)
    newest = (
        WaitingPicture.objects.filter(user=user)
        .order_by("key", "-at")
        .values_list("key", "at")
    )
    forms: dict[UUID, datetime] = {}
    for one, at in newest:
        forms.setdefault(one, at)
    kept = sorted(forms, key=lambda one: (one == key, forms[one]))[-MOST_FORMS:]
    WaitingPicture.objects.filter(user=user).exclude(key__in=kept).delete()


def _drawn(user: Any, key: UUID, one: Sent) -> WaitingPicture:
    """Raises Refused."""
    return WaitingPicture(
        user=user,
        key=key,
        digest=one.digest,
        name=_printable(one.name),
        data=fit(PhotoFacts(data=one.data, consent="")).data,
        at=clock.now(),
    )


def _printable(name: str) -> str:
    """What people call the file; of a long name the end says more."""
    return "".join(one for one in name if one.isprintable())[-_LONGEST_NAME:]
