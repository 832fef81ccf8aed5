"""The viewset every list of rows in the admin is made with: rights by object."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.viewsets.model import ModelViewSet

from . import row_views


class RowViewSet(ModelViewSet):
    """A ModelViewSet whose every view asks the policy of `ulanmuqi.base.rights`."""

    index_view_class = row_views.RowsIndex
    add_view_class = row_views.RowCreate
    edit_view_class = row_views.RowEdit
    delete_view_class = row_views.RowDelete
    inspect_view_class = row_views.RowInspect
    history_view_class = row_views.RowHistory
    usage_view_class = row_views.RowUsage

    inspect_view_enabled = True
    # A copied troupe, venue or work would be a second one of the same thing.
    copy_view_enabled = False
    # Rows carry an order of their own only inside their parent.
    sort_order_field = None
    list_per_page = 30
    search_backend_name = None

    # The view the site's log leads to.
    found_at = "edit"

    related: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()
    # Callables (user, row) → Iterable[row_views.Use] for the usage page.
    uses: tuple[Any, ...] = ()

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        name = self.get_url_name(self.found_at)
        return type("RowURLFinder", (ModelAdminURLFinder,), {"edit_url_name": name})

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            related=self.related, prefetched=self.prefetched, **kwargs
        )

    def get_usage_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_usage_view_kwargs(uses=self.uses, **kwargs)

    def get_permissions_to_register(self) -> QuerySet:
        # Rights come from memberships; ticking a group's box would change nothing.
        return Permission.objects.none()


class ReadingViewSet(RowViewSet):
    """For rows the site makes itself: looked at and acted on, typed by nobody."""

    add_to_reference_index = False
    form_fields = ()
    found_at = "inspect"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        none = dict.fromkeys(
            ("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name",
             "history_url_name", "copy_url_name")
        )  # fmt: skip
        return super().get_common_view_kwargs(**none | kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = {"index", "index_results", "inspect"}
        return [url for url in super().get_urlpatterns() if url.name in kept]
