"""Create, edit, copy and take out an engagement; judge it while it is typed."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base.row_views import RowInReach

from .. import scheduling
from ..forms.engagement import EngagementEntry
from ..models import Engagement
from ..scheduling import EngagementFacts, engagement_facts_of
from ..scheduling.wording import within_quotes
from .transfers import proposed_transfer
from .verb_form import CheckAnswer, OfRow, TakeOut, VerbForm


class _EngagementForm(VerbForm):
    model = Engagement
    template_name = "performances/admin/engagement_form.html"
    header_icon = "calendar-check"
    proposed: EngagementFacts | None = None

    def entry(self, data: Any = None) -> EngagementEntry:
        return EngagementEntry(
            self.request.user, data, engagement=self.object, proposed=self.proposed
        )

    def done_message(self, row: Model) -> str:
        # Translators: zh: “%(title)s”已登记。
        return _("“%(title)s” is entered.") % {"title": within_quotes(str(row))}


class EngagementCreate(_EngagementForm):
    permission_required = "add"
    add_url_name = ""
    submit_label = gettext_lazy("Enter it")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.proposed = proposed_transfer(request.user, request.GET)

    def get_page_subtitle(self) -> str:
        return _("New entry")

    def save(self, entry: EngagementEntry) -> Model:
        accept = entry.form.cleaned_data.get("accept", "")
        facts = entry.facts()
        return scheduling.book(facts, by=self.request.user, accept=accept).engagement


class EngagementCopy(RowInReach, EngagementCreate):
    """A new entry with the facts of another: tomorrow's rehearsal."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        source = self.get_object()
        if not self.may("change", source):
            raise Http404
        self.proposed = engagement_facts_of(source)

    def rows(self) -> QuerySet:
        return Engagement.objects.for_rows()


class EngagementEdit(OfRow, _EngagementForm):
    submit_label = gettext_lazy("Save")
    outcome: scheduling.Booked | None = None

    def rows(self) -> QuerySet:
        return Engagement.objects.for_rows()

    def save(self, entry: EngagementEntry) -> Model:
        values = entry.form.cleaned_data
        self.outcome = scheduling.rebook(
            self.object,
            entry.facts(),
            by=self.request.user,
            version=values["version"],
            accept=values.get("accept", ""),
        )
        return self.outcome.engagement

    def done_message(self, row: Model) -> str:
        if self.outcome is not None and not self.outcome.changed:
            return _("Nothing was different, so nothing changed.")
        # Translators: zh: “%(title)s”已保存。
        return _("“%(title)s” is saved.") % {"title": within_quotes(str(row))}


class EngagementTakeOut(TakeOut):
    model = Engagement
    # Translators: zh: 从日程中删去“%(title)s”
    question = gettext_lazy("Take “%(title)s” out of the calendar")
    explained = gettext_lazy(
        "Its time is free again for others. The history keeps who took it out and why."
    )
    button = gettext_lazy("Take out")
    # Translators: zh: “%(title)s”已从日程中删去。
    done = gettext_lazy("“%(title)s” is taken out of the calendar.")

    def run(self, *, version: int | None, reason: str) -> None:
        scheduling.unbook(
            self.object, by=self.request.user, version=version, reason=reason
        )


class EngagementCheck(CheckAnswer):
    model = Engagement

    def entry(self, data: Any) -> EngagementEntry:
        return EngagementEntry(self.request.user, data, engagement=self.object)


class EngagementCheckRow(OfRow, EngagementCheck):
    def rows(self) -> QuerySet:
        return Engagement.objects.for_rows()
