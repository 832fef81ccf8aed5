"""Wagtail's questions about permissions, answered by the policies of `rights`."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from . import rights


class RowPolicy(BasePermissionPolicy):
    """Rights come from memberships, never from Django's model permissions."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return rights.policy_for(self.model).may(user, action)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Model
    ) -> bool:
        return rights.may(user, action, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet:
        """One query for "view"; other actions are asked row by row."""
        rows = visible_rows(user, self.model)
        if "view" in actions:
            return rows
        keys = [
            row.pk
            for row in rows
            if self.user_has_any_permission_for_instance(user, actions, row)
        ]
        return self.model._default_manager.filter(pk__in=keys)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        users = get_user_model().objects.filter(is_active=True)
        keys = [
            user.pk for user in users if self.user_has_any_permission(user, actions)
        ]
        return users.filter(pk__in=keys)


def visible_rows(user: Any, model: type[Model]) -> QuerySet:
    """The rows of a model that the user may see in the admin."""
    return rights.policy_for(model).visible(user, model._default_manager.all())


def register(model: type[Model], policy: rights.Policy) -> None:
    """Makes the policy known to our views and to Wagtail's."""
    rights.register(model, policy)
    register_permission_policy(model, RowPolicy(model), exact_class=True)
