"""Registers the admin of the schedule; what it does is in performances/admin."""

from wagtail import hooks

from .admin.menu import ScheduleGroup
from .admin.showcase_chooser import ShowcaseChooserViewSet, showcase_chooser


@hooks.register("register_admin_viewset")
def register_schedule() -> ScheduleGroup:
    return ScheduleGroup()


@hooks.register("register_admin_viewset")
def register_choosers() -> ShowcaseChooserViewSet:
    return showcase_chooser
