"""The opening room: T-zero, every city's readiness, go or no-go, and the acts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import (
    WagtailAdminTemplateMixin,
)
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock, rights
from ulanmuqi.base.names import person_name
from ulanmuqi.base.templatetags.dates import full_day

from ..forms.opening import GoForm, LinkForm, TickForm
from ..models import AccessLink, CallSheet, Performance, Showcase
from ..policy import ShowcasePolicy
from ..scheduling import (
    SchedulingError,
    issue_link,
    revoke_link,
    say_final,
    say_go,
    tick,
)
from ..scheduling.ready import fingerprint
from ..scheduling.room import City, openings_of, room_of
from ..scheduling.since import moved_t_zero, newest
from ..views.cards.countdown import countdown_words
from .call_sheet_lines import open_at
from .opening_links import NewLink, link_among, new_link, standing_links
from .opening_panels import (
    CallLink,
    CityPanel,
    city_panel,
    venues_left,
    whole_acts,
    word_panel,
)
from .opening_ways import InTheRoom
from .opening_words import overall_words
from .refusals import announce_refusal, at_field


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
        """Ticks an item, takes down a word, issues or closes a site link."""
        match request.POST.get("do"):
            case "tick":
                return self.tick(TickForm(request.POST))
            case "issue":
                return self.issue(LinkForm(request.POST))
            case "revoke":
                return self.revoke(request.POST.get("link", ""))
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

    def issue(self, form: LinkForm) -> HttpResponse:
        """The page itself answers: the address is shown this once."""
        city = self.city(form.data.get("city"))
        if city is None or not form.is_valid():
            return self.page(form=form, at=city)
        told = form.cleaned_data
        try:
            link, token = issue_link(
                AccessLink.Kind.SITE, city.opening, by=self.request.user,
                label=told["label"], live=told["live"],
            )  # fmt: skip
        except SchedulingError as error:
            return self.refused(form, error, city)
        return self.page(fresh=new_link(link, token))

    def revoke(self, key: str) -> HttpResponse:
        link = link_among(standing_links(self.showcase).values(), key)
        if link is None or not rights.may(self.request.user, "view", link):
            raise Http404
        try:
            revoke_link(link, by=self.request.user)
        except SchedulingError as error:
            return self.refused(None, error, None)
        # Translators: zh: 链接已停用，马上打不开。
        messages.success(self.request, _("The link is closed and opens nothing now."))
        return redirect(self.request.path)

    def refused(
        self, form: Any, error: SchedulingError, city: City | None
    ) -> HttpResponse:
        status = announce_refusal(self.request, error)
        if form is not None:
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
        self,
        *,
        form: Any = None,
        at: City | None = None,
        fresh: NewLink | None = None,
        status: int = 200,
    ) -> HttpResponse:
        last = newest(self.showcase)
        context = self.get_context_data(form=form, at=at, last=last, fresh=fresh)
        answer = self.render_to_response(context, status=status)
        answer["Cache-Control"] = "no-store"
        return answer

    def get_context_data(
        self,
        *,
        form: Any,
        at: City | None,
        last: int,
        fresh: NewLink | None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        user, showcase, room = self.request.user, self.showcase, self.room
        quick, acts = whole_acts(user, showcase)
        names = {str(one.opening.pk): one.name for one in room.cities}
        context = super().get_context_data(**kwargs)
        return context | {
            "showcase": showcase,
            "now": self.now,
            "day": full_day(showcase.t_zero, "Asia/Shanghai"),
            "countdown": self.countdown(),
            "overall": overall_words(room),
            "overall_kind": room.overall.value,
            "final": word_panel(room.final, {}, names),
            "final_seen": fingerprint(room.basis, room.final and room.final.row),
            "final_form": form if isinstance(form, GoForm) and at is None else None,
            "missing": [one.name for one in room.missing],
            "may_run": rights.may(user, "change", showcase),
            "cities": self.panels(form, at, fresh),
            "quick": quick,
            "acts": acts,
            "since_url": f"{self.request.path}since/?after={last}",
            "my_name": person_name(user),
            "public_url": self.public_url(),
        }

    def panels(
        self, form: Any, at: City | None, fresh: NewLink | None
    ) -> list[CityPanel]:
        user = self.request.user
        links = standing_links(self.showcase)
        issued_for = fresh.link.performance_id if fresh else None
        left = venues_left(one.opening for one in self.room.cities)
        origin = moved_t_zero(self.showcase)
        sheets = open_at((one.opening for one in self.room.cities), user)
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
                origin=origin,
                form=form if at is not None and one.opening == at.opening else None,
                links=links.get(one.opening.pk, ()),
                new_link=fresh if one.opening.pk == issued_for else None,
                call=_call_link(sheets.get(one.opening.pk)),
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


def _call_link(sheet: CallSheet | None) -> CallLink | None:
    if sheet is None:
        return None
    return CallLink(reverse("callsheets:inspect", args=[sheet.pk]), sheet.untold)
