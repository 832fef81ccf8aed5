"""What a card says: whole lines of words, ready to be set."""

from dataclasses import asdict, dataclass
from hashlib import sha256
from json import dumps

# Raised with every change of the drawing: cards kept from before are not these.
DESIGN = 1
_TOKEN = 12


@dataclass(frozen=True, slots=True)
class Bud:
    """One place on the line; `state` is "" (as planned), late or off."""

    name: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """`mark` is said loudly before the title; `is_off` strikes out title and `when`."""

    brand: str
    title: str
    when: str
    lines: tuple[str, ...]
    buds: tuple[Bud, ...]
    address: str
    scan: str
    mark: str = ""
    is_off: bool = False
    label: str = ""
    name_mn: str = ""

    @property
    def token(self) -> str:
        """The same for the same card, another for any other: part of its address."""
        told = dumps([DESIGN, asdict(self)], ensure_ascii=False, sort_keys=True)
        return sha256(told.encode()).hexdigest()[:_TOKEN]
