"""Wagtail's questions about pictures and documents, answered from memberships."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from .page_rights import Codename
from .rights import scope_of


@dataclass(frozen=True, slots=True)
class FileGrant:
    """One action on the files of a collection."""

    collection: Collection
    permission: Codename

    @property
    def collection_id(self) -> int:
        return self.collection.pk


class MembershipFilePolicy(CollectionOwnershipPermissionPolicy):
    """Writers add and choose files and change their own; regional ones change all."""

    def get_all_permissions_for_user(self, user: Any) -> list[FileGrant]:
        scope = scope_of(user)
        if not scope.page_paths and not scope.troupes:
            return []
        actions = ["add", "choose"] + ["change"] * scope.edits_everywhere
        root = Collection.get_first_root_node()
        options = self.auth_model._meta
        return [
            FileGrant(root, Codename(get_permission_codename(action, options)))
            for action in actions
        ]


@dataclass(frozen=True, slots=True)
class Apart:
    """Pictures that belong to a row of the schedule, as queries of their keys.

    `owned` are changed and deleted with their row alone; `closed` of them are for
    nobody to choose, whoever asks.
    """

    owned: Callable[[], QuerySet]
    closed: Callable[[], QuerySet]


_apart: list[Apart] = []


def keep_apart(apart: Apart) -> None:
    """Called once by whoever owns such pictures, when the app registry is ready."""
    _apart.append(apart)


class MembershipPicturePolicy(MembershipFilePolicy):
    """What belongs to a row is never listed to be changed, and offered to pages only
    while its row says that it may be public: superusers included, because a deletion
    here would pass the row by."""

    # Wagtail keeps pictures' and documents' grants under one name on the user.
    permission_cache_name = "_picture_permission_cache"

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet:
        found = super().instances_user_has_any_permission_for(user, set(actions))
        for keys in _closed_to(actions):
            found = found.exclude(pk__in=keys)
        return found

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        if any(keys.filter(image=instance.pk).exists() for keys in _closed_to(actions)):
            return False
        return super().user_has_any_permission_for_instance(
            user, set(actions), instance
        )


def _closed_to(actions: Iterable[str]) -> list[QuerySet]:
    """Who may only choose is refused what is closed, who would change all that is
    owned."""
    chooses = "choose" in actions
    return [one.closed() if chooses else one.owned() for one in _apart]


class MembershipDocumentPolicy(MembershipFilePolicy):
    permission_cache_name = "_document_permission_cache"


def register() -> None:
    """Called once, when the app registry is ready.

    Exact, because Wagtail registers its own for the same models later on.
    """
    register_permission_policy(
        get_image_model(),
        MembershipPicturePolicy(
            get_image_model(),
            auth_model="wagtailimages.Image",
            owner_field_name="uploaded_by_user",
        ),
        exact_class=True,
    )
    register_permission_policy(
        get_document_model(),
        MembershipDocumentPolicy(
            get_document_model(),
            auth_model="wagtaildocs.Document",
            owner_field_name="uploaded_by_user",
        ),
        exact_class=True,
    )
