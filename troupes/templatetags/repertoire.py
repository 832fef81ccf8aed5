"""Works and troupes for templates of pages; each copes with an unsaved preview."""

from typing import Any

from django import template

from troupes import catalogue, roster
from troupes.models import Troupe, Work

register = template.Library()

COVERS = 4


@register.simple_tag
def newest_works(limit: int = COVERS) -> tuple[catalogue.Entry, ...]:
    """Three queries."""
    return catalogue.newest(limit)


@register.simple_tag
def works_of(troupe: Troupe | None) -> tuple[catalogue.Entry, ...]:
    """Three queries; nothing without a troupe."""
    if troupe is None or troupe.pk is None:
        return ()
    return catalogue.of_troupe(troupe, COVERS)


@register.simple_tag
def works_akin(work: Work | None) -> tuple[catalogue.Entry, ...]:
    """Three queries; nothing without a work."""
    if work is None or work.pk is None:
        return ()
    return catalogue.akin(work, COVERS)


@register.simple_tag(takes_context=True)
def catalogue_sheet(context: dict[str, Any]) -> catalogue.Sheet:
    """The sheet the address asks for; seven queries."""
    request = context.get("request")
    return catalogue.sheet(catalogue.Asked.read(request.GET if request else {}))


@register.simple_tag(takes_context=True)
def troupes_asked_for(context: dict[str, Any]) -> roster.Roster:
    """All of them by league, or those the address looks for; two queries."""
    request = context.get("request")
    return roster.roster(roster.asked(request.GET if request else {}))
