"""Figures from before and targets in the admin: rows that scheduling writes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock, rights
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowCreate, RowDelete, RowEdit, RowsIndex
from ulanmuqi.base.sentences import joined
from ulanmuqi.base.viewsets import RowViewSet

from ...measures import Measure
from ...models import CarriedOver, Target
from ...scheduling import SchedulingError
from ...scheduling.carried_over import (
    CarriedFacts,
    carry_over,
    carry_over_anew,
    take_out_carried,
)
from ...scheduling.targets import (
    TargetFacts,
    lift_target,
    set_target,
    set_target_anew,
)
from ...statistics import goals
from ..refusals import announce_refusal, at_field
from .carried_file import CARRIED_FILE
from .entering import troupes_to_enter


class _OfTroupeForm(WagtailAdminModelForm):
    """Offers the troupes a user enters figures for; `seen` is the version shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["troupe"].queryset = troupes_to_enter(self.for_user)
        if self.instance.pk:
            self.initial["seen"] = self.instance.version


class CarriedForm(_OfTroupeForm):
    class Meta:
        model = CarriedOver
        exclude = ()

    def facts(self) -> CarriedFacts:
        said = self.cleaned_data
        return CarriedFacts(
            troupe=said["troupe"],
            first=said["first"],
            last=said["last"],
            measure=Measure(said["measure"]),
            value=said["value"],
            source=said["source"],
            is_example=self.instance.is_example,
        )


class TargetForm(_OfTroupeForm):
    class Meta:
        model = Target
        exclude = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(self.for_user)
        self.fields["troupe"].required = not scope.everywhere
        if not scope.everywhere:
            # One for all troupes is set by those who coordinate them all.
            self.fields["troupe"].help_text = ""
            mine = Troupe.objects.filter(scope.in_regions("region__path"))
            self.fields["troupe"].queryset = mine.order_by("region__code")

    def facts(self) -> TargetFacts:
        said = self.cleaned_data
        return TargetFacts(
            troupe=said["troupe"],
            year=said["year"],
            measure=Measure(said["measure"]),
            value=said["value"],
        )


class _Write:
    """Between a Row view and its form: `write` is the verb."""

    def write(self, form: Any) -> Any:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        try:
            row = self.write(form)
        except SchedulingError as error:
            at_field(form, error)
            announce_refusal(self.request, error)
            return self._again(form)
        except IntegrityError:
            # Somebody entered the same between our look and our write.
            form.add_error(None, _("The same was saved a moment ago. Look first."))
            return self._again(form)
        messages.success(
            self.request, _("“%(row)s” is saved.") % {"row": within_quotes(row)}
        )
        return redirect(reverse(self.index_url_name))

    def _again(self, form: Any) -> HttpResponse:
        self.produced_error_message = None
        return self.form_invalid(form)


class CarriedCreate(_Write, RowCreate):
    def write(self, form: CarriedForm) -> CarriedOver:
        return carry_over(form.facts(), by=self.request.user)


class CarriedEdit(_Write, RowEdit):
    def write(self, form: CarriedForm) -> CarriedOver:
        return carry_over_anew(
            self.object,
            form.facts(),
            by=self.request.user,
            version=form.cleaned_data["seen"],
        )


class _TakeOut(RowDelete):
    def take_out(self) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        said = within_quotes(self.object)
        try:
            self.take_out()
        except SchedulingError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, _("“%(row)s” is deleted.") % {"row": said})
        return HttpResponseRedirect(self.get_success_url())


class CarriedDelete(_TakeOut):
    def take_out(self) -> None:
        take_out_carried(self.object, by=self.request.user)


class TargetCreate(_Write, RowCreate):
    def write(self, form: TargetForm) -> Target:
        return set_target(form.facts(), by=self.request.user)


class TargetEdit(_Write, RowEdit):
    def write(self, form: TargetForm) -> Target:
        return set_target_anew(
            self.object,
            form.facts(),
            by=self.request.user,
            version=form.cleaned_data["seen"],
        )


class TargetDelete(_TakeOut):
    def take_out(self) -> None:
        lift_target(self.object, by=self.request.user)


def _whose(row: Target) -> str:
    return row.troupe.local_name if row.troupe else str(_("all troupes"))


class CarriedIndex(RowsIndex):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = super().header_buttons
        if rights.policy_for(CarriedOver).may(self.request.user, "add"):
            address = reverse(CARRIED_FILE)
            # Translators: zh: 从Excel录入
            label = _("From a workbook")
            buttons.append(HeaderButton(label, url=address, icon_name="upload"))
        return buttons


class TargetIndex(RowsIndex):
    """Above the list, where the targets come from that are in none of its rows."""

    template_name = "performances/admin/targets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = clock.now().astimezone(clock.SHANGHAI).year
        wanted = goals.targets(year)
        return super().get_context_data(**kwargs) | {
            "sources": joined(goals.sources(wanted))
        }


class CarriedViewSet(RowViewSet):
    model = CarriedOver
    name = "carried_over"
    icon = "history"
    # Translators: zh: 以前的数字
    menu_label = gettext_lazy("Figures from before")
    menu_order = 445
    add_to_reference_index = False
    index_view_class = CarriedIndex
    add_view_class = CarriedCreate
    edit_view_class = CarriedEdit
    delete_view_class = CarriedDelete
    list_display = ["troupe", "measure", "first", "last", "value", "source"]
    list_filter = ["measure"]
    search_fields = ["troupe__name", "source"]
    ordering = "-first"
    related = ("troupe__region",)
    edit_handler = ObjectList(
        [
            FieldPanel("troupe"),
            FieldRowPanel([FieldPanel("first"), FieldPanel("last")]),
            FieldRowPanel([FieldPanel("measure"), FieldPanel("value")]),
            FieldPanel("source"),
        ],
        base_form_class=CarriedForm,
    )


class TargetViewSet(RowViewSet):
    model = Target
    name = "targets"
    icon = "tick"
    # Translators: zh: 年度目标
    menu_label = gettext_lazy("Targets of the year")
    menu_order = 446
    add_to_reference_index = False
    index_view_class = TargetIndex
    add_view_class = TargetCreate
    edit_view_class = TargetEdit
    delete_view_class = TargetDelete
    list_display = [
        Column("whose", label=gettext_lazy("Troupe"), accessor=_whose),
        "year",
        "measure",
        "value",
    ]
    list_filter = ["year", "measure"]
    search_fields = ["troupe__name"]
    ordering = "-year"
    related = ("troupe__region",)
    edit_handler = ObjectList(
        [
            FieldPanel("troupe"),
            FieldRowPanel([FieldPanel("year"), FieldPanel("measure")]),
            FieldPanel("value"),
        ],
        base_form_class=TargetForm,
    )
