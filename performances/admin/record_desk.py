"""Reviewing many reports at once: records, days, coaching and services together."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from troupes.admin.choices import troupe_field, troupes_by_league
from troupes.rights import scope_of
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.regions import leagues

from ..forms.report_word import LONGEST_NOTE, outcome_field
from ..models import FieldAct, Record, Reported, ReportState, TroupeDay
from ..record_policy import ACTS, DAYS, RECORDS
from ..scheduling import SomeRefused, StaleWrite, review_many
from ..scheduling.report_review import label_of
from ..scheduling.since import meanwhile_text
from . import record_words
from .form_page import FormPage
from .record_desk_rows import KIND_LABELS, KINDS, anchor, prefetched_sizes, review_rows

# Of each kind, in one table: what a person can look through.
MOST_SHOWN = 100


class NarrowForm(forms.Form):
    """What of all that waits is listed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("All")), *KIND_LABELS.items()],
        required=False,
    )
    league = forms.ModelChoiceField(
        label=gettext_lazy("League or city"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("All"),
    )
    troupe = troupe_field(required=False, empty_label=gettext_lazy("All"))

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        scope = scope_of(user)
        self.fields["league"].queryset = leagues(None)
        rows = troupes_by_league()
        if not scope.everywhere:
            rows = rows.filter(scope.in_regions("region__path"))
            del self.fields["league"]
        self.fields["troupe"].queryset = rows


class ReviewForm(PlainForm):
    outcome = outcome_field()
    note = forms.CharField(
        label=gettext_lazy("A word to the troupe"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("Needed when something is sent back: what to mend."),
        widget=forms.Textarea(attrs={"rows": 1}),
    )

    def clean(self) -> dict[str, Any]:
        """All that is missing at once."""
        values = super().clean()
        is_back = values.get("outcome") == ReportState.RETURNED
        if is_back and "note" not in self.errors and not values.get("note"):
            # Translators: zh: 写一下哪里要改，队伍会看到这句话。
            self.add_error("note", _("Say what to mend. The troupe reads it."))
        if not _chosen(self.data.getlist("rows")):
            # Translators: zh: 请至少勾选一条。
            self.add_error(None, _("Choose at least one report."))
        return values


class ReviewDesk(FormPage):
    """Everything that waits for the user's word, the oldest first."""

    model = Record
    any_permission_required = ["review"]
    template_name = "performances/admin/record_desk.html"
    page_title = gettext_lazy("Review reports")
    header_icon = "check"
    index_url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.narrow = NarrowForm(request.GET, user=request.user)
        # Why not, by the label of a row.
        self.refusals: dict[str, str] = {}

    def form(self, data: Any = None) -> ReviewForm:
        return ReviewForm(data)

    def take(self, form: ReviewForm) -> HttpResponse:
        chosen = _chosen(self.request.POST.getlist("rows"))
        rows = self._named(chosen)
        values = form.cleaned_data
        try:
            done = review_many(
                rows,
                values["outcome"],
                note=values["note"],
                by=self.request.user,
                versions=chosen,
            )
        except SomeRefused as error:
            return self.refused(form, error, chosen)
        messages.success(self.request, _done(values["outcome"], len(done)))
        return redirect(self.here())

    def refused(
        self, form: ReviewForm, error: SomeRefused, chosen: dict[str, int]
    ) -> HttpResponse:
        """Each in its row, with who was faster; above the list what waits no more. Told
        of that, whoever sends it once more means what stands there now."""
        for one in error.refusals:
            told = [str(one.error)]
            if isinstance(one.error, StaleWrite):
                told += [meanwhile_text(entry) for entry in one.error.since]
                chosen[label_of(one.performance)] = one.performance.version
            self.refusals[label_of(one.performance)] = " ".join(told)
        form.data = form.data.copy()
        seen = [f"{label}:{version}" for label, version in chosen.items()]
        form.data.setlist("rows", seen)
        rows = self.waiting()
        listed = {label_of(row) for row in rows}
        for one in error.refusals:
            label = label_of(one.performance)
            if label not in listed:
                subject = record_words.subject(one.performance)
                messages.error(self.request, f"{subject}：{self.refusals[label]}")
        first = next((row for row in rows if label_of(row) in self.refusals), None)
        buttons = []
        if first is not None:
            buttons = [messages.button(f"#{anchor(first)}", _("Go there"))]
        messages.error(self.request, _not_done(len(error.refusals)), buttons=buttons)
        return self.page(form)

    def page(self, form: ReviewForm, *, status: int = 200) -> HttpResponse:
        rows = self.waiting()
        chosen = _chosen(form.data.getlist("rows")) if form.is_bound else {}
        context = self.get_context_data(
            form=form,
            narrow=self.narrow,
            is_narrowed=any(self.request.GET.values()),
            rows=review_rows(rows, chosen, self.refusals),
            most=MOST_SHOWN,
            is_cut=len(rows) >= MOST_SHOWN,
            media=form.media,
            back_url=reverse(self.index_url_name),
        )
        return self.render_to_response(context, status=status)

    def waiting(self) -> list[Reported]:
        """A constant number of queries."""
        if not RECORDS.may(self.request.user, "review"):
            raise PermissionDenied
        sound = self.narrow.is_valid()
        asked = self.narrow.cleaned_data if sound else {}
        found: list[Reported] = []
        for name, rows in self._sources().items():
            if asked.get("kind") not in ("", None, name):
                continue
            found += list(self._narrowed(name, rows, asked)[:MOST_SHOWN])
        return sorted(found, key=_in_order)[:MOST_SHOWN]

    def _named(self, chosen: dict[str, int]) -> list[Reported]:
        """Those of the rows that are the user's to look at, reviewed meanwhile or not:
        then the refusal says by whom."""
        policies = {"record": RECORDS, "troupeday": DAYS, "fieldact": ACTS}
        keys: dict[str, list[int]] = {name: [] for name in KINDS}
        for label in chosen:
            name, _colon, key = label.partition(":")
            keys[name].append(int(key))
        return [
            row
            for name, kind in KINDS.items()
            for row in policies[name].visible(
                self.request.user, kind.objects.filter(pk__in=keys[name])
            )
        ]

    def _sources(self) -> dict[str, QuerySet]:
        user = self.request.user
        records = RECORDS.visible(user, Record.objects.waiting().counted())
        return {
            "record": records.select_related(
                "performance__venue__region",
                "performance__region",
                "carried_from",
                "reported_by",
            )
            .prefetch_related(
                "performance__troupe_parts__troupe",
                "performance__place_confirmations",
                Prefetch("photos__image", prefetched_sizes()),
            )
            .order_by("performance__starts_at", "pk"),
            "troupeday": _of_troupe(DAYS.visible(user, TroupeDay.objects.waiting())),
            "fieldact": _of_troupe(ACTS.visible(user, FieldAct.objects.waiting())),
        }

    @staticmethod
    def _narrowed(name: str, rows: QuerySet, asked: dict[str, Any]) -> QuerySet:
        """Records through their troupes: a joint show is found under each."""
        path = "performance__troupes" if name == "record" else "troupe"
        troupe, league = asked.get("troupe"), asked.get("league")
        if troupe is not None:
            rows = rows.filter(**{path: troupe})
        if league is not None:
            rows = rows.filter(**{f"{path}__region__path__startswith": league.path})
        return rows.distinct()

    def here(self) -> str:
        query = self.request.GET.urlencode()
        return self.request.path + (f"?{query}" if query else "")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Record._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_title()},
        ]


