"""Whether two names of places may mean the same place. Pure."""

from collections.abc import Iterable
from difflib import SequenceMatcher

# From here on two short Chinese names differ by a sign or two.
LIKE = 0.72
SHORTEST = 2


def plain(name: str, areas: Iterable[str] = ()) -> str:
    """The name without signs, and without the areas it begins with: a gacha's square is
    called with and without its banner and sumu. What only names an area stays."""
    kept = "".join(sign for sign in name.casefold() if sign.isalnum())
    for area in areas:
        said = "".join(sign for sign in area.casefold() if sign.isalnum())
        rest = kept.removeprefix(said) if said else kept
        kept = rest if len(rest) >= SHORTEST else kept
    return kept


def alike(one: str, other: str) -> bool:
    """Of names made plain: the same, one within the other, or a sign or two apart."""
    if not one or not other:
        return False
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SHORTEST and shorter in longer:
        return True
    return SequenceMatcher(None, one, other).ratio() >= LIKE
