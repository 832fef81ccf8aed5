"""What every page of /my/ shows, and whose it is."""

from typing import Any

from django.utils.crypto import salted_hmac

from ulanmuqi.base import clock
from ulanmuqi.base.names import person_name

from ...models import DeviceLogin


def mark_of(user: Any) -> str:
    """Whose pages and drafts these are, for the device alone: says nothing of who."""
    return salted_hmac("ulanmuqi.my", str(user.pk)).hexdigest()[:20]


def frame(device: DeviceLogin) -> dict[str, Any]:
    """Who is in, and of when the page is."""
    user = device.user
    return {
        "who": mark_of(user),
        "person": person_name(user),
        "device": device,
        "read_at": clock.now(),
    }
