"""Wagtail's questions about pictures and documents, answered from memberships."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_permission_codename
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


class MembershipPicturePolicy(MembershipFilePolicy):
    # Wagtail keeps pictures' and documents' grants under one name on the user.
    permission_cache_name = "_picture_permission_cache"


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
