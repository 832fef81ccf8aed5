"""Where no show has been for a while: a map, and a list with the longest unserved
first. For planners and troupes alone: who lags behind is nobody else's business."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from troupes.models import Troupe
from troupes.rights import Scope, scope_of
from ulanmuqi.base import clock, rights
from ulanmuqi.base.templatetags.dates import full_date
from ulanmuqi.places.models import Region

from ..forms.coverage import CoverageForm
from ..models import Performance
from ..statistics.coverage import Coverage, Ground, Level, coverage
from ..views.tables import XLSX, Column, Notes, xlsx_bytes
from . import coverage_map

COVERAGE, LOAD_LIST = "coverage", "load_region_list"
PER_PAGE = 50


class CoverageMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(scope_of(request.user))


def may_look(scope: Scope) -> bool:
    return bool(scope.coordinates or scope.troupes or scope.member_of)


def reach_of(scope: Scope) -> Q:
    """Regions a user plans for, or whose troupe the user belongs to; at most one
    query."""
    if scope.coordinates:
        return scope.in_regions("path")
    homes = Troupe.objects.filter(pk__in=scope.troupes | scope.member_of)
    lies_in = Q(pk__in=[])
    for path in homes.values_list("region__path", flat=True).order_by("region__path"):
        lies_in |= Q(path__startswith=path)
    return lies_in


@dataclass(frozen=True, slots=True)
class Line:
    """One place that waits. `last` is None where the site knows of no show there;
    `show_url` only for whoever may see that show, `plan_url` for who may plan one."""

    name: str
    around: str
    last: date | None
    waited: str
    title: str
    troupes: str
    show_url: str
    plan_url: str


class CoverageView(WagtailAdminTemplateMixin, View):
    """Eight queries at most, whatever the season and however long the lists."""

    template_name = "performances/admin/coverage.html"
    # Translators: zh: 哪里还没去
    page_title = gettext_lazy("Where no show has been")
    header_icon = "globe"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        scope = scope_of(request.user)
        if not may_look(scope):
            raise PermissionDenied
        self.now = clock.now()
        self.reach = reach_of(scope)
        upper = Region.objects.filter(
            self.reach, level__in=(Level.LEAGUE, Level.BANNER)
        )
        self.regions = list(upper.order_by("code"))
        self.may_plan = rights.policy_for(Performance).may(request.user, "add")
        self.form = CoverageForm(
            request.GET,
            places=self.places(),
            everything=self.everything(),
            level=self.usual_level(),
        )
        self.asked = self.form.read()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = self.seen()
        if request.GET.get("export") == "xlsx":
            return self.workbook(seen)
        page = Paginator(seen.unserved, PER_PAGE).get_page(request.GET.get("p"))
        context = self.get_context_data(
            form=self.form,
            asked=self.asked,
            seen=seen,
            level=Level(seen.level).label,
            since=full_date(seen.since),
            page=page,
            lines=self.lines(page.object_list, seen),
            picture=self.picture(seen),
            legend=coverage_map.legend(),
            unknown=[self.unlisted(one) for one in seen.without_list],
            half=[
                self.unlisted(one) | {"said": coverage_map.gaps(tally)[0]}
                for one, tally in seen.half_listed
            ],
            kept=self.address(),
            gaps=coverage_map.gaps(seen.total) if seen.total.is_known else [],
            export_url=f"{reverse(COVERAGE)}?{self.address(export='xlsx')}",
        )
        return self.render_to_response(context)

    def usual_level(self) -> str:
        """Gacha where any list is loaded; else there is only the banner to tell of."""
        gacha = Region.objects.filter(self.reach, level=Level.GACHA, is_former=False)
        if self.request.GET.get("level") or not gacha.exists():
            return Level.BANNER.value
        return Level.GACHA.value

    # --- What is asked ---------------------------------------------------------------

    def leagues(self) -> list[Region]:
        return [one for one in self.regions if one.level == Level.LEAGUE]

    def everything(self) -> str:
        # Translators: zh: 我负责的全部地方
        return _("All that is mine")

    def places(self) -> list[Region]:
        """Leagues, and the banners of the one that is looked at."""
        leagues = self.leagues()
        code = self.request.GET.get("place", "")
        chosen = next((one for one in self.regions if one.code == code), None)
        open_leagues = {chosen.league_id} if chosen else set()
        if len(leagues) < 2:
            open_leagues |= {one.league_id for one in self.regions}
        return [
            one
            for one in self.regions
            if one.level == Level.LEAGUE or one.league_id in open_leagues
        ]

    def seen(self) -> Coverage:
        within = self.reach
        if place := self.asked.place:
            within &= Q(path__startswith=place.path)
        return coverage(self.asked.level, within, self.now, self.asked.months)

    def address(self, **other: str) -> str:
        """The query of this page, with something else in it."""
        place = self.asked.place
        asked = {
            "place": place.code if place else "",
            "level": self.asked.level,
            "months": str(self.asked.months),
        }
        return urlencode(asked | other)

    # --- What is shown ---------------------------------------------------------------

    def picture(self, seen: Coverage) -> coverage_map.Picture | None:
        """The league that is looked at, if it has more than one banner to compare."""
        place, leagues = self.asked.place, self.leagues()
        if place is None and len(leagues) > 1:
            return coverage_map.of_leagues(seen, leagues)
        if len(seen.banners) < 2:
            return None
        code = seen.banners[0][0].league
        league = next((one for one in leagues if one.code == code), None)
        return coverage_map.of_banners(seen, league) if league else None

    def lines(self, grounds: Iterable[Ground], seen: Coverage) -> list[Line]:
        """Two queries: the last shows, and their troupes."""
        grounds = list(grounds)
        rows = Performance.objects.filter(
            pk__in=[one.last_pk for one in grounds if one.last_pk]
        )
        shown = rights.policy_for(Performance).visible(self.request.user, rows)
        last = {row.pk: row for row in shown.prefetch_related("troupe_parts__troupe")}
        around: tuple[Any, ...] = (*self.regions, *seen.sumu)
        names = {one.code: one.local_name for one in around}
        return [self.line(one, last.get(one.last_pk), names) for one in grounds]

    def line(
        self, ground: Ground, show: Performance | None, names: dict[str, str]
    ) -> Line:
        above = [names[code] for code in ground.above if code in names]
        return Line(
            name=ground.local_name,
            around=" · ".join(above),
            last=ground.last_at and ground.last_at.astimezone(clock.SHANGHAI).date(),
            waited=self.waited(ground),
            title=show.local_title if show else "",
            troupes="、".join(t.local_name for t in show.troupes_in_order)
            if show
            else "",
            show_url=reverse("performances:inspect", args=[show.pk]) if show else "",
            plan_url=f"{reverse('performances:add')}?region={ground.code}"
            if self.may_plan
            else "",
        )

    def waited(self, ground: Ground) -> str:
        if ground.last_at is None:
            # Translators: zh: 没有演出记载
            return _("no show is known")
        # Translators: zh: %(days)s天
        days = (self.now - ground.last_at).days
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}

    def unlisted(self, banner: Ground) -> dict[str, str]:
        """A banner nobody loaded a list for, and where to load it."""
        region = next(one for one in self.regions if one.code == banner.code)
        may = rights.may(self.request.user, "add", Region(parent=region))
        url = reverse(LOAD_LIST, args=[banner.code]) if may else ""
        return {"name": banner.local_name, "url": url}

    def workbook(self, seen: Coverage) -> HttpResponse:
        # Translators: zh: 哪里还没去
        title = _("Where no show has been")
        lines = self.lines(seen.unserved, seen)
        body = xlsx_bytes(title[:31], _columns(), lines, self.notes(seen))
        response = HttpResponse(body, content_type=XLSX)
        name = f"coverage-{seen.level}-{clock.midnight(self.now):%Y%m%d}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def notes(self, seen: Coverage) -> Notes:
        place, total = self.asked.place, seen.total
        told = [
            (_("Place"), place.local_name if place else self.everything()),
            (_("Down to"), str(Level(seen.level).label)),
            # Translators: zh: 从哪天起没有演出
            (_("No show since"), full_date(seen.since)),
            # Translators: zh: 没有演出的/名单上的
            (_("Without a show, of all listed"), f"{total.unserved}/{total.listed}"),
        ]
        unknown = "、".join(one.local_name for one in seen.without_list)
        if unknown:
            # Translators: zh: 未录入名单的旗县
            told.append((_("Banners without a list"), unknown))
        half = _("; ").join(
            _("%(name)s: %(gaps)s")
            % {"name": one.local_name, "gaps": coverage_map.gaps(tally)[0]}
            for one, tally in seen.half_listed
        )
        if half:
            # Translators: zh: 名单不全的旗县
            told.append((_("Banners with a part of a list"), half))
        return Notes(_("About this table"), tuple(told))


def _columns() -> list[Column]:
    return [
        Column(_("Place"), 24, lambda line: line.name),
        # Translators: zh: 所在
        Column(_("Lies in"), 30, lambda line: line.around),
        # Translators: zh: 最近一场
        Column(_("Last show"), 12, lambda line: line.last),
        Column(_("Performance"), 30, lambda line: line.title),
        Column(_("Troupe"), 30, lambda line: line.troupes),
        # Translators: zh: 已有多久没有演出
        Column(_("Has waited"), 16, lambda line: line.waited),
    ]
