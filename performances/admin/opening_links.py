"""Site links in the opening room: who has one, when it was last used, a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from ulanmuqi.base import rights

from ..models import AccessLink, Performance, Showcase


@dataclass(frozen=True, slots=True)
class NewLink:
    """Shown once: the token is stored nowhere."""

    link: AccessLink
    address: str


def new_link(link: AccessLink, token: str) -> NewLink:
    return NewLink(link, settings.BASE_URL + reverse("site", args=[token]))


def may_keep_links(user: Any, opening: Performance) -> bool:
    """Whether the user issues and closes the links of this city; no query."""
    probe = AccessLink(kind=AccessLink.Kind.SITE, performance=opening)
    return rights.may(user, "issue", probe)


def standing_links(showcase: Showcase) -> dict[int, tuple[AccessLink, ...]]:
    """Links that open, by the opening that stands now: a link goes along when its
    opening gives way to one on another date. Two queries."""
    rows = Performance.objects.filter(showcase=showcase, is_opening=True)
    next_of = {old: pk for pk, old in rows.values_list("pk", "replaces_id") if old}
    links = AccessLink.objects.standing().filter(
        kind=AccessLink.Kind.SITE, performance__showcase=showcase
    )
    found: dict[int, list[AccessLink]] = {}
    for link in links.order_by("pk"):
        key = link.performance_id
        while key in next_of:
            key = next_of[key]
        found.setdefault(key, []).append(link)
    return {key: tuple(group) for key, group in found.items()}


def link_among(groups: Iterable[tuple[AccessLink, ...]], key: str) -> AccessLink | None:
    return next((x for group in groups for x in group if str(x.pk) == key), None)
