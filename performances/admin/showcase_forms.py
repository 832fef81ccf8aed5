"""Create a showcase with its cities in one go, edit its facts, add cities."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.base.row_views import RowInReach

from .. import scheduling
from ..conflicts import Conflict
from ..forms.cast import troupe_offer
from ..forms.show import FIRST_STATUSES
from ..forms.showcase import (
    CityRow,
    OrganiserRows,
    ShowcaseForm,
    city_rows,
    organisers_initial,
)
from ..models import Showcase
from ..scheduling import ConflictsFound, SchedulingError, StaleWrite, sentence
from ..scheduling.wording import within_quotes
from .refusals import announce_refusal, at_field

_MEDIA = Media(js=["js/admin/rows.js"])


class _ShowcaseForm(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    model = Showcase
    template_name = "performances/admin/showcase_form.html"
    index_url_name = inspect_url_name = edit_url_name = history_url_name = ""
    page_title = gettext_lazy("Showcase")
    header_icon = "globe"
    submit_label: Any = ""
    showcase: Showcase | None = None

    def parts(self, data: Any = None) -> dict[str, Any]:
        """The form and formsets by name; all of them stand or fall together."""
        raise NotImplementedError

    def save(self, parts: dict[str, Any]) -> scheduling.ShowcaseOutcome:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.parts())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        parts = self.parts(request.POST)
        faulty = [part for part in parts.values() if not part.is_valid()]
        if faulty or not self.is_whole(parts):
            messages.error(request, _("Nothing was saved. Look at the marked fields."))
            return self.page(parts)
        try:
            outcome = self.save(parts)
        except SchedulingError as error:
            return self.refused(parts, error)
        # Translators: zh: “%(title)s”已保存。
        title = within_quotes(outcome.showcase.title)
        messages.success(request, _("“%(title)s” is saved.") % {"title": title})
        return redirect(reverse(self.inspect_url_name, args=[outcome.showcase.pk]))

    def is_whole(self, parts: dict[str, Any]) -> bool:
        """Whether the parts fit together; adds the errors when they do not."""
        return True

    def refused(self, parts: dict[str, Any], error: SchedulingError) -> HttpResponse:
        told = {}
        if isinstance(error, ConflictsFound):
            told = _by_city(parts["cities"].filled(), error.conflicts)
        elif isinstance(error, StaleWrite):
            data = self.request.POST.copy()
            data["version"] = str(Showcase.objects.get(pk=self.showcase.pk).version)
            parts = self.parts(data)
        elif "form" in parts:
            at_field(parts["form"], error)
        return self.page(parts, told, announce_refusal(self.request, error))

    def page(
        self,
        parts: dict[str, Any],
        told: dict[str, list[tuple[str, str]]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        media = _MEDIA
        for part in parts.values():
            media = media + part.media
        form = parts.get("form") or parts["cities"]
        context = self.get_context_data(
            **{"form": form, "organisers": None, "cities": None, **parts},
            showcase=self.showcase,
            told=told or {},
            asks_to_accept=bool(told) or bool(self.request.POST.get("accept")),
            media=media,
            action_url=self.request.path,
            submit_button_label=self.submit_label,
            submit_button_active_label=_("Saving…"),
            has_unsaved_changes=form.is_bound,
        )
        return self.render_to_response(context, status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Showcase._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_subtitle()},
        ]


class ShowcaseCreate(_ShowcaseForm):
    permission_required = "add"
    submit_label = gettext_lazy("Create the showcase")

    def get_page_subtitle(self) -> str:
        return _("New showcase")

    def parts(self, data: Any = None) -> dict[str, Any]:
        return {
            "form": ShowcaseForm(data, has_cities=False),
            "organisers": OrganiserRows(data, prefix="organisers"),
            "cities": city_rows(data, troupes=troupe_offer(self.request.user)),
        }

    def is_whole(self, parts: dict[str, Any]) -> bool:
        return _has_t_zero(parts["form"], parts["cities"])

    def save(self, parts: dict[str, Any]) -> scheduling.ShowcaseOutcome:
        form = parts["form"]
        facts = form.facts(parts["organisers"].facts())
        return scheduling.create_showcase(
            facts,
            [row.facts(facts) for row in parts["cities"].filled()],
            by=self.request.user,
            status=form.cleaned_data["status"],
            accept=form.cleaned_data["accept"],
        )


class _OfOne(RowInReach, _ShowcaseForm):
    permission_required = "change"
    row_verb = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.showcase = self.get_object()


class ShowcaseEdit(_OfOne):
    submit_label = gettext_lazy("Save")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def parts(self, data: Any = None) -> dict[str, Any]:
        has_cities = self.object.performances.filter(is_opening=True).exists()
        return {
            "form": ShowcaseForm(data, showcase=self.object, has_cities=has_cities),
            "organisers": OrganiserRows(
                data, prefix="organisers", initial=organisers_initial(self.object)
            ),
        }

    def save(self, parts: dict[str, Any]) -> scheduling.ShowcaseOutcome:
        form = parts["form"]
        return scheduling.revise_showcase(
            self.object,
            form.facts(parts["organisers"].facts()),
            by=self.request.user,
            version=form.cleaned_data["version"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        history_url = reverse(self.history_url_name, args=[self.object.pk])
        return super().get_context_data(history_url=history_url, **kwargs)


class CitiesForm(PlainForm):
    """How the new cities are entered."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=gettext_lazy("Enter the openings as"),
        choices=FIRST_STATUSES,
        initial="draft",
        widget=forms.RadioSelect,
    )
    accept = forms.CharField(
        label=gettext_lazy("Why it goes ahead despite the warnings"),
        max_length=300,
        required=False,
    )


