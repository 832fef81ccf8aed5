"""Who may enter the admin: whoever has a membership in force today."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .rights import scope_of

ENTER = "wagtailadmin.access_admin"


class MembershipBackend(BaseBackend):
    """Grants entry by membership; checks no password (the backends above do).

    What a user finds inside is decided by the policies, and for pages by Wagtail's
    groups. Entry ends with the day the last membership ends.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm == ENTER and scope_of(user_obj).is_inside
