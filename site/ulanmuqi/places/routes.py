"""Addresses that lead to a point: each map is given its own datum.

Amap's URI API (lbs.amap.com/api/uri-api): `navigation`, GCJ-02. Baidu's web URI API
(lbsyun.baidu.com): `marker`, which unlike `direction` needs no starting point and
offers the route itself; BD-09. Apple's Map Links: `daddr`; its maps of China are
GCJ-02. RFC 5870: `geo:` is WGS-84. None of them needs a key, and nothing is asked of
them before somebody follows the link.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from .datums import Point, to_bd09, to_gcj02

# Under which name the maps see this site in their own counts.
_SOURCE = "ulanmuqi"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Routes:
    """Four ways to one point; `geo` opens whatever map a phone has of its own."""

    amap: str
    baidu: str
    apple: str
    geo: str


def routes_to(point: Point, name: str) -> Routes:
    """`point` in WGS-84; `name` is what stands at the end of the road."""
    # Amap and `geo:` part their own text with commas and brackets.
    short = name.translate(_APART)[:_LONGEST_NAME].strip()
    return Routes(
        amap=_amap(to_gcj02(point), short),
        baidu=_baidu(to_bd09(point), short),
        apple=_apple(to_gcj02(point)),
        geo=_geo(point, short),
    )


_APART = str.maketrans(dict.fromkeys(",()|;", " "))


def _amap(point: Point, name: str) -> str:
    asked = {
        "to": f"{point[1]:.6f},{point[0]:.6f},{name}",
        "mode": "car",
        "src": _SOURCE,
        "coordinate": "gaode",
        "callnative": "1",
    }
    return f"https://uri.amap.com/navigation?{urlencode(asked, safe=',')}"


def _baidu(point: Point, name: str) -> str:
    asked = {
        "location": f"{point[0]:.6f},{point[1]:.6f}",
        "title": name,
        "content": name,
        "coord_type": "bd09ll",
        "output": "html",
        "src": f"webapp.{_SOURCE}.schedule",
    }
    return f"https://api.map.baidu.com/marker?{urlencode(asked, safe=',')}"


def _apple(point: Point) -> str:
    return f"https://maps.apple.com/?daddr={point[0]:.6f},{point[1]:.6f}&dirflg=d"


def _geo(point: Point, name: str) -> str:
    at = f"{point[0]:.6f},{point[1]:.6f}"
    return f"geo:{at}?q={at}({quote(name)})"
