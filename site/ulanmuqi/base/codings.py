"""Which content coding an answer is sent in, and what that changes of its headers."""

import gzip
from functools import lru_cache

# Prepared ahead of requests where it can be; on the way out level 6 is as small.
_LEVEL = 6


def takes_gzip(accepted: str) -> bool:
    """RFC 9110 12.5.3: a coding is refused with q=0, and * stands for the rest."""
    return _takes_gzip(accepted) if len(accepted) < 200 else _weighs_gzip(accepted)


def packed(body: bytes) -> bytes:
    """Compressed, without the hour at which it was."""
    return gzip.compress(body, compresslevel=_LEVEL, mtime=0)


def packed_etag(etag: str) -> str:
    """The tag of the compressed form, from that of the plain one.

    Never from the compressed bytes: another machine's zlib may pack tighter.
    """
    return f'{etag[:-1]}-gzip"'


def _weighs_gzip(accepted: str) -> bool:
    weights: dict[str, float] = {}
    for choice in accepted.lower().split(","):
        coding, *parameters = (part.strip() for part in choice.split(";"))
        weights[coding] = _weight(parameters)
    return weights.get("gzip", weights.get("*", 0)) > 0


# A calendar program says the same with every poll.
_takes_gzip = lru_cache(maxsize=256)(_weighs_gzip)


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1
