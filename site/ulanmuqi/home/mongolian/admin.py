"""The glossary in the admin: what is there, what is missing, who checked it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.grouped_choice import GroupedChoiceField
from ulanmuqi.base.mongolian import MongolianFormField
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import league_of
from ulanmuqi.places.models import Region

from ..models.glossary import LONGEST
from .acts import check, enter, may_check, may_enter
from .glossary import NAMES, OTHERS, VENUES, Glossary, Line, line_of, read
from .opening import chosen_banner
from .sheet import preview

# Translators: zh: 蒙古文词汇
TITLE = gettext_lazy("Mongolian words")
HEADINGS = {
    # Translators: zh: 页面上的话
    "page": gettext_lazy("Words of the page"),
    # Translators: zh: 日期
    "days": gettext_lazy("Days and months"),
    # Translators: zh: 钟点和地点
    "hours": gettext_lazy("Hours and places"),
    # Translators: zh: 演出状态
    "states": gettext_lazy("What becomes of a show"),
    # Translators: zh: 类别
    "genres": gettext_lazy("Genres"),
    # Translators: zh: 场数
    "numbers": gettext_lazy("How many"),
    # Translators: zh: 旗县和队伍的名称
    NAMES: gettext_lazy("Names of the banner and its troupe"),
    # Translators: zh: 场地名称
    VENUES: gettext_lazy("Names of venues"),
    # Translators: zh: 其他名称：盟市、苏木嘎查、上级队伍和作品
    OTHERS: gettext_lazy("Other names: regions, troupes above, and works"),
}


def may_look(user: Any) -> bool:
    scope = scope_of(user)
    return scope.coordinates or bool(scope.read_paths)


class GlossaryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)


class BannerForm(forms.Form):
    banner = GroupedChoiceField(
        queryset=Region.objects.banners().select_related("league").order_by("path"),
        heading=league_of,
        line=lambda region: region.local_name,
        to_field_name="code",
        empty_label=None,
        label=gettext_lazy("Banner, county or district"),
    )


class WordForm(PlainForm):
    # Translators: zh: 蒙古文
    text = MongolianFormField(
        label=gettext_lazy("Mongolian (traditional script)"),
        required=False,
        max_length=LONGEST,
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Who gave it, or where it stands: a sign at the door, a seal, a dictionary."
        ),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("text") and not values.get("source"):
            # Translators: zh: 请写上来源：谁提供的，或见于哪里。
            self.add_error("source", _("Say who gave it, or where it stands."))
        return values


class GlossaryPage(WagtailAdminTemplateMixin, View):
    """For coordinators and for readers of the script."""

    header_icon = "globe"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not may_look(request.user):
            raise PermissionDenied

    @cached_property
    def banner(self) -> Region | None:
        """The one asked for, else the one that is open, else one in reach."""
        banners = Region.objects.banners().select_related("league")
        asked = self.request.GET.get("banner", "")
        if asked:
            return get_object_or_404(banners, code=asked[:12])
        chosen = chosen_banner()
        if chosen is not None:
            return chosen
        scope = scope_of(self.request.user)
        for path in (*scope.region_paths, *scope.read_paths):
            near = banners.filter(path__startswith=path).order_by("path").first()
            if near is not None:
                return near
        return None

    def get_page_title(self) -> str:
        return str(TITLE)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("mongolian_words"), "label": TITLE},
        ]


class GlossaryList(GlossaryPage):
    """Progress, every word with its state, and what is still missing."""

    template_name = "home/admin/mongolian_words.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.banner is None:
            raise Http404
        words = read(self.banner)
        chosen = chosen_banner()
        return self.render_to_response(
            self.get_context_data(
                words=words,
                groups=[(HEADINGS[key], words.of_group(key)) for key in HEADINGS],
                waiting=sum(may_check(request.user, line) for line in words.missing),
                banner_form=BannerForm(initial={"banner": self.banner.code}),
                is_open=chosen == self.banner and words.can_speak,
                is_chosen=chosen == self.banner,
                settings_url=self._settings_url(),
                page_url=reverse("mongolian"),
            )
        )

    def _settings_url(self) -> str:
        if not self.request.user.has_perm("home.change_sitedetails"):
            return ""
        return reverse("wagtailsettings:edit", args=["home", "sitedetails"])


class GlossaryWord(GlossaryPage):
    """One word: entered by one person, checked by another."""

    template_name = "home/admin/mongolian_word.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        line = line_of(kwargs["key"])
        if line is None:
            raise Http404
        self.line: Line = line

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        form = WordForm(initial={"text": self.line.text, "source": self.line.source})
        return self.show(form)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        if "check" in request.POST:
            return self._check()
        if not may_enter(request.user, self.line):
            raise PermissionDenied
        form = WordForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        enter(
            request.user,
            self.line,
            text=form.cleaned_data["text"],
            source=form.cleaned_data["source"],
        )
        # Translators: zh: “%(word)s”已保存。
        messages.success(request, _("“%(word)s” is saved.") % self._named())
        return redirect(self._back())

    def _check(self) -> HttpResponse:
        try:
            check(self.request.user, self.line, text=self.request.POST["check"])
        except ValidationError as error:
            messages.error(self.request, error.messages[0])
            return redirect(self.request.get_full_path())
        # Translators: zh: “%(word)s”已校对。
        messages.success(self.request, _("“%(word)s” is checked.") % self._named())
        return redirect(self._back())

    def show(self, form: WordForm) -> HttpResponse:
        user = self.request.user
        return self.render_to_response(
            self.get_context_data(
                line=self.line,
                form=form,
                may_enter=may_enter(user, self.line),
                may_check=may_check(user, self.line) and not self.line.is_checked,
                is_own=self.line.entered_by == user,
                back=self._back(),
            )
        )

    def _named(self) -> dict[str, str]:
        return {"word": self.line.chinese}

    def _back(self) -> str:
        banner = f"?banner={self.banner.code}" if self.banner else ""
        return f"{reverse('mongolian_words')}{banner}"

    def get_page_title(self) -> str:
        return self.line.chinese

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": "", "label": str(self.line.chinese)},
        ]


def page_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The page as it would be today, for whoever works on its words."""
    if not may_look(request.user):
        raise PermissionDenied
    words: Glossary = read(get_object_or_404(Region.objects.banners(), code=code))
    told = preview(words, clock.now())
    return render(request, "home/mongolian.html", {"sheet": told})
