"""The demo season: real reference data, and invented shows around a day."""

from .diary import Unclean
from .laying import clear, is_there, lay

__all__ = ["Unclean", "clear", "is_there", "lay"]
