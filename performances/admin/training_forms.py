"""Plan, change, copy and report a training session in the admin."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowInReach

from ..forms.training import TrainingEntry
from ..forms.training_report import AttendanceForm
from ..models import TrainingSession
from ..scheduling.training import Trained, plan_training, revise_training
from ..scheduling.training_facts import TrainingFacts, training_facts_of
from ..scheduling.training_report import report_training
from .engagement_words import when_text
from .form_page import BelowRow, FormPage
from .training_words import place_text
from .verb_form import CheckAnswer, OfRow, VerbForm


class OfSession:
    model = TrainingSession

    def rows(self) -> QuerySet:
        return TrainingSession.objects.for_rows()


class _TrainingForm(OfSession, VerbForm):
    template_name = "performances/admin/training_form.html"
    header_icon = "glasses"
    proposed: TrainingFacts | None = None

    def entry(self, data: Any = None) -> TrainingEntry:
        return TrainingEntry(
            self.request.user, data, session=self.object, proposed=self.proposed
        )


class TrainingCreate(_TrainingForm):
    permission_required = "add"
    add_url_name = ""
    submit_label = gettext_lazy("Enter it")

    def get_page_subtitle(self) -> str:
        # Translators: zh: 新的学习培训
        return _("New session")

    def save(self, entry: TrainingEntry) -> Model:
        accept = entry.form.cleaned_data.get("accept", "")
        facts = entry.facts()
        return plan_training(facts, by=self.request.user, accept=accept).session

    def done_message(self, row: Model) -> str:
        return _("“%(title)s” is entered.") % {"title": within_quotes(str(row))}


class TrainingCopy(RowInReach, TrainingCreate):
    """A new session with the facts of another: next month's course."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        source = self.get_object()
        if not self.may("change", source):
            raise Http404
        self.proposed = training_facts_of(source)


class TrainingEdit(OfRow, _TrainingForm):
    submit_label = gettext_lazy("Save")
    outcome: Trained | None = None

    def save(self, entry: TrainingEntry) -> Model:
        values = entry.form.cleaned_data
        self.outcome = revise_training(
            self.object,
            entry.facts(),
            by=self.request.user,
            version=values["version"],
            accept=values.get("accept", ""),
        )
        return self.outcome.session

    def done_message(self, row: Model) -> str:
        if self.outcome is not None and not self.outcome.changed:
            return _("Nothing was different, so nothing changed.")
        return _("“%(title)s” is saved.") % {"title": within_quotes(str(row))}


class TrainingCheck(OfSession, CheckAnswer):
    def entry(self, data: Any) -> TrainingEntry:
        return TrainingEntry(self.request.user, data, session=self.object)


class TrainingCheckRow(OfRow, TrainingCheck):
    """The same for a session that is being edited."""


class TrainingReport(OfSession, BelowRow, RowInReach, FormPage):
    """Who was there: a number a troupe."""

    any_permission_required = ["view"]
    row_verb = "report"
    template_name = "performances/admin/training_report.html"
    header_icon = "group"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def form(self, data: Any = None) -> AttendanceForm:
        return AttendanceForm(data, user=self.request.user, session=self.object)

    def take(self, form: AttendanceForm) -> HttpResponse:
        row = report_training(
            self.object,
            form.facts(),
            by=self.request.user,
            version=form.cleaned_data["version"],
        )
        told = _("Thank you. “%(title)s” is reported.")
        if row.state != TrainingSession.State.REPORTED:
            told = _("Thank you. “%(title)s” waits for the numbers of other troupes.")
        messages.success(self.request, told % {"title": within_quotes(str(row))})
        return redirect(self.back_url())

    def page(self, form: AttendanceForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            object=self.object,
            when=when_text(self.object),
            place=place_text(self.object),
            media=form.media,
            back_url=self.back_url(),
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        # Translators: zh: 填报到场人数
        return _("Say who was there")