def _of_troupe(rows: QuerySet) -> QuerySet:
    return rows.select_related("troupe__region", "reported_by").order_by("day", "pk")


def _in_order(row: Reported) -> tuple[Any, str, int, str]:
    """By day, and of one day what one troupe did together: the show, then its road."""
    day = row.performance.day if isinstance(row, Record) else row.day
    kind = list(KINDS).index(row._meta.model_name)
    return day, record_words.who_text(row), kind, label_of(row)


def _chosen(values: Iterable[str]) -> dict[str, int]:
    """{"record:7": 2}; what is no such value is left out."""
    found = {}
    for value in list(values)[:MOST_SHOWN]:
        kind, key, version = [*value.split(":"), "", ""][:3]
        numbers = [part for part in (key, version) if part.isascii() and part.isdigit()]
        if kind in KINDS and len(numbers) == 2 and len(max(numbers, key=len)) < 10:
            found[f"{kind}:{int(key)}"] = int(version)
    return found


def _not_done(count: int) -> str:
    # Translators: zh: %(count)s条办不了，所以一条也没有改；写的话还在。
    told = ngettext(
        "%(count)s report stands in the way, so nothing was changed; why is written in "
        "its row.",
        "%(count)s reports stand in the way, so nothing was changed; why is written in "
        "their rows.",
        count,
    )
    return told % {"count": count}


def _done(outcome: str, count: int) -> str:
    if outcome == ReportState.REVIEWED:
        # Translators: zh: 通过了%(count)s条。
        told = ngettext(
            "%(count)s report is reviewed.", "%(count)s reports are reviewed.", count
        )
    else:
        # Translators: zh: 退回了%(count)s条，队伍会看到您写的话。
        told = ngettext(
            "%(count)s report is sent back.", "%(count)s reports are sent back.", count
        )
    return told % {"count": count}
