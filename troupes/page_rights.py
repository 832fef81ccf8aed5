"""Wagtail's questions about pages, answered from memberships.

Wagtail asks groups. Here the answers are computed from the memberships in force
today, so there is nothing to keep in step: an appointment counts at once, and it ends
with its last day. Groups and their page permissions are not asked at all.

Who may do what:
- coordinators and page editors of the whole region: everything, everywhere;
- coordinators and page editors of a league: the pages of its troupes and works;
- a troupe's leader and editor: the pages of their troupe and of the works it made;
- all of these add works, training and news, and publish what they added;
- members and venue contacts: nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import AbstractPage, Page, Site, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from ulanmuqi.base.pages import Adding

from .models import Troupe, TroupePage, Work, WorkPage
from .rights import Scope, scope_of

EVERYTHING = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
PRESENTING = ("change", "publish")
EXPLORING = frozenset(EVERYTHING)


@dataclass(frozen=True, slots=True)
class Codename:
    codename: str


@dataclass(frozen=True, slots=True)
class Grant:
    """One action on a page and everything below it, shaped as Wagtail reads it."""

    page: Page
    permission: Codename

    @property
    def page_id(self) -> int:
        return self.page.pk


class MembershipPagePolicy(PagePermissionPolicy):
    def get_all_permissions_for_user(self, user: Any) -> list[Grant]:
        """At most six queries for each user and request, however many pages."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        return [
            Grant(page, Codename(f"{action}_page"))
            for page, actions in _reach(user, scope_of(user))
            for action in actions
        ]

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        codenames = self._get_permission_codenames(actions)
        only_own = "change" in actions and "add" not in actions
        reach, leaves = Q(pk__in=[]), set()
        for grant in self.get_cached_permissions_for_user(user):
            if grant.permission.codename in codenames:
                if grant.page.numchild:
                    reach |= Q(path__startswith=grant.page.path)
                else:
                    leaves.add(grant.page_id)
            elif only_own and grant.permission.codename == "add_page":
                reach |= Q(path__startswith=grant.page.path, owner=user)
        return self.model._default_manager.filter(reach | Q(pk__in=leaves))

    def explorable_instances(self, user: Any) -> QuerySet:
        """Pages in reach and the way to them; Wagtail's own asks once a grant."""
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        top = self.explorable_root_instance(user)
        if top is None:
            return self.model._default_manager.none()
        pages = self.instances_user_has_any_permission_for(user, EXPLORING)
        way = {
            grant.page.path[:length]
            for grant in self.get_cached_permissions_for_user(user)
            for length in range(len(top.path), len(grant.page.path), Page.steplen)
        }
        return pages | self.model._default_manager.filter(path__in=way)


def _reach(user: Any, scope: Scope) -> Iterable[tuple[Page, tuple[str, ...]]]:
    if scope.edits_everywhere:
        roots = Site.objects.values("root_page__translation_key")
        for page in Page.objects.filter(translation_key__in=roots):
            yield page, EVERYTHING
        return
    if not scope.page_paths and not scope.troupes:
        return
    troupes = _troupes(scope)
    for page in TroupePage.objects.filter(troupe__in=troupes):
        yield page, PRESENTING
    strangers = Work.troupes.through.objects.exclude(troupe_id__in=troupes)
    works = Work.objects.filter(troupes__in=troupes).exclude(
        pk__in=strangers.values("work_id")
    )
    for page in WorkPage.objects.filter(work__in=works):
        yield page, PRESENTING
    wanted = {Adding.BY_WRITERS} | ({Adding.BY_REGIONS} if scope.page_paths else set())
    indexes = [model for model in get_page_models() if _adding(model) in wanted]
    for page in Page.objects.type(*indexes):
        yield page, ("add",)
    own = [model for model in get_page_models() if _is_published_by_owner(model)]
    for page in Page.objects.type(*own).filter(owner=user):
        yield page, ("publish",)


def _troupes(scope: Scope) -> set[int]:
    reach = Q(pk__in=scope.troupes)
    for path in scope.page_paths:
        reach |= Q(region__path__startswith=path)
    return set(Troupe.objects.filter(reach).values_list("pk", flat=True))


def _adding(model: type[Page]) -> Adding | None:
    return getattr(model, "adding_below", None)


def _is_published_by_owner(model: type[Page]) -> bool:
    return getattr(model, "published_by_owner", False)


def register() -> None:
    """Called once, when the app registry is ready."""
    register_permission_policy(AbstractPage, MembershipPagePolicy(Page))
