"""Wagtail's generic views with rights by object.

Wagtail asks for a permission on the model and then shows, edits and deletes any row.
Here every list is filtered and every single row is fetched through its policy: a row
out of reach is a 404, one that may be seen but not touched is a 403.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui import tables
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import ReferenceIndex

from . import rights
from .row_tables import RowTable

# Rows named on the page that says why something cannot be deleted.
BLOCKERS_SHOWN = 20


class RowInReach:
    """Fetches the one row of a view through the policy; `row_verb` is what for."""

    row_verb = "view"

    def rows(self) -> models.QuerySet:
        return self.model._default_manager.all()

    def get_object(self, queryset: models.QuerySet | None = None) -> models.Model:
        if getattr(self, "object", None):
            return self.object
        user = self.request.user
        reach = rights.policy_for(self.model).visible(user, self.rows())
        row = get_object_or_404(reach, pk=unquote(str(self.kwargs["pk"])))
        if not rights.may(user, self.row_verb, row):
            raise PermissionDenied
        return row

    def may(self, verb: str, row: models.Model) -> bool:
        return rights.may(self.request.user, verb, row)

    def row_url(self, url_name: str | None, verb: str) -> str | None:
        """The address of another view of this row, for whoever may go there."""
        if url_name and self.may(verb, self.object):
            return reverse(url_name, args=(quote(self.object.pk),))
        return None


class RowsIndex(generic.IndexView):
    any_permission_required = ["view"]
    table_class = RowTable
    # Relations each row's policy and columns need: loaded with the list.
    related: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()

    def get_base_queryset(self) -> models.QuerySet:
        rows = rights.policy_for(self.model).visible(
            self.request.user, super().get_base_queryset()
        )
        if self.related:
            rows = rows.select_related(*self.related)
        return rows.prefetch_related(*self.prefetched)

    def may(self, verb: str, row: models.Model) -> bool:
        return rights.may(self.request.user, verb, row)

    def get_edit_url(self, instance: models.Model) -> str | None:
        return super().get_edit_url(instance) if self.may("change", instance) else None

    def get_copy_url(self, instance: models.Model) -> str | None:
        return super().get_copy_url(instance) if self.may("add", instance) else None

    def get_delete_url(self, instance: models.Model) -> str | None:
        may = self.may("delete", instance)
        return super().get_delete_url(instance) if may else None

    def get_inspect_url(self, instance: models.Model) -> str | None:
        # Whoever sees the row in the list may look at it.
        if not self.inspect_url_name:
            return None
        return reverse(self.inspect_url_name, args=(quote(instance.pk),))


class _RowWrite:
    """What create and edit share: the row as it would be must be allowed too."""

    written_verb = "change"

    def is_valid(self, form: Any) -> bool:
        try:
            is_valid = super().is_valid(form)
        except MultiValueDictKeyError as missing:
            # Rows that are said to be kept ones, without their keys.
            raise BadRequest("Rows of the form lack their keys.") from missing
        if not is_valid:
            return False
        if rights.may(self.request.user, self.written_verb, form.instance):
            return True
        form.add_error(
            None,
            # Translators: zh: 您不能为自己负责范围之外的地区或队伍保存内容。请改选您负
            # 责的,或联系全区调度员。
            _(
                "You may not save this for a region or troupe outside your own. "
                "Choose one of yours, or ask the coordinator of the whole region."
            ),
        )
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()
        return False

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except IntegrityError:
            # Somebody saved the same code between our check and our write.
            form.add_error(
                None,
                # Translators: zh: 同一代码或名称刚刚已被保存。请查看列表,或换一个。
                _("The same code was saved a moment ago. Look in the list first."),
            )
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class RowCreate(_RowWrite, generic.CreateView):
    written_verb = "add"


class RowEdit(RowInReach, _RowWrite, generic.EditView):
    row_verb = "change"

    @cached_property
    def can_delete(self) -> bool:
        return bool(self.delete_url_name) and self.may("delete", self.object)

    def get_usage_url(self) -> None:
        # Wagtail's side panel counts its reference index only, which does not know
        # the schedule; the menu links to our usage page instead.
        return None

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.usage_url_name:
            url = reverse(self.usage_url_name, args=(quote(self.object.pk),))
            buttons.append(Button(_("Usage"), url=url, icon_name="link", priority=25))
        return buttons


class RowInspect(RowInReach, generic.InspectView):
    any_permission_required = ["view"]
    page_title = gettext_lazy("Inspect")

    def get_field_label(self, field_name: str, field: Any) -> str:
        """What lists other rows has no name of its own, but they have."""
        if getattr(field, "one_to_many", False):
            return capfirst(str(field.related_model._meta.verbose_name_plural))
        return super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """In words: yes and no, and a dash for what nobody has said."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return "—" if value in (None, "", "-") else value

    def get_edit_url(self) -> str | None:
        return self.row_url(self.edit_url_name, "change")

    def get_delete_url(self) -> str | None:
        return self.row_url(self.delete_url_name, "delete")


