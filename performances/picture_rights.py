"""Pictures of shows among all others: which Wagtail's own lists may offer.

They are changed and deleted with their record alone, where it is asked who agreed. A
page may choose those the public may see and no other.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from troupes.file_rights import Apart, keep_apart
from ulanmuqi.base import closed_pictures

from .models import RecordPhoto


def closed() -> QuerySet:
    """Keys of pictures some record holds back."""
    public = RecordPhoto.objects.public().values("pk")
    return RecordPhoto.objects.exclude(pk__in=public).values("image")


def owned() -> QuerySet:
    return RecordPhoto.objects.values("image")


def cleared(photos: Iterable[RecordPhoto]) -> list[RecordPhoto]:
    """To be drawn where somebody looked at who sees them. Uses a prefetch of `image`
    when there is one."""
    found = list(photos)
    for one in found:
        closed_pictures.clear(one.image)
    return found


def register() -> None:
    """Called once, when the app registry is ready."""
    keep_apart(Apart(owned=owned, closed=closed))
    closed_pictures.register(lambda key: closed().filter(image=key).exists())
