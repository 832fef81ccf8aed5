"""What every page of /my/ shows, and whose it is."""

from hashlib import sha256
from typing import Any

from ulanmuqi.base import clock
from ulanmuqi.base.names import person_name

from ...models import DeviceLogin


def mark_of(user: Any) -> str:
    """Whose pages and drafts these are, for the device alone: says nothing of who, and
    is the same when the site's key is another, for drafts wait for days."""
    person = f"my {user.pk} {user.date_joined.timestamp()}"
    return sha256(person.encode()).hexdigest()[:20]


def frame(device: DeviceLogin) -> dict[str, Any]:
    """Who is in, and of when the page is."""
    user = device.user
    return {
        "who": mark_of(user),
        "person": person_name(user),
        "device": device,
        "read_at": clock.now(),
    }
