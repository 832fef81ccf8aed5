"""The files behind pictures of shows: named by chance, gone when they must not be."""

import secrets
from collections.abc import Sequence
from functools import partial
from hashlib import sha1
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection

from ulanmuqi.base import closed_pictures

from .. import pictures
from ..models import Record
from .locks import lock

# The collection below which each troupe has its own.
# Translators: zh: 演出记录照片 (stored in Chinese whatever the language)
COLLECTION = "演出记录照片"


def keep_picture(
    record: Record,
    file: pictures.Kept,
    *,
    title: str,
    credit: str,
    by: Any,
    stored: list[Any],
) -> Any:
    """In the collection of the show's first troupe; `stored` learns of its file before
    the row is written, so that whatever fails after, it can be forgotten."""
    picture = get_image_model()(
        title=title[:255],
        description=title[:255],
        credit=credit,
        file=ContentFile(file.data, name=_name()),
        width=file.width,
        height=file.height,
        file_size=len(file.data),
        file_hash=hash_of(file),
        collection=collection_of(record),
        uploaded_by_user=by,
    )
    stored.append(picture)
    picture.save()
    return picture


def hash_of(file: pictures.Kept) -> str:
    """As Wagtail reckons it; the same picture drawn anew twice has the same."""
    return sha1(file.data, usedforsecurity=False).hexdigest()


def move_away(picture: Any, *, stored: list[Any]) -> None:
    """Another name for the file, and none of its smaller sizes: whoever wrote down an
    address finds nothing there any more. The old file goes when the act is written."""
    old, storage = picture.file.name, picture.file.storage
    with picture.file.open("rb") as file:
        picture.file.save(_name(), ContentFile(file.read()), save=False)
    stored.append(picture)
    picture.save(update_fields=["file"])
    for size in picture.renditions.all():
        size.delete()
    transaction.on_commit(partial(storage.delete, old))


def forget(stored: Sequence[Any]) -> None:
    """Deletes the files of pictures whose rows were never written."""
    for picture in stored:
        if picture.file._committed:
            picture.file.storage.delete(picture.file.name)


def _name() -> str:
    """By chance: nobody guesses the address of one that is not public."""
    return f"{closed_pictures.PREFIX}{secrets.token_hex(16)}.jpg"


def collection_of(record: Record) -> Collection:
    """That of the show's first troupe, made when it is missing. The root is locked, so
    that two first pictures do not make two."""
    root = Collection.get_first_root_node()
    lock(Collection.objects.filter(pk=root.pk))
    above = _child(Collection.get_first_root_node(), COLLECTION)
    troupes = record.performance.troupes_in_order
    return _child(above, str(troupes[0])[:255]) if troupes else above


def _child(parent: Collection, name: str) -> Collection:
    found = parent.get_children().filter(name=name).first()
    return found or parent.add_child(instance=Collection(name=name))
