"""Who performs, and what: rows that people rely on, pages that people read."""

from .membership import Membership
from .troupe import DutyContact, Troupe
from .work import Work, WorkCreator

__all__ = ["DutyContact", "Membership", "Troupe", "Work", "WorkCreator"]
