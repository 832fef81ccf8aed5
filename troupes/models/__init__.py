"""Who performs, and what: rows that people rely on, pages that people read."""

from .crew import Loan, Member, StageTruck
from .membership import Membership
from .training import TrainingIndexPage, TrainingPage
from .troupe import DutyContact, Troupe
from .troupe_pages import TroupeIndexPage, TroupeMember, TroupePage
from .work import Work, WorkAward, WorkCreator
from .work_pages import WorkIndexPage, WorkPage

__all__ = [
    "DutyContact",
    "Loan",
    "Member",
    "Membership",
    "StageTruck",
    "TrainingIndexPage",
    "TrainingPage",
    "Troupe",
    "TroupeIndexPage",
    "TroupeMember",
    "TroupePage",
    "Work",
    "WorkAward",
    "WorkCreator",
    "WorkIndexPage",
    "WorkPage",
]
