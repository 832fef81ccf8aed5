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


@dataclass(frozen=True, slots=True)
class Count:
    """Where one address stands: requests `left` in a window that ends in `resets_in`
    seconds; `wait` is 0 within the limit, else how many seconds to wait."""

    left: int
    resets_in: int
    wait: int


def count(limit: Limit, request: HttpRequest) -> Count | None:
    """Counts this request; None where the cache is away, so that nobody is refused:
    the page matters more.

    One key an address and window, which the cache drops by itself when the window is
    over.
    """
    now = int(clock.now().timestamp())
    window, passed = divmod(now, limit.seconds)
    key = f"throttle:{limit.name}:{window}:{house_of(request)}"
    try:
        asked = 1 if cache.add(key, 1, timeout=limit.seconds) else cache.incr(key)
    except ValueError:
        # The count was dropped between the two calls; this request starts anew.
        asked = 1
    except Exception:
        # Cache clients raise families of their own.
        logger.exception("Requests could not be counted")
        return None
    ahead = limit.seconds - passed
    return Count(
        left=max(limit.most - asked, 0),
        resets_in=ahead,
        wait=0 if asked <= limit.most else ahead,
    )


def seconds_to_wait(limit: Limit, request: HttpRequest) -> int:
    """Counts this request; 0 when it is within the limit, else how long to wait."""
    counted = count(limit, request)
    return counted.wait if counted else 0


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
