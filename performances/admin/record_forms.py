"""The record of a show, typed in: a new one, or one that is mended."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes

from ..forms.past_show import PastShowForm
from ..forms.records import RecordForm
from ..models import Performance, Record
from ..record_policy import RECORDS
from ..scheduling import (
    RecordFacts,
    Refused,
    StaleWrite,
    correct,
    report_past_show,
    report_show,
)
from ..scheduling.report_facts import reportable
from . import columns
from .form_page import BelowShows, FormPage
from .record_words import record_of


class PastShow(FormPage):
    """A show nobody had planned, and its record: a league enters what it was told on
    the telephone."""

    model = Record
    any_permission_required = ["report"]
    template_name = "performances/admin/past_show.html"
    index_url_name = ""
    header_icon = "clipboard-list"

    def form(self, data: Any = None) -> PastShowForm:
        return PastShowForm(data, user=self.request.user)

    def take(self, form: PastShowForm) -> HttpResponse:
        outcome = report_past_show(
            form.show(),
            form.facts(),
            by=self.request.user,
            key=form.cleaned_data["key"],
        )
        if outcome.differs:
            return self._another(form, outcome.record)
        messages.success(self.request, _("Entered, with its record."))
        return redirect("records:inspect", outcome.record.pk)

    def _another(self, form: PastShowForm, first: Record) -> HttpResponse:
        """Somebody went back to the form for the next show: nothing of it is stored
        yet, and pressed again it is."""
        form.data = form.data.copy()
        form.data["key"] = str(uuid4())
        messages.warning(
            self.request,
            # Translators: zh: 这张表刚才已经补录了“%(title)s”，现在填的还没有保存。是另一场，
            # 就再点一次“登记”；要改刚才那一场，请打开它的记录。
            _(
                "From this form “%(title)s” was entered just now; what stands here is "
                "not stored. If it is another show, enter it once more; to mend the "
                "first one, open its record."
            )
            % {"title": within_quotes(first.performance.title)},
            buttons=[
                messages.button(
                    reverse("records:inspect", args=[first.pk]),
                    # Translators: zh: 刚才那一场
                    _("The first one"),
                )
            ],
        )
        return self.page(form, status=409)

    def page(self, form: PastShowForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, media=form.media, back_url=reverse(self.index_url_name)
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        # Translators: zh: 补录一场没有排的演出
        return _("A show that was not planned")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Record._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_title()},
        ]


class ShowRecord(BelowShows, FormPage):
    """Under the show's own address; whoever may report for one of its troupes."""

    model = Performance
    any_permission_required = ["view"]
    template_name = "performances/admin/record_form.html"
    index_url_name = inspect_url_name = ""
    header_icon = "clipboard-list"
    object: Performance

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = RECORDS.missing(request.user, Performance.objects.all())
        self.object = get_object_or_404(self.rows(rows), pk=kwargs["pk"])
        if not RECORDS.may_of_show(request.user, "report", self.object):
            raise PermissionDenied
        self.record = record_of(self.object)

    def rows(self, rows: QuerySet) -> QuerySet:
        return rows.for_cards().select_related("record")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.record is None:
            try:
                reportable(self.object, clock.now())
            except Refused as error:
                messages.warning(request, str(error))
                return redirect(self.inspect_url_name, self.object.pk)
        return super().get(request, *args, **kwargs)

    def form(self, data: Any = None) -> RecordForm:
        record = self.record
        return RecordForm(
            data,
            mode=self.object.mode,
            facts=RecordFacts.of(record) if record else RecordFacts(),
            version=record.version if record else None,
        )

    def take(self, form: RecordForm) -> HttpResponse:
        facts, user = form.facts(), self.request.user
        try:
            if self.record is None:
                outcome = report_show(self.object, facts, by=user)
            else:
                seen = form.cleaned_data["version"] or 0
                outcome = correct(self.record, facts, by=user, version=seen)
        except StaleWrite:
            # What was typed stays; saving again is then done knowingly.
            self.record = Record.objects.filter(performance=self.object).first()
            form.data = form.data.copy()
            form.data["version"] = self.record.version if self.record else ""
            raise
        title = within_quotes(self.object.title)
        if not outcome.changed:
            messages.info(self.request, _("Nothing was different, so nothing changed."))
        else:
            # Translators: zh: “%(title)s”的记录已保存。
            told = _("The record of “%(title)s” is saved.") % {"title": title}
            messages.success(self.request, told)
        return redirect("records:inspect", outcome.record.pk)

    def page(self, form: RecordForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            show=self.object,
            record=self.record,
            when=columns.when_text(self.object),
            place=columns.place_text(self.object),
            troupes=columns.troupes_text(self.object),
            media=form.media,
            back_url=self.back_url(),
        )
        return self.render_to_response(context, status=status)

    def back_url(self) -> str:
        if self.record is not None:
            return reverse("records:inspect", args=[self.record.pk])
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_page_title(self) -> str:
        return _("Correct the record") if self.record else _("Report the show")

    def get_page_subtitle(self) -> str:
        return self.object.title
