"""One page for every act: what it does, what it asks, what it changes."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from troupes.rights import scope_of
from ulanmuqi.base import clock

from ..forms.acts import ActForm
from ..forms.previewed import mark_of
from ..models import Performance, Showcase
from ..scheduling import ConflictsFound, SchedulingError, sentence
from ..scheduling.wording import within_quotes
from . import reported
from .acts import DECISIONS
from .call_reminder import remind
from .one_act import OneAct
from .refusals import announce_refusal, at_field
from .rehearsal import CityLine, as_they_stand, rehearse
from .standing import standing_conflicts


class ActView(OneAct):
    """Asks, refuses in words, or does it; a showcase's acts show every city first."""

    model: type[Performance] | type[Showcase] = Performance
    template_name = "performances/admin/act.html"

    def take(self, form: ActForm) -> HttpResponse:
        started = clock.now()
        if self.act.shows_cities and not self.was_shown(form):
            return self.show_cities(form)
        self.run(form)
        messages.success(
            self.request, self.act.done % {"title": within_quotes(str(self.object))}
        )
        remind(self.request, self.object, started)
        return redirect(self.index_url_name if self.act.ends_row else self.way_back())

    def form(self, data: Any = None) -> ActForm:
        asks = dict(self.act.asks)
        if not scope_of(self.request.user).coordinates:
            asks.pop("accept", None)
        form = ActForm(
            data, asks=asks, version=self.object.version, suggested=self.suggested()
        )
        if "venue" in form.fields and isinstance(self.object, Performance):
            form.offer_near(self.object)
        return form

    def suggested(self) -> dict[str, str]:
        """What a link to the act fills in beforehand: a delay of so many minutes."""
        minutes = self.request.GET.get("minutes", "")
        short = minutes.isascii() and minutes.isdigit() and len(minutes) <= 4
        return {"minutes": minutes} if short else {}

    def run(self, form: ActForm, **instead: Any) -> Any:
        version = form.cleaned_data["version"]
        facts = {**form.told(), **instead}
        return self.act.run(self.object, by=self.request.user, version=version, **facts)

    # --- The cities --------------------------------------------------------------

    @property
    def showcase(self) -> Showcase | None:
        is_whole = isinstance(self.object, Showcase)
        return self.object if is_whole else self.object.showcase

    def show_cities(self, form: ActForm) -> HttpResponse:
        """The consequences per city, with the form as it was filled in. Warnings do
        not hide them: whoever has to say why it goes ahead sees first what it does."""
        try:
            rehearsed, unsaid = rehearse(partial(self.run, form), self.showcase), None
        except ConflictsFound as error:
            if error.blocked or "accept" not in form.fields:
                raise
            as_if_said = partial(self.run, form, accept=str(error))
            rehearsed, unsaid = rehearse(as_if_said, self.showcase), error
        data = self.request.POST.copy()
        data["previewed"] = self.fingerprint(form, is_accepted=unsaid is not None)
        shown = self.form(data)
        shown.is_valid()
        if unsaid is not None:
            announce_refusal(self.request, unsaid)
            shown.add_error("accept", str(unsaid))
        return self.page(
            shown, cities=rehearsed.cities, whole=rehearsed.whole, is_shown=True
        )

    def was_shown(self, form: ActForm) -> bool:
        """Whether exactly this act, with these facts, was shown before."""
        return form.is_as_seen(self.fingerprint(form))

    def fingerprint(self, form: ActForm, *, is_accepted: bool = False) -> str:
        """Of the facts and of whether warnings are accepted; why changes no city."""
        told = form.told()
        is_accepted = bool(told.pop("accept", "")) or is_accepted
        facts = sorted((name, str(value)) for name, value in told.items())
        version = form.cleaned_data["version"]
        return mark_of(self.act.key, self.object.pk, version, facts, is_accepted)

    # --- The page ----------------------------------------------------------------

    def refused(self, form: ActForm, error: SchedulingError) -> HttpResponse:
        status = announce_refusal(self.request, error)
        if not isinstance(error, ConflictsFound):
            at_field(form, error)
            return self.page(form, status=status)
        if self.act.shows_cities and self.showcase is not None:
            cities = as_they_stand(self.showcase, error.conflicts)
            return self.page(form, cities=cities, status=status)
        return self.page(form, conflicts=error.conflicts, status=status)

    def way_back(self) -> str:
        return self.next_url() or self.back_url()

    def page(
        self,
        form: ActForm,
        *,
        cities: list[CityLine] | None = None,
        conflicts: Any = None,
        whole: str = "",
        is_shown: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        if conflicts is None:
            conflicts = self.conflicts_ahead()
        if cities is None and self.act.shows_cities and self.showcase is not None:
            cities = as_they_stand(self.showcase)
        context = self.get_context_data(
            form=form,
            act=self.act,
            object=self.object,
            cities=cities,
            is_shown=is_shown,
            whole=whole,
            conflicts=[(one.severity.value, sentence(one)) for one in conflicts],
            media=form.media,
            back_url=self.way_back(),
            next_url=self.next_url(),
            consequence=self.consequence(),
        )
        return self.render_to_response(context, status=status)

    def consequence(self) -> str:
        """For what was reported, where the act is on a show."""
        if not isinstance(self.object, Performance):
            return ""
        return reported.consequence(self.request.user, self.object, self.act)

    def conflicts_ahead(self) -> Any:
        """What an act that makes the show firm will meet."""
        makes_firm = "accept" in self.act.asks or self.act.key == "accept"
        asks_for_time = {"starts_at", "venue", "t_zero"} & set(self.act.asks)
        if not isinstance(self.object, Performance) or asks_for_time or not makes_firm:
            return ()
        return standing_conflicts(self.object, as_firm=True)

    def next_url(self) -> str:
        """Where the act was begun, when that was the list of decisions."""
        asked = self.request.POST.get("next") or self.request.GET.get("next")
        url = reverse(DECISIONS)
        return url if asked == url else ""

    def back_url(self) -> str:
        """The row's page; the opening room for whoever came from there."""
        showcase = self.showcase
        from_room = self.request.GET.get("back") == "opening"
        if from_room and showcase is not None and self.may("room", showcase):
            return reverse("showcases:opening", args=[showcase.pk])
        return super().back_url()


class PlainActView(ActView):
    """An act on a row that takes no time itself and belongs to no showcase."""

    def conflicts_ahead(self) -> tuple[()]:
        return ()

    @property
    def showcase(self) -> None:
        return None
