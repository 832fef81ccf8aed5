"""Create, edit and copy a show; judge it while it is typed."""

from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.base.row_views import RowInReach

from .. import scheduling
from ..forms.board import proposals
from ..forms.entry import ShowEntry
from ..models import Performance
from ..scheduling.wording import within_quotes
from .call_reminder import remind
from .quick_place import AddsPlace
from .show_acts import SHOW_ACTS
from .verb_form import CheckAnswer, OfRow, VerbForm


class _ShowForm(AddsPlace, VerbForm):
    """What creating and editing share."""

    model = Performance
    template_name = "performances/admin/show_form.html"
    header_icon = "date"
    act_url_name = ""
    outcome: scheduling.Outcome

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.started = clock.now()

    def run(self, entry: ShowEntry) -> scheduling.Outcome:
        raise NotImplementedError

    def save(self, entry: ShowEntry) -> Performance:
        self.outcome = self.run(entry)
        return self.outcome.performance

    def saved(self, row: Performance) -> HttpResponse:
        answer = super().saved(row)
        remind(self.request, row, self.started)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(performance=self.object, **kwargs)


class ShowCreate(_ShowForm):
    """`?day=…&hour=…&venue=…&troupe=…` in the address are proposals, as the board
    makes them; what makes no sense is left out."""

    permission_required = "add"
    add_url_name = ""
    submit_label = gettext_lazy("Place in the schedule")

    def entry(self, data: Any = None) -> ShowEntry:
        proposed = proposals(self.request.GET) if data is None else {}
        return ShowEntry(self.request.user, data, proposed=proposed)

    def get_page_subtitle(self) -> str:
        return _("New performance")

    def run(self, entry: ShowEntry) -> scheduling.Outcome:
        values = entry.form.cleaned_data
        return scheduling.place(
            entry.facts(),
            by=self.request.user,
            status=entry.form.becomes,
            showcase=values.get("showcase"),
            accept=values.get("accept", ""),
        )

    def done_message(self, row: Performance) -> str:
        # Translators: zh: “%(title)s”已列入排期。
        return _("“%(title)s” stands in the schedule.") % {
            "title": within_quotes(row.title)
        }


class ShowCopy(RowInReach, ShowCreate):
    """A new show with the facts of another: the next stop of a tour."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.source = self.get_object()

    def entry(self, data: Any = None) -> ShowEntry:
        return ShowEntry(self.request.user, data, source=self.source)


class ShowEdit(OfRow, _ShowForm):
    submit_label = gettext_lazy("Save")

    def entry(self, data: Any = None) -> ShowEntry:
        return ShowEntry(self.request.user, data, performance=self.object)

    def rows(self) -> Any:
        return Performance.objects.for_cards()

    def run(self, entry: ShowEntry) -> scheduling.Outcome:
        values = entry.form.cleaned_data
        return scheduling.revise(
            self.object,
            entry.facts(),
            by=self.request.user,
            version=values["version"],
            reason=values.get("reason", ""),
            accept=values.get("accept", ""),
        )

    def done_message(self, row: Performance) -> str:
        if not self.outcome.changed:
            return _("Nothing was different, so nothing changed.")
        # Translators: zh: “%(title)s”已保存。
        return _("“%(title)s” is saved.") % {"title": within_quotes(row.title)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            acts=SHOW_ACTS.open_for(self.request.user, self.object),
            act_url_name=self.act_url_name,
            inspect_url=reverse(self.inspect_url_name, args=[quote(self.object.pk)]),
            history_url=reverse("performances:history", args=[quote(self.object.pk)]),
            **kwargs,
        )


class ShowCheck(CheckAnswer):
    model = Performance

    def entry(self, data: Any) -> ShowEntry:
        return ShowEntry(self.request.user, data, performance=self.object)


class ShowCheckRow(OfRow, ShowCheck):
    def rows(self) -> Any:
        return Performance.objects.for_cards()
