"""The opening room: T-zero, every city's readiness, go or no-go, and the acts."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInReach

from ..forms.opening import LARGEST_KEY, GoForm, TickForm
from ..models import Performance, Showcase
from ..policy import ShowcasePolicy
from ..scheduling import SchedulingError, say_final, say_go, tick
from ..scheduling.ready import fingerprint
from ..scheduling.room import City, openings_of, room_of
from ..scheduling.since import acts_since, newest
from ..views.cards.countdown import countdown_words
from .columns import day_text
from .opening_panels import (
    CityPanel,
    city_panel,
    overall_words,
    venues_left,
    whole_acts,
    word_panel,
)
from .refusals import announce_refusal, at_field, meanwhile_text

# From when before T-zero, and until when after it, the menu leads to the room.
BEFORE, AFTER = timedelta(days=7), timedelta(hours=12)


class InTheRoom(RowInReach, PermissionCheckedMixin):
    """One showcase, for whoever runs it or has a city in it."""

    model = Showcase
    row_verb = "room"
    any_permission_required = ["view"]
    index_url_name = inspect_url_name = ""

    @cached_property
    def showcase(self) -> Showcase:
        return self.get_object()


class OpeningRoom(InTheRoom, WagtailAdminTemplateMixin, View):
    template_name = "performances/admin/opening.html"
    header_icon = "globe"
    # Translators: zh: 启幕现场
    page_title = gettext_lazy("Opening room")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.now = clock.now()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ticks an item, or takes down a word."""
        if request.POST.get("do") == "tick":
            return self.tick(TickForm(request.POST))
        return self.word(GoForm(request.POST))

    # --- What is typed -----------------------------------------------------------

    def tick(self, form: TickForm) -> HttpResponse:
        city = self.city(form.data.get("city"))
        if city is None or not form.is_valid():
            return self.page(form=form, at=city)
        told = form.cleaned_data
        troupes = {t.pk: t for t in city.opening.troupes_in_order}
        try:
            tick(
                city.opening, told["item"], told["state"], by=self.request.user,
                troupe=troupes.get(told["troupe"]), expected_at=told["expected_at"],
                note=told["note"], version=told["version"],
                venue_id=told["seen_venue"],
            )  # fmt: skip
        except SchedulingError as error:
            return self.refused(form, error, city)
        return redirect(f"{self.request.path}#city-{city.opening.pk}")

    def word(self, form: GoForm) -> HttpResponse:
        city = self.city(form.data.get("city"))
        if not form.is_valid() or (city is None and form.data.get("city")):
            return self.page(form=form, at=city)
        told = {k: form.cleaned_data[k] for k in ("go", "said_by", "why", "seen")}
        try:
            if city is not None:
                say_go(city.opening, by=self.request.user, **told)
            else:
                say_final(self.showcase, by=self.request.user, **told)
        except SchedulingError as error:
            return self.refused(form, error, city)
        place = f"#city-{city.opening.pk}" if city else ""
        return redirect(f"{self.request.path}{place}")

    def refused(
        self, form: Any, error: SchedulingError, city: City | None
    ) -> HttpResponse:
        status = announce_refusal(self.request, error)
        at_field(form, error)
        self.__dict__.pop("room", None)
        at = self.city(str(city.opening.pk)) if city else None
        return self.page(form=form, at=at, status=status)

    def city(self, key: Any) -> City | None:
        """The city of that key, among those the user sees."""
        found = {str(one.opening.pk): one for one in self.room.cities}
        return found.get(str(key)) if str(key) in self.seen else None

    # --- The page ----------------------------------------------------------------

    @cached_property
    def room(self) -> Any:
        return room_of(self.showcase, openings_of(self.showcase))

    @cached_property
    def seen(self) -> set[str]:
        """Keys of the cities this user sees."""
        openings = Performance.objects.filter(showcase=self.showcase, is_opening=True)
        mine = ShowcasePolicy().cities(self.request.user, openings)
        return {str(key) for key in mine.values_list("pk", flat=True)}

    def page(
        self, *, form: Any = None, at: City | None = None, status: int = 200
    ) -> HttpResponse:
        last = newest(self.showcase)
        context = self.get_context_data(form=form, at=at, last=last)
        answer = self.render_to_response(context, status=status)
        answer["Cache-Control"] = "no-store"
        return answer

    def get_context_data(
        self, *, form: Any, at: City | None, last: int, **kwargs: Any
    ) -> dict[str, Any]:
        user, showcase, room = self.request.user, self.showcase, self.room
        quick, acts = whole_acts(user, showcase)
        names = {str(one.opening.pk): one.name for one in room.cities}
        context = super().get_context_data(**kwargs)
        return context | {
            "showcase": showcase,
            "now": self.now,
            "day": day_text(room.cities[0].opening) if room.cities else "",
            "countdown": self.countdown(),
            "overall": overall_words(room),
            "overall_kind": room.overall.value,
            "final": word_panel(room.final, {}, names),
            "final_seen": fingerprint(room.basis, room.final and room.final.row),
            "final_form": form if isinstance(form, GoForm) and at is None else None,
            "missing": [one.name for one in room.missing],
            "may_run": rights.may(user, "change", showcase),
            "cities": self.panels(form, at),
            "quick": quick,
            "acts": acts,
            "since_url": f"{self.request.path}since/?after={last}",
            "my_name": user.get_full_name() or user.get_username(),
            "public_url": self.public_url(),
        }

    def panels(self, form: Any, at: City | None) -> list[CityPanel]:
        user = self.request.user
        left = venues_left(one.opening for one in self.room.cities)
        shows = Performance.objects.filter(showcase=self.showcase, is_opening=True)
        visible = rights.policy_for(Performance).visible(user, shows)
        seen = set(visible.values_list("pk", flat=True))
        return [
            city_panel(
                one,
                user,
                self.now,
                sees_show=one.opening.pk in seen,
                moved_from=left.get(one.opening.pk, ""),
                form=form if at is not None and one.opening == at.opening else None,
            )
            for one in self.room.cities
            if str(one.opening.pk) in self.seen
        ]

    def countdown(self) -> str:
        if self.showcase.t_zero is None:
            return ""
        return countdown_words(self.showcase.t_zero, self.now)

    def public_url(self) -> str:
        at = self.showcase.announced_at
        if at is None or at > self.now:
            return ""
        return reverse("showcase_live", args=[self.showcase.code])

    def get_page_subtitle(self) -> str:
        return str(self.showcase)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse(self.inspect_url_name, args=[self.showcase.pk])
        return [HeaderButton(_("Showcase"), url=url, icon_name="globe")]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Showcase._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {
                "url": reverse(self.inspect_url_name, args=[self.showcase.pk]),
                "label": str(self.showcase),
            },
            {"url": "", "label": str(self.page_title)},
        ]


