"""Who may enter the admin: whoever has a membership in force today."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .rights import scope_of

ENTER = "wagtailadmin.access_admin"
# What those who edit the whole site may do besides editing pages.
OF_SITE_EDITORS = frozenset(
    {"simple_translation.submit_translation", "home.change_sitedetails"}
)


class MembershipBackend(BaseBackend):
    """Grants entry by membership; checks no password (the backends above do).

    What a user finds inside is decided by the policies (`rights`, `page_rights`,
    `file_rights`). Entry ends with the day the last membership ends.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        scope = scope_of(user_obj)
        if perm in OF_SITE_EDITORS:
            return scope.edits_everywhere
        return perm == ENTER and scope.is_inside
