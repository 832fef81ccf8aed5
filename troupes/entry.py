"""Who may enter the admin, and who may read its log of everything."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .rights import scope_of

ENTER = "wagtailadmin.access_admin"
# Wagtail's site history shows the log of a model to whoever may "view" it.
_LOGGED_APPS = frozenset({"performances", "troupes", "places"})
# What those who edit every page may do besides.
_OF_SITE_EDITORS = frozenset({"home.change_sitedetails"})
# Whoever writes pages may translate those they may edit, which is asked of each page.
_OF_WRITERS = frozenset({"simple_translation.submit_translation"})
# What those who coordinate the whole region do besides.
_OF_WHOLE_REGION = frozenset(
    {"performances.change_schedulerules", "performances.change_requestsettings"}
)


class MembershipBackend(BaseBackend):
    """Grants by membership; checks no password (the backends above do).

    What a user finds inside is decided by the policies (`rights`, `page_rights`,
    `file_rights`). Entry ends with the day the last membership ends. The site-wide
    log is for those who coordinate the whole region.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if perm == ENTER:
            return scope_of(user_obj).is_inside
        if perm in _OF_SITE_EDITORS:
            return scope_of(user_obj).edits_everywhere
        if perm in _OF_WRITERS:
            return scope_of(user_obj).writes_pages
        if perm in _OF_WHOLE_REGION:
            return scope_of(user_obj).everywhere
        app, _dot, codename = perm.partition(".")
        if app in _LOGGED_APPS and codename.startswith("view_"):
            return scope_of(user_obj).everywhere
        return False
