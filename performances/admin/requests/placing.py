"""Turning a request into a hold and a performance; or linking one that stands."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInReach
from ulanmuqi.base.sentences import joined

from ...conflicts import Severity
from ...forms.cast import castable_troupes
from ...forms.instants import FIRST_YEAR, LAST_YEAR
from ...forms.request_placing import LinkForm, PlacingForm
from ...models import Performance, Request
from ...scheduling import ConflictsFound, StaleWrite, sentence
from ...scheduling.request_booking import link_show
from ...scheduling.request_day import StandsAgainst, day_beside, keep_day
from ...scheduling.request_days import beside_show
from ...scheduling.request_outcomes import answered_by
from ...scheduling.request_proposals import place_asked
from ...scheduling.request_ways import day_holds
from ...statuses import OFF, Status
from ..form_page import BelowRow, FormPage
from ..refusals import announce_refusal

# Tours pass some days before or after what was asked.
AROUND = timedelta(days=14)
MOST_SHOWS = 200


class _RequestForm(BelowRow, RowInReach, FormPage):
    """One request, one form, one verb: refused in words, with all that was typed."""

    model = Request
    any_permission_required = ["view"]
    row_verb = "answer"
    template_name = "performances/admin/request_form.html"
    header_icon = "date"
    button: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def rows(self) -> QuerySet:
        return Request.objects.with_place().with_show()

    def write(self, form: Any) -> list[str]:
        """Does it; what it is now and what happens next, in sentences."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (self.object.is_open or self.object.lost_its_show):
            return redirect(self.back_url())
        return super().get(request, *args, **kwargs)

    def take(self, form: Any) -> HttpResponse:
        try:
            said = self.write(form)
        except StaleWrite as error:
            announce_refusal(self.request, error)
            return redirect(self.back_url())
        except ConflictsFound as error:
            status = announce_refusal(self.request, error)
            told = [(one.severity.value, sentence(one)) for one in error.conflicts]
            if isinstance(error, StandsAgainst) and error.outside:
                told.insert(0, (Severity.WARN.value, error.outside))
            return self.against(form, error, told, status)
        messages.success(self.request, joined(said))
        return redirect(self.back_url())

    def against(
        self, form: Any, error: ConflictsFound, told: list, status: int
    ) -> HttpResponse:
        return self.page(form, status=status, conflicts=told)

    def page(
        self, form: Any, *, status: int = 200, conflicts: Any = (), holds: Any = ()
    ) -> HttpResponse:
        context = self.get_context_data(
            form=form, object=self.object, media=form.media, conflicts=conflicts,
            holds=holds, back_url=self.back_url(), button=self.button,
        )  # fmt: skip
        return self.render_to_response(context, status=status)


class RequestPlacing(_RequestForm):
    @property
    def button(self) -> str:
        # Translators: zh: 留作备选
        return _("Keep the day as a hold")

    def get_page_title(self) -> str:
        # Translators: zh: 替它留一天
        return _("Keep a day for it")

    def form(self, data: Any = None) -> PlacingForm:
        user, asked = self.request.user, self.request.GET
        key = asked.get("troupe", "")
        known = key.isascii() and key.isdigit() and len(key) < 10
        troupe = castable_troupes(user).filter(pk=key).first() if known else None
        return PlacingForm(
            data, row=self.object, user=user, troupe=troupe, day=_day(asked.get("day"))
        )

    def page(self, form: PlacingForm, **how: Any) -> HttpResponse:
        """With what the proposed day of the troupe holds already."""
        show = None if form.is_bound else form.as_opened()
        if show is not None:
            place = place_asked(self.object)
            found = beside_show(show, [form.initial["troupe"]], place)
            how["holds"] = [day_holds(one) for one in found]
        if "anyway" in form.fields and not how.pop("asks", False):
            form.without_the_tick()
        return super().page(form, **how)

    def against(
        self, form: PlacingForm, error: ConflictsFound, told: list, status: int
    ) -> HttpResponse:
        is_told = isinstance(error, StandsAgainst)
        holds = [day_holds(one) for one in error.beside] if is_told else []
        return self.page(form, status=status, conflicts=told, holds=holds, asks=is_told)

    def write(self, form: PlacingForm) -> list[str]:
        told = form.cleaned_data
        outcome = keep_day(
            self.object,
            form.facts(),
            anyway=told["anyway"],
            decide_by=told["decide_by"],
            words=told["words"],
            by=self.request.user,
            version=told["version"],
        )
        show = outcome.performance
        holds = [day_holds(one) for one in day_beside(self.object, show)]
        return [*answered_by(show), *holds]


class RequestLink(_RequestForm):
    @property
    def button(self) -> str:
        return _("This show answers it")

    def get_page_title(self) -> str:
        return _("Answer with a show that stands")

    def form(self, data: Any = None) -> LinkForm:
        return LinkForm(data, row=self.object, shows=self.shows())

    def shows(self) -> QuerySet:
        """Those the user may see, of the league, around the days asked for."""
        row, now = self.object, clock.now()
        rows = rights.policy_for(Performance).visible(
            self.request.user, Performance.objects.all()
        )
        agreed = row.proposed_on or row.window_from
        first = clock.day_begins(min(row.window_from, agreed) - AROUND)
        last = clock.day_begins(max(row.window_until, agreed) + AROUND)
        rows = rows.between(max(now, first), max(now, last))
        near = row.region.league or row.region
        keys = (
            rows.exclude(status__in=OFF | {Status.DRAFT})
            .within(near)
            .in_order()[:MOST_SHOWS]
        )
        chosen = Performance.objects.filter(
            pk__in=list(keys.values_list("pk", flat=True))
        )
        chosen = chosen.prefetch_related("troupe_parts__troupe")
        return chosen.select_related("venue").in_order()

    def write(self, form: LinkForm) -> list[str]:
        told = form.cleaned_data
        row = link_show(
            self.object,
            told["show"],
            words=told["words"],
            by=self.request.user,
            version=told["version"],
        )
        return answered_by(row.show)


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