class AddCities(_OfOne):
    """More openings for a showcase, at its T-zero."""

    template_name = "performances/admin/showcase_form.html"
    submit_label = gettext_lazy("Add the cities")

    def get_page_subtitle(self) -> str:
        return _("Add cities to “%(title)s”") % {
            "title": within_quotes(str(self.object))
        }

    def parts(self, data: Any = None) -> dict[str, Any]:
        return {
            "form": CitiesForm(data, initial={"version": self.object.version}),
            "cities": city_rows(data, troupes=troupe_offer(self.request.user)),
        }

    def is_whole(self, parts: dict[str, Any]) -> bool:
        if self.object.t_zero is None:
            parts["form"].add_error(None, _("Give the showcase its T-zero first."))
        elif not parts["cities"].filled():
            parts["form"].add_error(None, _("Choose at least one venue."))
        return not parts["form"].errors

    def save(self, parts: dict[str, Any]) -> scheduling.ShowcaseOutcome:
        values = parts["form"].cleaned_data
        facts = scheduling.showcase_facts_of(self.object)
        return scheduling.add_openings(
            self.object,
            [row.facts(facts) for row in parts["cities"].filled()],
            by=self.request.user,
            status=values["status"],
            version=values["version"],
            accept=values["accept"],
        )


def _has_t_zero(form: ShowcaseForm, cities: Any) -> bool:
    if cities.filled() and form.cleaned_data["t_zero"] is None:
        # Translators: zh: 有城市就要有启幕时间:请填日期和时间。
        form.add_error(
            "t_zero", _("Cities need the instant at which they open: give T-zero.")
        )
        return False
    return True


def _by_city(
    rows: list[CityRow], conflicts: tuple[Conflict, ...]
) -> dict[str, list[tuple[str, str]]]:
    """Each conflict at the row whose venue or troupe it is about, by its prefix."""
    told: dict[str, list[tuple[str, str]]] = {}
    for conflict in conflicts:
        key = conflict.resource.key if conflict.resource else ""
        row = next((row for row in rows if key in _keys(row)), rows[0])
        told.setdefault(row.prefix, []).append(
            (conflict.severity.value, sentence(conflict))
        )
    return told


def _keys(row: CityRow) -> set[str]:
    venue = f"venue:{row.cleaned_data['venue'].pk}"
    return {venue, *(f"troupe:{troupe.pk}" for troupe in row.cast())}