class SinceThen(InTheRoom, View):
    """What was done in the room since a page of it was loaded: a piece of HTML, empty
    when nothing was. Two or three queries."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("after", "")
        sound = asked.isascii() and asked.isdigit() and len(asked) < 19
        after = int(asked) if sound else LARGEST_KEY
        acts = acts_since(self.showcase, after)
        if not rights.may(request.user, "change", self.showcase):
            acts = self.without_strangers(acts)
        answer = render(
            request,
            "performances/admin/_opening_since.html",
            {"acts": [meanwhile_text(act) for act in acts]},
        )
        answer["Cache-Control"] = "no-store"
        return answer

    def without_strangers(self, acts: Any) -> list[Any]:
        """Somebody who sees one city is told of the whole and of that city."""
        openings = Performance.objects.filter(showcase=self.showcase, is_opening=True)
        mine = ShowcasePolicy().cities(self.request.user, openings)
        if mine.count() == openings.count():
            return list(acts)
        return [act for act in acts if not act.about]


def rooms_near(user: Any) -> QuerySet | list[Showcase]:
    """Showcases that open within a week, or opened just now, whose room the user may
    enter."""
    now = clock.now()
    near = Showcase.objects.filter(t_zero__gt=now - AFTER, t_zero__lt=now + BEFORE)
    return [one for one in near.order_by("t_zero") if rights.may(user, "room", one)]


class NextOpening(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Leads to the room of the next opening; names them when there are several."""

    template_name = "performances/admin/openings.html"
    header_icon = "globe"
    page_title = gettext_lazy("Opening room")
    any_permission_required = ["view"]
    model = Showcase
    index_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        near = rooms_near(request.user)
        if len(near) == 1:
            return redirect("showcases:opening", near[0].pk)
        if not near:
            # Translators: zh: 一周之内没有展演启幕。
            messages.info(request, _("No showcase opens within a week."))
            return redirect(self.index_url_name)
        return self.render_to_response(self.get_context_data(showcases=near))


class OpeningMenuItem(MenuItem):
    """In the Schedule menu while a showcase opens within a week."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(rooms_near(request.user))