class RowHistory(RowInReach, history.HistoryView):
    """Who did what to this row: for those who may change it."""

    table_class = RowTable
    any_permission_required = ["change"]
    row_verb = "change"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = self.get_edit_url(self.object)
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []


@dataclass(frozen=True, slots=True)
class Use:
    """One line of a usage page."""

    label: str
    kind: str
    url: str | None = None

    @property
    def pk(self) -> str:
        return self.url or self.label


class RowUsage(RowInReach, usage.UsageView):
    """Pages and rows that speak of this one.

    Pages come from Wagtail's reference index; `uses` adds counted links to lists of
    rows, so the page costs the same however much a row is used.
    """

    permission_required = None
    any_permission_required = ["view"]
    table_class = RowTable
    # Callables (user, row) → Iterable[Use], given by the viewset.
    uses: tuple[Any, ...] = ()

    def get_edit_url(self, instance: models.Model) -> str | None:
        return self.row_url(self.edit_url_name, "change")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = self.get_edit_url(self.object)
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []

    def get_queryset(self) -> list[Use]:
        user = self.request.user
        found = [use for source in self.uses for use in source(user, self.object)]
        return found + self._pages()

    def _pages(self) -> list[Use]:
        urls = AdminURLFinder(self.request.user)
        found = []
        references = ReferenceIndex.get_references_to(self.object)
        for source, _references in references.group_by_source_object():
            url = urls.get_edit_url(source)
            if url:
                kind = capfirst(source._meta.verbose_name)
                found.append(Use(label=str(source), kind=kind, url=url))
        return found

    @cached_property
    def columns(self) -> list[tables.Column]:
        return [
            tables.TitleColumn("label", label=_("Name"), get_url=lambda use: use.url),
            tables.Column("kind", label=_("Type")),
        ]

    def get_table(self, object_list: list[Use], **kwargs: Any) -> tables.Table:
        return generic.base.BaseListingView.get_table(self, object_list, **kwargs)


class RowDelete(RowInReach, generic.DeleteView):
    """Deletes what nothing else needs; otherwise names what does."""

    row_verb = "delete"
    template_name = "admin/confirm_delete.html"

    def get_usage_url(self) -> None:
        return None

    @cached_property
    def blockers(self) -> list[models.Model]:
        """Rows that keep this one from being deleted."""
        using = router.db_for_write(self.model)
        collector = Collector(using=using, origin=self.object)
        try:
            collector.collect([self.object])
        except ProtectedError as error:
            return list(error.protected_objects)
        except RestrictedError as error:
            return list(error.restricted_objects)
        return []

    def form_valid(self, form: Any) -> HttpResponse:
        if self.blockers:
            raise PermissionDenied
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blockers = self.blockers
        return super().get_context_data(
            blockers=blockers[:BLOCKERS_SHOWN],
            blockers_more=max(0, len(blockers) - BLOCKERS_SHOWN),
            **kwargs,
        )
