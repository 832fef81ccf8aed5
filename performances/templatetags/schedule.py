"""Schedule facts for the templates of pages: the only way they get there.

Every tag takes what a page may lack: a preview that was never saved has no row yet,
and then there is nothing to show. The instant is `now` of the context where a view
put one, else the clock's.
"""

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse

from performances.models import Showcase
from performances.views import page_facts
from performances.views.cards import ShowcaseCard
from performances.views.work_facts import WorkFacts, work_facts
from troupes.models import Troupe, Work
from ulanmuqi.base import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def shows_of_troupe(
    context: dict[str, Any], troupe: Troupe | None
) -> page_facts.Coming | None:
    """Three queries; nothing without a troupe."""
    if troupe is None or troupe.pk is None:
        return None
    return page_facts.coming_of_troupe(troupe, _now(context))


@register.simple_tag(takes_context=True)
def past_of_troupe(
    context: dict[str, Any], troupe: Troupe | None
) -> page_facts.Past | None:
    """Three queries; nothing without a troupe."""
    if troupe is None or troupe.pk is None:
        return None
    return page_facts.past_of_troupe(troupe, _now(context))


@register.simple_tag(takes_context=True)
def facts_of_work(context: dict[str, Any], work: Work | None) -> WorkFacts | None:
    """Nine queries; nothing without a work."""
    if work is None or work.pk is None:
        return None
    return work_facts(work, _now(context))


@register.simple_tag(takes_context=True)
def shows_these_days(context: dict[str, Any]) -> page_facts.Coming:
    """Three queries, four when these days have none."""
    return page_facts.coming_everywhere(_now(context))


@register.simple_tag(takes_context=True)
def facts_of_showcase(
    context: dict[str, Any], showcase: Showcase | None
) -> page_facts.ShowcaseFacts | None:
    """Eight queries, once a page however often it is asked; nothing without a
    showcase, nor before it is announced."""
    if showcase is None or showcase.pk is None:
        return None
    request = context.get("request")
    known = vars(request).setdefault("showcase_facts", {}) if request else {}
    if showcase.pk not in known:
        known[showcase.pk] = page_facts.showcase_facts(showcase, _now(context))
    return known[showcase.pk]


@register.simple_tag(takes_context=True)
def is_told(context: dict[str, Any], showcase: Showcase | None) -> bool:
    """Whether the public may know of it by now; no query."""
    return showcase is not None and page_facts.is_told(showcase, _now(context))


@register.simple_tag(takes_context=True)
def featured_showcase(
    context: dict[str, Any], chosen: Showcase | None
) -> page_facts.Featured | None:
    """Three queries; nothing when no showcase is near."""
    return page_facts.featured(chosen, _now(context))


@register.simple_tag(takes_context=True)
def all_showcases(context: dict[str, Any]) -> list[ShowcaseCard]:
    """Three queries, however many showcases."""
    return page_facts.showcase_cards(None, _now(context))


@register.simple_tag(takes_context=True)
def shows_by_league(context: dict[str, Any]) -> list[page_facts.LeagueCount]:
    """One query."""
    return page_facts.leagues_this_month(_now(context))


@register.simple_tag(takes_context=True)
def this_month(context: dict[str, Any], troupe: Troupe) -> str:
    """Address of the troupe's sheet for the month there is now in Shanghai."""
    month = f"{_now(context).astimezone(clock.SHANGHAI):%Y-%m}"
    return reverse("month_sheet", args=[troupe.code, month])


@register.simple_tag(takes_context=True)
def now_of(context: dict[str, Any]) -> datetime:
    return _now(context)


def _now(context: dict[str, Any]) -> datetime:
    return context.get("now") or clock.now()
