"""Pictures of a show to pass on: pure, facts in, PNG out. No Django, no clock."""

from .drawing import SHAPES, draw
from .facts import Bud, CardFacts

__all__ = ["SHAPES", "Bud", "CardFacts", "draw"]
