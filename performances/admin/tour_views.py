"""A tour: N stops over M days, laid out, looked through, placed in one act."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from troupes.rights import scope_of

from .. import scheduling
from ..forms.cast import troupe_offer
from ..forms.previewed import mark_of
from ..forms.tour import TourEntry
from ..scheduling import SchedulingError, ShowFacts
from ..scheduling.tour import MOST_SHOWS, lay_out
from ..tour import Laid
from .form_page import BelowShows
from .placing_preview import PlacingPreview, preview_placing
from .refusals import announce_refusal, at_field

_MEDIA = Media(js=["js/admin/rows.js"])
LAY, CHECK, PLACE = "lay", "check", "place"


class TourCreate(BelowShows, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Nothing is written before exactly these shows were seen with what they meet."""

    permission_required = "add"
    template_name = "performances/admin/tour.html"
    page_title = gettext_lazy("Plan a tour")
    header_icon = "date"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.entry())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry, step = self.entry(request.POST), request.POST.get("step", LAY)
        try:
            if step == LAY:
                return self.lay(entry)
            return self.check(entry, is_final=step == PLACE)
        except SchedulingError as error:
            status = announce_refusal(request, error)
            at_field(entry.form, error)
            return self.page(entry, status=status)

    def entry(self, data: Any = None) -> TourEntry:
        scope = scope_of(self.request.user)
        return TourEntry(
            data,
            troupes=troupe_offer(self.request.user),
            may_accept=scope.coordinates,
            everywhere=scope.everywhere,
        )

    def lay(self, entry: TourEntry) -> HttpResponse:
        """Lays the plan out anew: what was changed by hand below is let go."""
        if not entry.is_planned():
            return self.faulty(entry)
        stops = entry.stops.stops()
        laid = lay_out(stops, entry.form.plan())
        if len(laid) > MOST_SHOWS:
            entry.form.add_error(
                None,
                _("That makes %(count)s shows; at most %(most)s fit in one tour.")
                % {"count": len(laid), "most": MOST_SHOWS},
            )
            return self.page(entry)
        entry.lay(
            [
                {"keep": True, "venue": stops[one.stop].venue, "day": one.day,
                 "hour": one.hour}
                for one in laid
            ]
        )  # fmt: skip
        shows = [
            entry.form.facts(stops[one.stop].venue, one.day, one.hour) for one in laid
        ]
        found = preview_placing(partial(self.place, entry, shows))
        roads = [_road_line(one) for one in laid]
        return self.page(entry, found=found, shows=shows, roads=roads)

    def check(self, entry: TourEntry, *, is_final: bool) -> HttpResponse:
        if not all([entry.is_planned(), entry.shows.is_valid()]):
            return self.faulty(entry)
        shows = entry.facts()
        if not shows:
            entry.form.add_error(None, _("Take at least one show."))
            return self.page(entry)
        seen = entry.form.is_as_seen(_fingerprint(entry, shows))
        if is_final and seen:
            return self.done(self.place(entry, shows))
        found = preview_placing(partial(self.place, entry, shows))
        return self.page(entry, found=found, shows=shows)

    def place(
        self, entry: TourEntry, shows: list[ShowFacts]
    ) -> list[scheduling.Outcome]:
        values = entry.form.cleaned_data
        return scheduling.place_all(
            shows,
            by=self.request.user,
            status=values["status"],
            showcase=values.get("showcase"),
            accept=values.get("accept", ""),
        )

    def done(self, outcomes: list[scheduling.Outcome]) -> HttpResponse:
        count = len(outcomes)
        told = ngettext(
            "The tour stands in the schedule: %(count)s show.",
            "The tour stands in the schedule: %(count)s shows.",
            count,
        )
        messages.success(self.request, told % {"count": count})
        return redirect(reverse(self.index_url_name))

    def faulty(self, entry: TourEntry) -> HttpResponse:
        messages.error(self.request, _("Nothing was saved. Look at the marked fields."))
        return self.page(entry)

    def page(
        self,
        entry: TourEntry,
        *,
        found: PlacingPreview | None = None,
        shows: list[ShowFacts] | None = None,
        roads: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        is_ready = bool(found and found.is_ready and shows)
        context = self.get_context_data(
            entry=entry,
            form=entry.form,
            lines=_lines(entry, found, roads),
            preview=found,
            is_ready=is_ready,
            previewed=_fingerprint(entry, shows) if is_ready and shows else "",
            media=entry.media + _MEDIA,
            back_url=reverse(self.index_url_name),
        )
        return self.render_to_response(context, status=status)


def _fingerprint(entry: TourEntry, shows: list[ShowFacts]) -> str:
    """Changes with the shows, the status and the reason given for warnings."""
    values = entry.form.cleaned_data
    facts = [
        (one.title, one.venue.pk, one.starts_at, one.ends_at,
         [troupe.pk for troupe in one.troupes])
        for one in shows
    ]  # fmt: skip
    showcase = str(values.get("showcase"))
    return mark_of(facts, values["status"], values.get("accept"), showcase)


def _lines(
    entry: TourEntry, found: PlacingPreview | None, roads: list[str] | None
) -> list[dict[str, Any]]:
    """Each row of the plan with what stands against it; rows left out have nothing."""
    told = iter(found.told if found else ())
    rows = list(entry.shows)
    notes = roads or [""] * len(rows)
    return [
        {"row": row, "told": next(told, ()) if _is_kept(row) else (), "road": note}
        for row, note in zip(rows, notes, strict=True)
    ]


def _is_kept(row: Any) -> bool:
    return (
        bool(row.cleaned_data.get("keep"))
        if row.is_bound and row.is_valid()
        else (not row.is_bound)
    )


def _road_line(one: Laid) -> str:
    if one.road_days is None:
        return _("No road leads here within a week. Choose another day or order.")
    if one.road_days:
        told = ngettext(
            "%(count)s day is left free for the road to this stop.",
            "%(count)s days are left free for the road to this stop.",
            one.road_days,
        )
        return told % {"count": one.road_days}
    return ""
