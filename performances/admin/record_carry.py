"""A record that was reported for the wrong show: to which one it belongs."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ulanmuqi.base import clock, rights
from ulanmuqi.base.chinese_days import day as chinese_day
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowInReach

from ..forms.record_carry import CarryForm
from ..models import Performance, Record
from ..record_policy import RECORDS
from ..scheduling import Carried, StaleWrite, carry_record
from ..scheduling.carried_along import days_along
from ..scheduling.carry import NEAR, may_be_carried_to, unfit_for, why_not
from ..statuses import FIRM
from . import columns, record_words
from .form_page import BelowRow, FormPage


class RecordCarry(RowInReach, BelowRow, FormPage):
    """Shows near it that could be meant, the nearest first."""

    model = Record
    any_permission_required = ["change"]
    row_verb = "change"
    template_name = "performances/admin/record_carry.html"
    header_icon = "arrow-right"
    object: Record

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def rows(self) -> QuerySet:
        return Record.objects.select_related(
            "performance__venue__region__league",
            "performance__region__league",
            "reported_by",
        ).prefetch_related("performance__troupe_parts__troupe__region")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = why_not(request.user, self.object)
        if told:
            messages.warning(request, told)
            return redirect(self.back_url())
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: Any = None) -> CarryForm:
        record, user = self.object, self.request.user
        self.shows = near_shows(record, user)
        fitting = [one for one in self.shows if not unfit_for(record, one)]
        left = record.performance
        return CarryForm(
            data,
            version=record.version,
            shows=[(f"{one.pk}:{one.version}", _words(one)) for one in fitting],
            days=_days_said(left, fitting, user),
            is_only_show=_is_only_show(left),
            empty_show=self.empty_show(),
            is_told=RECORDS.may_of_show(user, "review", left),
        )

    def empty_show(self) -> str:
        left = self.object.performance
        may = rights.may(self.request.user, "withdraw", left)
        if not (left.entered_after and left.status in FIRM and may):
            return ""
        # Translators: zh: 没有“%(title)s”这一场，一起撤销
        text = _("There was no “%(title)s”: withdraw it as well")
        return text % {"title": within_quotes(left.title)}

    def take(self, form: CarryForm) -> HttpResponse:
        facts = form.facts()
        to = Performance.objects.filter(pk=facts.pop("to")).first()
        try:
            done = carry_record(self.object, to, by=self.request.user, **facts)
        except StaleWrite:
            # What was chosen stays; sent again it is meant knowingly.
            self.object = self.rows().get(pk=self.object.pk)
            form.data = form.data.copy()
            form.data["version"] = self.object.version
            raise
        self.say(done)
        return redirect(self.inspect_url_name, done.record.pk)

    def say(self, done: Carried) -> None:
        show = within_quotes(done.record.performance.title)
        # Translators: zh: 记录已改到“%(title)s”。
        told = _("The record is of “%(title)s” now.") % {"title": show}
        if done.is_gone or done.left.status not in FIRM:
            messages.success(self.request, told)
            return
        url = reverse("performances:inspect", args=[done.left.pk])
        # Translators: zh: “%(title)s”现在缺记录：没有演就取消，演了就上报。
        more = _(
            "“%(title)s” lacks one now: cancel it if it did not play, report it if it "
            "did."
        ) % {"title": within_quotes(done.left.title)}
        buttons = [messages.button(url, _("Open that show"))]
        messages.success(self.request, f"{told}{more}", buttons=buttons)

    def page(self, form: CarryForm, *, status: int = 200) -> HttpResponse:
        record = self.object
        unfit = [(one, unfit_for(record, one)) for one in self.shows]
        context = self.get_context_data(
            form=form,
            object=record,
            show=record.performance,
            when=columns.when_text(record.performance),
            place=columns.place_text(record.performance),
            troupes=columns.troupes_text(record.performance),
            figures=record_words.figures(record),
            has_choice=bool(form.fields["to"].choices),
            unfit=[(_words(one), told) for one, told in unfit if told],
            days=NEAR.days,
            past_url=reverse("records:past"),
            media=form.media,
            back_url=self.back_url(),
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        # Translators: zh: 报错了场次：改到…
        return _("Reported for the wrong show: it is of…")


def near_shows(record: Record, user: AbstractBaseUser) -> list[Performance]:
    """A few queries, whatever their number."""
    at = record.performance.starts_at
    found = may_be_carried_to(record, user).for_cards()
    return sorted(found, key=lambda one: (abs(one.starts_at - at), one.pk))


def _words(show: Performance) -> str:
    parts = (columns.when_text(show), f"“{within_quotes(show.title)}”")
    return " · ".join([*parts, columns.place_text(show)])


def _days_said(left: Performance, shows: list[Performance], user: Any) -> str:
    """What would go along with it to another day; "" where nothing would."""
    other = next((one for one in shows if one.day_at_home != left.day_at_home), None)
    rows = days_along(left, other, user) if other is not None else []
    if not rows:
        return ""
    said = "；".join(
        f"{row.troupe.display_name} {record_words.figures(row) or '—'}" for row in rows
    )
    # Translators: zh: %(day)s：%(said)s。改到同一天的另一场时不用管它。
    text = _("%(day)s: %(said)s. It matters only where the show is of another day.")
    return text % {"day": chinese_day(left.day_at_home), "said": said}


def _is_only_show(left: Performance) -> bool:
    """Whether no other show of its troupes stands on that day; one query."""
    keys = [troupe.pk for troupe in left.troupes_in_order]
    since = clock.midnight(left.starts_at)
    rows = Performance.objects.filter(
        troupes__in=keys,
        status__in=FIRM,
        starts_at__gte=since,
        starts_at__lt=since + timedelta(days=1),
    )
    return not rows.exclude(pk=left.pk).exists()
