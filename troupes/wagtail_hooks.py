"""Registers what troupes bring to the admin; the logic is in its own files."""

from wagtail import hooks

from .admin.choosers import troupe_chooser, work_chooser


@hooks.register("register_admin_viewset")
def register_choosers() -> list:
    return [troupe_chooser, work_chooser]
