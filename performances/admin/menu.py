"""The Schedule menu; every entry shows itself to whoever may look at its rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from troupes.admin.crew import MemberViewSet
from troupes.admin.memberships import MembershipViewSet
from troupes.admin.troupes import TroupeViewSet
from ulanmuqi.places.admin.regions import RegionViewSet

from . import uses
from .acts import DECISIONS
from .added_places import AddedPlaceViewSet
from .adoptions import AdoptionViewSet
from .advisers import AdviserViewSet
from .board.viewset import BoardViewSet
from .calendar_file_views import ImportMenuItem
from .call_sheets import CallSheetViewSet
from .coverage import COVERAGE, CoverageMenuItem
from .decisions import DecisionsMenuItem
from .device_logins import DeviceLoginViewSet
from .device_trials import TrialViewSet
from .engagements import EngagementViewSet
from .exclusions import ExclusionViewSet
from .field_work import ActViewSet, DayViewSet
from .figures.views import FIGURES, FiguresMenuItem
from .figures.viewsets import CarriedViewSet, TargetViewSet
from .notices import OutboxViewSet
from .opening_ways import OpeningMenuItem
from .records import RecordViewSet
from .requests.desk import RequestViewSet
from .road_legs import LegViewSet
from .road_notices import NoticeViewSet
from .showcases import ShowcaseViewSet
from .shows import ShowViewSet
from .subscriptions import SubscriptionViewSet
from .training import TrainingViewSet
from .trucks import TruckViewSet
from .venues import VenueViewSet
from .what_changed import WhatChangedMenuItem
from .works import WorkViewSet


class ScheduleGroup(ModelViewSetGroup):
    # Translators: zh: 排期
    menu_label = _("Schedule")
    menu_name = "schedule"
    menu_icon = "calendar-alt"
    menu_order = 50
    items = (
        BoardViewSet(),
        ShowViewSet(uses=(uses.of_performance,)),
        RecordViewSet(),
        DayViewSet(),
        ActViewSet(),
        EngagementViewSet(),
        TrainingViewSet(),
        AdviserViewSet(),
        ShowcaseViewSet(uses=(uses.of_showcase,)),
        VenueViewSet(),
        AddedPlaceViewSet(),
        NoticeViewSet(),
        LegViewSet(),
        TruckViewSet(),
        ExclusionViewSet(),
        RegionViewSet(uses=(uses.of_region,)),
        TroupeViewSet(uses=(uses.of_troupe,)),
        WorkViewSet(uses=(uses.of_work,)),
        AdoptionViewSet(),
        MemberViewSet(uses=(uses.of_member,)),
        MembershipViewSet(),
        RequestViewSet(),
        CallSheetViewSet(),
        OutboxViewSet(),
        SubscriptionViewSet(),
        CarriedViewSet(),
        TargetViewSet(),
        DeviceLoginViewSet(),
        TrialViewSet(),
    )

    def get_submenu_items(self) -> list[MenuItem]:
        opening = OpeningMenuItem(
            # Translators: zh: 启幕现场
            _("Opening room"),
            reverse("showcases:next_opening"),
            name="opening-room",
            icon_name="globe",
            order=0,
        )
        decisions = DecisionsMenuItem(
            _("Decisions"),
            reverse(DECISIONS),
            name="decisions",
            icon_name="time",
            order=0,
        )
        news = WhatChangedMenuItem(
            # Translators: zh: 最近变动
            _("What changed"),
            reverse("what_changed"),
            name="what-changed",
            icon_name="history",
            order=10,
        )
        taking_over = ImportMenuItem(
            # Translators: zh: 导入日历文件
            _("Take over a calendar"),
            reverse("performances:import"),
            name="import",
            icon_name="upload",
            order=105,
        )
        coverage = CoverageMenuItem(
            # Translators: zh: 哪里还没去
            _("Where no show has been"),
            reverse(COVERAGE),
            name="coverage",
            icon_name="globe",
            order=107,
        )
        figures = FiguresMenuItem(
            # Translators: zh: 学·创·演
            pgettext("navigation", "Figures"),
            reverse(FIGURES),
            name="figures",
            icon_name="sliders",
            order=108,
        )
        return [
            opening,
            decisions,
            news,
            taking_over,
            coverage,
            figures,
            *super().get_submenu_items(),
        ]
