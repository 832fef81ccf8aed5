"""How often one address may ask: counted in the cache, in windows of fixed length."""

import ipaddress
import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from . import clock

logger = logging.getLogger(__name__)

# Whoever rents one IPv6 address has a whole /64 of them.
_HOUSE = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in each window of `seconds`; `name` keeps counts apart."""

    name: str
    most: int
    seconds: int


def seconds_to_wait(limit: Limit, request: HttpRequest) -> int:
    """Counts this request; 0 when it is within the limit, else how long to wait.

    One key an address and window, which the cache drops by itself when the window is
    over. Where the cache is away nobody is refused: the page matters more.
    """
    now = int(clock.now().timestamp())
    window, passed = divmod(now, limit.seconds)
    key = f"throttle:{limit.name}:{window}:{house_of(request)}"
    try:
        if cache.add(key, 1, timeout=limit.seconds):
            return 0
        count = cache.incr(key)
    except ValueError:
        # The count was dropped between the two calls; this request starts anew.
        return 0
    except Exception:
        # Cache clients raise families of their own.
        logger.exception("Requests could not be counted")
        return 0
    return 0 if count <= limit.most else limit.seconds - passed


def house_of(request: HttpRequest) -> str:
    """The client's address as the server vouches for it; for IPv6 its /64."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    network = ipaddress.ip_network((address, _HOUSE), strict=False)
    return network.network_address.exploded[:19].replace(":", "-")
