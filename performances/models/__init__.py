"""When and where: the facts of the schedule, written by `scheduling` alone."""

from .access_link import AccessLink
from .booking import Booking, Resource
from .calendar import CalendarEntry, FeedStamp
from .change import Change, ChangeScope
from .performance import Performance, PerformanceTroupe, ProgrammeItem
from .readiness import GoWord, Readiness
from .road import RoadLeg, RoadNotice
from .road_rules import RoadRules
from .showcase import Showcase, ShowcaseOrganiser
from .showcase_page import ShowcaseIndexPage, ShowcasePage
from .venue_answer import VenueAnswer
from .venue_news import VenueNews
from .warning import AcceptedWarning

__all__ = [
    "AcceptedWarning",
    "AccessLink",
    "Booking",
    "CalendarEntry",
    "Change",
    "ChangeScope",
    "FeedStamp",
    "GoWord",
    "Performance",
    "PerformanceTroupe",
    "ProgrammeItem",
    "Readiness",
    "Resource",
    "RoadLeg",
    "RoadNotice",
    "RoadRules",
    "Showcase",
    "ShowcaseIndexPage",
    "ShowcaseOrganiser",
    "ShowcasePage",
    "VenueAnswer",
    "VenueNews",
]
