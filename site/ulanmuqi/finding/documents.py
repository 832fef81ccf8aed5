"""What can be found, as numbers: the kind of a thing and its key in one."""

from enum import IntEnum
from hashlib import blake2b

from .spelling import letters

_KINDS = 16


class Kind(IntEnum):
    """In the order in which results of equal worth are shown."""

    TROUPE = 1
    SHOWCASE = 2
    WORK = 3
    VENUE = 4
    REGION = 5
    PAGE = 6
    # What shows are called: one document for all shows of the same title.
    TITLE = 7


def number(kind: Kind, key: int) -> int:
    return key * _KINDS + kind


def kind_of(document: int) -> Kind:
    return Kind(document % _KINDS)


def key_of(document: int) -> int:
    return document // _KINDS


def title_number(title: str) -> int:
    """The document of a title, however it is written; 0 for one without letters.

    59 bits: two of a million titles share a number on one site in a million.
    """
    text = letters(title)
    if not text:
        return 0
    digest = blake2b(text.encode(), digest_size=8).digest()
    return number(Kind.TITLE, int.from_bytes(digest) >> 5)
