"""Registers the admin of the schedule; what it does is in performances/admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter

from .admin import page_needs
from .admin.acts import DECISIONS
from .admin.added_places import PlacesWaiting
from .admin.coverage import COVERAGE, LOAD_LIST, CoverageView
from .admin.decisions import Decisions, DecisionsPanel
from .admin.figures import report_views
from .admin.figures.carried_file import (
    CARRIED_FILE,
    EMPTY_FORM,
    CarriedFile,
    empty_form,
)
from .admin.figures.tables import ROWS
from .admin.figures.views import FIGURES, FiguresView, RowsView
from .admin.home_panel import NextShows
from .admin.menu import ScheduleGroup
from .admin.news_panels import News, OpenCallSheets
from .admin.pictures_api import PicturesInReach
from .admin.records_panel import RecordsDue
from .admin.region_list import LoadRegionList
from .admin.requests.panel import WaitingRequests
from .admin.reviews import Reviews
from .admin.roads_panel import RoadsNow
from .admin.showcase_chooser import ShowcaseChooserViewSet, showcase_chooser
from .admin.training_page_button import session_button
from .admin.what_changed import WhatChanged
from .admin.wishes import WISH, AnswerWish, Wishes


@hooks.register("register_admin_viewset")
def register_schedule() -> ScheduleGroup:
    return ScheduleGroup()


@hooks.register("register_admin_viewset")
def register_choosers() -> ShowcaseChooserViewSet:
    return showcase_chooser


hooks.register("register_page_header_buttons", session_button)
hooks.register("before_delete_page", page_needs.before_delete_page)
hooks.register("before_bulk_action", page_needs.before_bulk_action)


@hooks.register("insert_global_admin_css")
def link_admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_css")
def link_news_css() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', static("css/admin-news.css")
    )


@hooks.register("insert_global_admin_js")
def link_copy_script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/copy.js"))


@hooks.register("insert_global_admin_js")
def typed_stays_script() -> SafeString:
    """Read before any field is made, so neither deferred nor a module."""
    return format_html('<script src="{}"></script>', static("js/admin/typed-stays.js"))


@hooks.register("insert_global_admin_js")
def narrow_script() -> SafeString:
    """A line to type in above choices of hundreds of places."""
    script = '<script src="{}" data-hint="{}" defer></script>'
    # Translators: zh: 输入名称，缩小范围
    return format_html(script, static("js/admin/narrow.js"), _("Type to narrow it"))


@hooks.register("register_admin_urls")
def register_decisions() -> list[URLPattern]:
    return [path("schedule/decisions/", Decisions.as_view(), name=DECISIONS)]


@hooks.register("register_admin_urls")
def register_what_changed() -> list[URLPattern]:
    return [path("what-changed/", WhatChanged.as_view(), name="what_changed")]


@hooks.register("register_admin_urls")
def register_coverage() -> list[URLPattern]:
    loading = LoadRegionList.as_view()
    return [
        path("schedule/coverage/", CoverageView.as_view(), name=COVERAGE),
        path("schedule/coverage/list/<str:code>/", loading, name=LOAD_LIST),
    ]


@hooks.register("register_admin_urls")
def register_figures() -> list[URLPattern]:
    return [
        path("schedule/figures/", FiguresView.as_view(), name=FIGURES),
        path("schedule/figures/rows/", RowsView.as_view(), name=ROWS),
        path(
            "schedule/figures/report/",
            report_views.make_report,
            name=report_views.REPORT,
        ),
        path("schedule/figures/before/", CarriedFile.as_view(), name=CARRIED_FILE),
        path("schedule/figures/before/form/", empty_form, name=EMPTY_FORM),
        path(
            "schedule/figures/layout/",
            report_views.LayoutView.as_view(),
            name=report_views.LAYOUT,
        ),
        path(
            "schedule/figures/layout/file/",
            report_views.layout_file,
            name=report_views.LAYOUT_FILE,
        ),
    ]


@hooks.register("register_admin_urls")
def register_wishes() -> list[URLPattern]:
    return [path("schedule/wishes/<int:pk>/", AnswerWish.as_view(), name=WISH)]


@hooks.register("construct_admin_api", order=1)
def keep_pictures_to_their_rights(router: WagtailAPIRouter) -> None:
    router.register_endpoint("images", PicturesInReach)


@hooks.register("construct_homepage_panels")
def add_panels(_request: HttpRequest, panels: list) -> None:
    """Each has an `order` of its own: what is urgent stands first."""
    panels += [
        OpenCallSheets(),
        News(),
        RoadsNow(),
        WaitingRequests(),
        DecisionsPanel(),
        Wishes(),
        Reviews(),
        PlacesWaiting(),
        RecordsDue(),
        NextShows(),
    ]
