"""Choosing a row inside a page's form, or making it there: rights by object."""

from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.log_actions import log

from . import rights


class WordsFilter(BaseFilterForm):
    """Finds rows whose names contain what was typed; names are few and short."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
    )
    searched: tuple[str, ...] = ()

    def filter(self, objects: models.QuerySet) -> models.QuerySet:
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        found = models.Q(pk__in=[])
        for field in self.searched:
            found |= models.Q(**{f"{field}__icontains": words})
        return objects.filter(found)


class InReach:
    """Rows the user may look at."""

    def visible(self) -> models.QuerySet:
        return rights.policy_for(self.model_class).visible(
            self.request.user, self.model_class._default_manager.all()
        )


class ForUser:
    """The creation form learns who fills it in."""

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}


class ChooseRow(ForUser, InReach, chooser.ChooseView):
    def get_object_list(self) -> models.QuerySet:
        return self.visible()


class ChooseRowResults(ForUser, InReach, chooser.ChooseResultsView):
    def get_object_list(self) -> models.QuerySet:
        return self.visible()


class ChosenRow(InReach, chooser.ChosenView):
    def get_object(self, pk: str) -> models.Model:
        return get_object_or_404(self.visible(), pk=pk)


class ChosenRows(InReach, chooser.ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> models.QuerySet:
        return self.visible().filter(pk__in=pks)


class CreateRow(ForUser, chooser.CreateView):
    """Saves through the form; a row outside the user's reach is an error there."""

    def post(self, request: HttpRequest) -> HttpResponse:
        self.form = self.get_creation_form()
        if self.form.is_valid() and self._may_add():
            row = self.save_form(self.form)
            if row is not None:
                return self.get_chosen_response(row)
        return self.get_reshow_creation_form_response()

    def save_form(self, form: forms.ModelForm) -> models.Model | None:
        with transaction.atomic():
            row = form.save()
            log(instance=row, action="wagtail.create", user=self.request.user)
        return row

    def _may_add(self) -> bool:
        if rights.may(self.request.user, "add", self.form.instance):
            return True
        self.form.add_error(
            None,
            _(
                "You may not save this for a region or troupe outside your own. "
                "Choose one of yours, or ask the coordinator of the whole region."
            ),
        )
        return False


class RowChooserViewSet(ChooserViewSet):
    choose_view_class = ChooseRow
    choose_results_view_class = ChooseRowResults
    chosen_view_class = ChosenRow
    chosen_multiple_view_class = ChosenRows
    create_view_class = CreateRow
    per_page = 12
    # Lookups of the columns in which a row is found.
    searched: tuple[str, ...] = ()

    # Translators: zh: 保存并选用
    create_action_label = _("Save and choose")
    # Translators: zh: 新建
    creation_tab_label = _("New")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        words = type("RowWordsFilter", (WordsFilter,), {"searched": self.searched})
        return super().get_common_view_kwargs(filter_form_class=words, **kwargs)
