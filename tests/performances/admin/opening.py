"""What a browser sends to the opening room, and what it was shown there."""

from typing import Any

from django.urls import reverse

from performances.models import Performance

AJAX = {"X-Requested-With": "XMLHttpRequest"}


def room(showcase: Any) -> str:
    return reverse("showcases:opening", args=[showcase.pk])


def ticked(opening: Performance, **typed: Any) -> dict[str, Any]:
    """What the room's form sends for an item nobody spoke of."""
    facts = {
        "do": "tick", "city": opening.pk, "item": "power", "troupe": "",
        "state": "ready", "note": "", "version": 0, "seen_venue": opening.venue_id,
    }  # fmt: skip
    return facts | typed


def seen_in(answer: Any, city: Performance | None) -> str:
    """What the page says it showed of a city, or of the whole."""
    if city is None:
        return answer.context["final_seen"]
    return next(p.seen for p in answer.context["cities"] if p.pk == city.pk)


def since(showcase: Any, after: Any) -> str:
    return reverse("showcases:opening_since", args=[showcase.pk]) + f"?after={after}"
