"""Loads a banner's list of sumu and gacha, without which nobody knows where no show
has been."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ulanmuqi.base import rights
from ulanmuqi.places.loading import load_list
from ulanmuqi.places.models import Region
from ulanmuqi.places.region_lists import ListRefused

from ..forms.coverage import RegionListForm
from .coverage import COVERAGE, CoverageView

# More mistakes than these are one mistake: the wrong file.
MISTAKES_SHOWN = 20
NAMES_SHOWN = 12


class LoadRegionList(WagtailAdminTemplateMixin, View):
    template_name = "performances/admin/region_list.html"
    # Translators: zh: 录入苏木嘎查名单
    page_title = gettext_lazy("Load the list of sumu and gacha")
    header_icon = "upload"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.banner = get_object_or_404(Region.objects.banners(), code=kwargs["code"])
        if not rights.may(request.user, "add", Region(parent=self.banner)):
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = {"url": reverse(COVERAGE), "label": CoverageView.page_title}
        here = {"url": "", "label": self.banner.local_name}
        return [*self.breadcrumbs_items, above, here]

    def get_page_subtitle(self) -> str:
        return self.banner.local_name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(RegionListForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = RegionListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form)
        file = form.cleaned_data["file"]
        try:
            is_whole = form.cleaned_data["is_whole"]
            done = load_list(self.banner, file.read(), file.name, is_whole=is_whole)
        except ListRefused as refused:
            return self.page(form, refused.mistakes)
        # Translators: zh: %(name)s：新录入%(made)s处，改动%(changed)s处，%(same)s处不变。
        told = _("%(name)s: %(made)s entered, %(changed)s changed, %(same)s as before.")
        messages.success(
            request,
            told
            % {
                "name": self.banner.local_name,
                "made": done.made,
                "changed": done.changed,
                "same": done.unchanged,
            },
        )
        if done.gone:
            messages.warning(request, _gone_text(done.gone))
        return redirect(f"{reverse(COVERAGE)}?place={self.banner.code}&level=gacha")

    def page(self, form: RegionListForm, mistakes: tuple[str, ...] = ()) -> Any:
        below = Region.objects.filter(banner=self.banner, is_former=False)
        context = self.get_context_data(
            form=form,
            banner=self.banner,
            mistakes=mistakes[:MISTAKES_SHOWN],
            more=max(len(mistakes) - MISTAKES_SHOWN, 0),
            sumu=below.filter(level=Region.Level.SUMU).count(),
            gacha=below.filter(level=Region.Level.GACHA).count(),
        )
        return self.render_to_response(context)


def _gone_text(names: tuple[str, ...]) -> str:
    # Translators: zh: %(count)s处不在新名单里，记为已撤并：%(names)s。以前的演出照旧记着；弄错了，重新录入就恢复。
    told = ngettext(
        "%(count)s place is not on this list and counts as dissolved: %(names)s. Its "
        "past shows stay; load it again if this was a mistake.",
        "%(count)s places are not on this list and count as dissolved: %(names)s. "
        "Their past shows stay; load them again if this was a mistake.",
        len(names),
    )
    shown = "、".join(names[:NAMES_SHOWN])
    return told % {
        "count": len(names),
        "names": shown if len(names) <= NAMES_SHOWN else f"{shown}……",
    }
