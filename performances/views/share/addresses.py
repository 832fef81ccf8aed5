"""Where the picture of a show or showcase is: its address changes with what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from troupes.models import Troupe

from ...share_cards import SHAPES, CardFacts
from ..cards import PerformanceCard
from ..page_facts import ShowcaseFacts
from . import wording


@dataclass(frozen=True, slots=True)
class Share:
    """Absolute addresses; `alt` says in words what the picture says."""

    wide: str
    tall: str
    alt: str
    file_name: str
    width: int = SHAPES["wide"].width
    height: int = SHAPES["wide"].height


def of_show(card: PerformanceCard, troupes: Sequence[Troupe]) -> Share:
    """No query."""
    facts = wording.show(card, troupes)
    return _share(facts, "show_card", card.public_id)


def of_showcase(facts: ShowcaseFacts) -> Share:
    """No query."""
    return _share(wording.showcase(facts), "showcase_card", facts.code)


def of_site() -> Share:
    """No query."""
    return _share(wording.site(), "site_card")


def _share(facts: CardFacts, name: str, *code: str) -> Share:
    wide, tall = (
        settings.BASE_URL + reverse(name, args=[*code, facts.token, shape])
        for shape in ("wide", "tall")
    )
    told = (facts.mark, facts.title, facts.when, *facts.lines)
    return Share(
        wide, tall, " · ".join(filter(None, told)), f"{''.join(code) or 'ulanmuqi'}.png"
    )
