"""Places, troupes and works as schema.org knows them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ulanmuqi.base.languages import prefix_of
from ulanmuqi.base.templatetags.site_nav import address as in_language
from ulanmuqi.places.public import PublicPlace

from ...models import ProgrammeItem
from ..cards import place as words

Thing = dict[str, Any]
# Codes of regions begin with it: 15 is Inner Mongolia.
_INNER_MONGOLIA = "15"


def filled(**facts: Any) -> Thing:
    """Without what is not known: an empty property says something false. A leading
    underscore stands for @: `_type` is "@type"."""
    return {
        f"@{name[1:]}" if name.startswith("_") else name: value
        for name, value in facts.items()
        if value not in (None, "", [], {}, ())
    }


def absolute(path: str) -> str:
    return settings.BASE_URL + path if path else ""


def identity(path: str) -> str:
    """What a thing is called by whoever joins what several pages say: the address of
    its page in Chinese, whatever language `path` is in."""
    prefix = prefix_of(get_language() or settings.LANGUAGE_CODE)
    return absolute(f"/{path.removeprefix(f'/{prefix}')}") if prefix else absolute(path)


def place(at: PublicPlace) -> Thing:
    """A public venue, or the area alone where no more may be or is known."""
    point = at.point
    return filled(
        _type="Place",
        # Translators: zh: 地点待定
        name=words.venue_name(at) or words.city_name(at) or _("Place TBA"),
        address=address(at),
        geo=filled(_type="GeoCoordinates", latitude=point[0], longitude=point[1])
        if point
        else None,
    )


def address(at: PublicPlace) -> Thing | None:
    """Nothing where not even the league is known."""
    if not at.league_code and not at.banner_code:
        return None
    inside = (at.league_code or at.banner_code).startswith(_INNER_MONGOLIA)
    locality = " ".join(
        dict.fromkeys(
            part for part in (words.league_name(at), words.banner_name(at)) if part
        )
    )
    return filled(
        _type="PostalAddress",
        streetAddress=at.address,
        addressLocality=locality,
        # Translators: zh: 内蒙古自治区
        addressRegion=_("Inner Mongolia Autonomous Region") if inside else "",
        addressCountry="CN" if inside else "",
    )


def performing(name: str, url: str = "") -> Thing:
    return filled(_type="PerformingGroup", name=name, url=url)


def organisation(name: str, url: str = "") -> Thing:
    return filled(_type="Organization", name=name, url=url)


def works(items: Iterable[ProgrammeItem]) -> list[Thing]:
    """What is on the programme, each once. Needs `work` loaded; no query.

    An item that only names its form is no work.
    """
    found: dict[str, Thing] = {}
    for item in items:
        work = item.work
        name = (work.local_title if work else item.title).strip("《》")
        if name:
            url = absolute(in_language(f"works/{work.code}/")) if work else ""
            found.setdefault(name, filled(_type="CreativeWork", name=name, url=url))
    return list(found.values())
