"""Copies a season to another year: choose, look at every day, place."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ulanmuqi.base import clock, rights
from ulanmuqi.base.lunar import lunar_day
from ulanmuqi.base.templatetags.dates import full_day

from ..forms.cast import castable_troupes, troupe_offer
from ..forms.many import read_keys
from ..forms.previewed import mark_of
from ..forms.season_copy import SeasonCopyForm
from ..models import Performance
from ..scheduling.copy_season import (
    MOST,
    Copy,
    SameDay,
    copy_season,
    plan_copies,
    worth_copying,
)
from ..statuses import Status
from . import columns
from .form_page import BelowShows, FormPage
from .placing_preview import PlacingPreview, preview_placing

LIST, PLACE = "list", "place"


class SeasonCopy(BelowShows, FormPage):
    """Copies begin as drafts or holds, so a conflict is told and does not forbid."""

    permission_required = "add"
    template_name = "performances/admin/season_copy.html"
    page_title = gettext_lazy("Copy a season")
    header_icon = "copy"

    def take(self, form: SeasonCopyForm) -> HttpResponse:
        copies = self.copies(form)
        if not copies:
            form.add_error(None, _("No show stood or took place in these days."))
            return self.page(form)
        if len(copies) > MOST:
            form.add_error(
                "last", _("That is more than %(most)s shows. Choose fewer days.")
                % {"most": MOST},
            )  # fmt: skip
            return self.page(form)
        is_first = self.request.POST.get("step") != PLACE
        kept = [one for one in copies if self.is_kept(one, is_first)]
        seen = form.is_as_seen(_fingerprint(form, kept))
        if seen and kept and not is_first:
            return self.done(self.place(form, kept))
        found = self.preview(kept)
        return self.page(form, copies=copies, kept=kept, found=found)

    def form(self, data: Any = None) -> SeasonCopyForm:
        return SeasonCopyForm(data, troupes=troupe_offer(self.request.user))

    def copies(self, form: SeasonCopyForm) -> list[Copy]:
        """One more than may be copied, so that too many can be told."""
        values = form.cleaned_data
        rows = rights.policy_for(Performance).visible(
            self.request.user, Performance.objects.for_cards()
        )
        own = castable_troupes(self.request.user)
        if values["troupe"] is not None:
            own = [values["troupe"].pk]
        else:
            own = own.filter(region__path__startswith=values["league"].path)
        rows = rows.filter(
            pk__in=Performance.objects.filter(troupes__in=own).values("pk"),
            starts_at__gte=clock.day_begins(values["first"]),
            starts_at__lt=clock.day_begins(values["last"] + timedelta(days=1)),
        )
        return plan_copies(
            list(worth_copying(rows)[: MOST + 1]),
            year=values["year"],
            same=SameDay(values["same"]),
            with_programme=values["with_programme"],
        )

    def is_kept(self, copy: Copy, is_first: bool) -> bool:
        """What was ticked; at first all that was not copied before."""
        if is_first:
            return not copy.stands_already
        return copy.source.pk in read_keys(self.request.POST.getlist("rows"), most=MOST)

    def place(self, form: SeasonCopyForm, kept: list[Copy]) -> list[Any]:
        return copy_season(
            kept, by=self.request.user, status=form.cleaned_data["status"]
        )

    def preview(self, kept: list[Copy]) -> PlacingPreview:
        """Judged as if they were confirmed, so that trouble shows early."""
        act = partial(copy_season, kept, by=self.request.user, status=Status.CONFIRMED)
        return preview_placing(act)

    def done(self, outcomes: list[Any]) -> HttpResponse:
        count = len(outcomes)
        told = ngettext(
            "%(count)s show was copied.", "%(count)s shows were copied.", count
        )
        messages.success(self.request, told % {"count": count})
        return redirect(reverse(self.index_url_name))

    def page(
        self,
        form: SeasonCopyForm,
        *,
        copies: list[Copy] | None = None,
        kept: list[Copy] | None = None,
        found: PlacingPreview | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            lines=_lines(copies or [], kept or [], found),
            count=len(kept or []),
            previewed=_fingerprint(form, kept) if kept else "",
            has_conflicts=bool(found and found.has_trouble),
            media=form.media,
            back_url=reverse(self.index_url_name),
        )
        return self.render_to_response(context, status=status)


def _fingerprint(form: SeasonCopyForm, kept: list[Copy]) -> str:
    facts = [(one.source.pk, one.source.version, one.facts.starts_at) for one in kept]
    values = form.cleaned_data
    return mark_of(facts, values["status"], values["with_programme"])


def _lines(
    copies: list[Copy], kept: list[Copy], found: PlacingPreview | None
) -> list[dict[str, Any]]:
    told = dict(
        zip((one.source.pk for one in kept), found.told if found else (), strict=False)
    )
    return [
        {
            "key": one.source.pk,
            "is_kept": one.source.pk in told,
            "title": one.source.title,
            "troupes": columns.troupes_text(one.source),
            "place": columns.place_text(one.source),
            "old": _day(one.old_day),
            "new": _day(one.new_day),
            "hour": columns.hour_text(one.source),
            "stands_already": one.stands_already,
            "told": told.get(one.source.pk, ()),
        }
        for one in copies
    ]


def _day(day: Any) -> str:
    """With the lunar date beside it: it decides when a feast falls."""
    return f"{full_day(day)} {lunar_day(day)}"
