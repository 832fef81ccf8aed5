"""Training for templates of pages; each copes with an unsaved preview."""

from dataclasses import replace
from typing import Any

from django import template

from performances.views import training_told
from performances.views.training_told import TrainingTold
from troupes.models import TrainingPage, Troupe
from ulanmuqi.base.leaves import Leaf, leaf

register = template.Library()

ON_A_LEAF = 20
OF_A_TROUPE = 3


@register.simple_tag
def facts_of_training(page: TrainingPage) -> TrainingTold:
    """Six queries where a session stands behind the page, else two."""
    return training_told.told([page])[0]


@register.simple_tag(takes_context=True)
def training_leaf(context: dict[str, Any]) -> Leaf:
    """Courses, latest first; three queries, nine where some have sessions."""
    request = context.get("request")
    asked = request.GET if request else {}
    found = leaf(training_told.training_pages(), asked, size=ON_A_LEAF)
    return replace(found, rows=tuple(training_told.told(found.rows)))


@register.simple_tag
def training_of(troupe: Troupe | None) -> list[TrainingTold]:
    """The latest courses of a troupe; nothing without a troupe."""
    if troupe is None or troupe.pk is None:
        return []
    return training_told.told(training_told.training_pages_of(troupe)[:OF_A_TROUPE])
