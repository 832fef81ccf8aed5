"""One's own place: what a link must say for static/js/choose.js to keep the place it
leads to, and what the front page shows of each league and of the year."""

from typing import Any

from django import template
from django.utils.translation import get_language

from performances.views import home_facts
from performances.views.year_figures import YearFigures, year_figures
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


@register.simple_tag(takes_context=True)
def figures_of_the_year(context: dict[str, Any]) -> YearFigures | None:
    """Three queries; nothing while the year has nothing."""
    figures = year_figures(context.get("now") or clock.now())
    return None if figures.is_empty else figures
