"""When and where: the facts of the schedule, written by `scheduling` alone."""

from .access_link import AccessLink
from .added_place import AddedPlace
from .adoption import WorkAdoption
from .adviser import ArtAdviser, Pairing
from .booking import Booking, Owner, Resource, kind_of, owned_by
from .calendar import CalendarEntry, ChangeStamp, FeedStamp, PrivateStamp
from .call_sheet import Call, CallSheet, ShowContact
from .carried_over import CarriedOver
from .change import Change, ChangeScope
from .change_wish import ChangeWish
from .device_login import DeviceLogin
from .device_trial import DeviceTrial
from .engagement import Engagement
from .exclusion import Exclusion
from .field_work import FieldAct, TroupeDay
from .imported_show import ImportedShow
from .notice import Delivery, Notice
from .notice_settings import NoticeSettings
from .parts import EngagementResource, ExclusionResource, PerformanceResource
from .performance import Performance
from .performance_troupe import PerformanceTroupe
from .private_entry import PrivateEntry, PrivateScope
from .programme import ProgrammeItem
from .public_version import PublicVersion
from .readiness import GoWord, Readiness
from .record import Record, RecordPhoto, missing_records
from .record_reminder import RecordReminder
from .report_layout import ReportLayout
from .reported import Reported, ReportState
from .request import Request
from .request_settings import RequestSettings
from .request_step import PlaceConfirmation, RequestStep
from .review import AnnouncementReview
from .road_leg import RoadLeg
from .road_notice import RoadNotice
from .road_rules import RoadRules
from .schedule_rules import ScheduleRules
from .seen_mark import SeenMark
from .sent_report import SentReport
from .show_name import ShowName
from .showcase import Showcase, ShowcaseOrganiser
from .showcase_page import ShowcaseIndexPage, ShowcasePage
from .subscription import Subscription
from .target import Target, YearlyGoals
from .training_rows import Taught
from .training_session import (
    TrainingSession,
    TrainingTeacher,
    TrainingTroupe,
    TrainingWork,
)
from .venue_answer import VenueAnswer
from .venue_news import VenueNews
from .waiting_picture import WaitingPicture
from .warning import AcceptedWarning, StandingWarning

__all__ = [
    "AcceptedWarning",
    "AccessLink",
    "AddedPlace",
    "AnnouncementReview",
    "ArtAdviser",
    "Booking",
    "CalendarEntry",
    "Call",
    "CallSheet",
    "CarriedOver",
    "Change",
    "ChangeScope",
    "ChangeStamp",
    "ChangeWish",
    "Delivery",
    "DeviceLogin",
    "DeviceTrial",
    "Engagement",
    "EngagementResource",
    "Exclusion",
    "ExclusionResource",
    "FeedStamp",
    "FieldAct",
    "GoWord",
    "ImportedShow",
    "Notice",
    "NoticeSettings",
    "Owner",
    "Pairing",
    "Performance",
    "PerformanceResource",
    "PerformanceTroupe",
    "PlaceConfirmation",
    "PrivateEntry",
    "PrivateScope",
    "PrivateStamp",
    "ProgrammeItem",
    "PublicVersion",
    "Readiness",
    "Record",
    "RecordPhoto",
    "RecordReminder",
    "ReportLayout",
    "ReportState",
    "Reported",
    "Request",
    "RequestSettings",
    "RequestStep",
    "Resource",
    "RoadLeg",
    "RoadNotice",
    "RoadRules",
    "ScheduleRules",
    "SeenMark",
    "SentReport",
    "ShowContact",
    "ShowName",
    "Showcase",
    "ShowcaseIndexPage",
    "ShowcaseOrganiser",
    "ShowcasePage",
    "StandingWarning",
    "Subscription",
    "Target",
    "Taught",
    "TrainingSession",
    "TrainingTeacher",
    "TrainingTroupe",
    "TrainingWork",
    "TroupeDay",
    "VenueAnswer",
    "VenueNews",
    "WaitingPicture",
    "WorkAdoption",
    "YearlyGoals",
    "kind_of",
    "missing_records",
    "owned_by",
]
