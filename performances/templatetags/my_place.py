"""One's own place: what a link must say for static/js/place.js to keep the place it
leads to, and what plays in each league for the front page."""

from typing import Any

from django import template
from django.utils.translation import get_language

from performances.views import home_facts
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

register = template.Library()


@register.filter
def place_key(region: Region) -> str:
    """League, and the banner where it is one: codes and names in both languages.

    Names go along because no page that shows the choice can look them up: it is the
    same for everybody, and nothing is sent. Needs the `league` of a banner loaded.
    """
    is_league = region.level == Region.Level.LEAGUE
    rows = (region,) if is_league else (region.league, region)
    parts = ((row.code, row.name, row.name_en or row.name) for row in rows)
    return "|".join(part.replace("|", " ") for row in parts for part in row)


@register.filter
def short_league(region: Region) -> str:
    """锡林郭勒, for a choice among twelve; the whole name in English."""
    english = (get_language() or "").startswith("en")
    return region.local_name if english else region.short_name or region.name


@register.simple_tag(takes_context=True)
def leagues_today(context: dict[str, Any]) -> list[home_facts.LeagueToday]:
    """Four queries, however many shows."""
    return home_facts.leagues_today(context.get("now") or clock.now())
