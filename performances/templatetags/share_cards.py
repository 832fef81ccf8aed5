"""Where the pictures to pass on are: `{% card_of_show card troupes as share %}`."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language

from performances.views import share
from performances.views.cards import PerformanceCard
from performances.views.page_facts import ShowcaseFacts
from troupes.models import Troupe
from ulanmuqi.base.remembered import remembered

register = template.Library()


@register.simple_tag
def card_of_show(card: PerformanceCard, troupes: Sequence[Troupe]) -> share.Share:
    """No query."""
    return share.of_show(card, troupes)


@register.simple_tag
def card_of_showcase(facts: ShowcaseFacts | None) -> share.Share | None:
    """Nothing before the showcase is announced; no query."""
    return share.of_showcase(facts) if facts else None


@register.simple_tag
def card_of_site() -> share.Share:
    """For pages without a picture of their own; no query."""
    return remembered(("card of the site", get_language()), share.of_site)
