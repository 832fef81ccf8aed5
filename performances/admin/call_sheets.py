"""Call sheets in the admin: whom to ring, the number, the sentence, told by and at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin

from troupes.models import DutyContact
from ulanmuqi.base import clock, rights
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.base.row_views import RowInReach, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import ReadingViewSet

from .. import telling
from ..changelog import news_of
from ..models import Call, CallSheet, Performance, ShowContact
from ..scheduling import SchedulingError, StaleWrite, call_sheets
from . import columns
from .behind import CallSheetBehind, behind_of
from .phone import dialled
from .refusals import announce_refusal, at_field

_DUTIES = {
    Call.Party.LEADER: DutyContact.Duty.LEADER,
    Call.Party.DRIVER: DutyContact.Duty.DRIVER,
}
_OF_SHOW = frozenset({Call.Party.HOST, Call.Party.SITE_LEAD})


@dataclass(frozen=True, slots=True)
class Number:
    """`dial` is the number as a tel: link takes it; "" when there is none in it."""

    name: str
    phone: str
    dial: str


@dataclass(frozen=True, slots=True)
class Line:
    """One party to ring. `is_hidden` where the user may not know its numbers; `add`
    is where a missing number is entered, `form` the form for it on this page."""

    call: Call
    who: str
    numbers: tuple[Number, ...]
    is_hidden: bool
    add: str
    form: Any


class ContactForm(PlainForm):
    """`seen` is the version of the contact the page showed, 0 while there was none."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


def open_sheets(user: Any) -> QuerySet[CallSheet]:
    """Where somebody is still to be told, of shows not over; the soonest first."""
    rows = rights.policy_for(CallSheet).visible(user, CallSheet.objects.all())
    rows = rows.filter(done_at=None, performance__ends_at__gt=clock.now())
    return rows.select_related("performance", "change").order_by(
        "performance__starts_at", "pk"
    )


def open_at(openings: Iterable[Performance], user: Any) -> dict[int, CallSheet]:
    """Open sheets of these shows by the show, each with how many are `untold`, as far
    as the user may see them; one query."""
    sheets = open_sheets(user).filter(performance__in=[one.pk for one in openings])
    untold = Count("calls", filter=Q(calls__told_at=None), distinct=True)
    return {sheet.performance_id: sheet for sheet in sheets.annotate(untold=untold)}


def lines_of(sheet: CallSheet, user: Any) -> list[Line]:
    """Every party with the numbers known now; four queries whatever the cast."""
    calls = list(
        sheet.calls.select_related("troupe__region", "venue__region", "told_by")
    )
    duty = DutyContact.objects.filter(troupe__in=[c.troupe_id for c in calls])
    on_duty = list(duty.order_by("sort_order", "pk"))
    of_show = {row.duty: row for row in sheet.performance.contacts.all()}
    return [_line(call, sheet, on_duty, of_show, user) for call in calls]


def _line(
    call: Call,
    sheet: CallSheet,
    on_duty: list[DutyContact],
    of_show: dict[str, ShowContact],
    user: Any,
) -> Line:
    if call.party in _OF_SHOW:
        known = of_show.get(call.party)
        numbers = (_number(known.name, known.phone),) if known else ()
        initial: dict[str, Any] = {"seen": 0}
        if known:
            initial = {
                "seen": known.version, "name": known.name, "phone": known.phone
            }  # fmt: skip
        form = ContactForm(initial=initial, prefix=call.party)
        return Line(call, "", numbers, False, "", form)
    place = call.venue or call.troupe
    if not rights.may(user, "view_private", place):
        return Line(call, place.local_name, (), True, "", None)
    if call.venue is not None:
        numbers = _numbers([(place.contact_name, place.contact_phone)])
        add = _edit(user, "venues", place)
    else:
        wanted = _DUTIES[Call.Party(call.party)]
        numbers = _numbers(
            (row.name, row.phone)
            for row in on_duty
            if row.troupe_id == place.pk and row.duty == wanted
        )
        add = _edit(user, "troupes", place)
    return Line(call, place.local_name, numbers, False, add, None)


def _numbers(known: Any) -> tuple[Number, ...]:
    return tuple(_number(name, phone) for name, phone in known if name or phone)


def _number(name: str, phone: str) -> Number:
    return Number(name, phone, dialled(phone))


def _edit(user: Any, rows: str, place: Any) -> str:
    may = rights.may(user, "change", place)
    return reverse(f"{rows}:edit", args=[place.pk]) if may else ""


class CallSheetIndex(RowsIndex):
    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("performance__venue")


class CallSheetInspect(RowInspect):
    template_name = "performances/admin/call_sheet.html"
    fields = ["opened_at"]
    tick_url_name = contact_url_name = behind_url_name = ""
    bound: dict[str, ContactForm] | None = None

    def rows(self) -> QuerySet:
        return CallSheet.objects.select_related(
            "performance__venue__region__league",
            "performance__venue__region__banner",
            "performance__region",
            "performance__showcase",
            "change__performance",
            "change__showcase",
        ).prefetch_related("performance__troupe_parts__troupe__region")

    def get_page_title(self) -> str:
        return _("Call sheet")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = self.object
        show = sheet.performance
        lines = lines_of(sheet, self.request.user)
        news = news_of(sheet.told, clock.now())
        later = (
            show.call_sheets.filter(done_at=None).exclude(pk=sheet.pk).first()
            if sheet.is_overtaken
            else None
        )
        return super().get_context_data(**kwargs) | {
            "show": show,
            "when": columns.when_text(show),
            "place": columns.place_text(show),
            "status_text": columns.status_text(show),
            "text": telling.in_chinese(news),
            "lines": lines,
            "untold": sum(line.call.told_at is None for line in lines),
            "later_url": (
                reverse("callsheets:inspect", args=[later.pk]) if later else ""
            ),
            "is_overtaken": sheet.is_overtaken,
            "is_public": show.is_public(clock.now()),
            "tick_url_name": self.tick_url_name,
            "contact_url_name": self.contact_url_name,
            "behind": len(behind_of(sheet, self.request.user)),
            "behind_url": reverse(self.behind_url_name, args=[sheet.pk]),
            "show_url": reverse("performances:inspect", args=[show.pk]),
        }


class _SheetPost(RowInReach, PermissionCheckedMixin, View):
    model = CallSheet
    any_permission_required = ["change"]
    row_verb = "change"
    http_method_names = ["post"]
    inspect_url_name = ""

    def rows(self) -> QuerySet:
        return CallSheet.objects.select_related("performance__region")

    def back(self, anchor: str) -> HttpResponse:
        url = reverse(self.inspect_url_name, args=[self.kwargs["pk"]])
        return redirect(f"{url}#{anchor}")


def _version(text: str) -> int:
    """0, which none has, for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class TickView(_SheetPost):
    """Told, or not told after all."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sheet = self.get_object()
        call = get_object_or_404(sheet.calls, pk=kwargs["call"])
        is_told = request.POST.get("told") == "yes"
        version = _version(request.POST.get("seen", ""))
        try:
            sheet = call_sheets.tick_told(
                call, by=request.user, is_told=is_told, version=version
            )
        except SchedulingError as error:
            announce_refusal(request, error)
        else:
            if sheet.done_at is not None and is_told:
                messages.success(request, _("Everybody has been told."))
        return self.back(f"call-{call.pk}")


class ContactView(_SheetPost):
    """Who hosts, or leads on site."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sheet, duty = self.get_object(), kwargs["duty"]
        form = ContactForm(request.POST, prefix=duty)
        if form.is_valid():
            told = dict(form.cleaned_data)
            try:
                call_sheets.set_contact(
                    sheet.performance, duty=duty, by=request.user,
                    version=told.pop("seen"), **told,
                )  # fmt: skip
            except StaleWrite as error:
                announce_refusal(request, error)
                return self.back(f"duty-{duty}")
            except SchedulingError as error:
                at_field(form, error)
        for field, errors in form.errors.items():
            label = form.fields[field].label if field in form.fields else ""
            messages.error(request, f"{label}：{' '.join(errors)}")
        if not form.errors:
            messages.success(request, _("The contact is noted."))
        return self.back(f"duty-{duty}")


class CallSheetViewSet(ReadingViewSet):
    model = CallSheet
    name = "callsheets"
    icon = "list-ul"
    menu_label = gettext_lazy("Call sheets")
    menu_order = 20
    index_view_class = CallSheetIndex
    inspect_view_class = CallSheetInspect
    list_filter = ["opened_at"]
    list_display = [
        TitleColumn(
            "performance",
            label=gettext_lazy("Performance"),
            get_url=lambda row: reverse("callsheets:inspect", args=[row.pk]),
        ),
        Column(
            "when",
            label=gettext_lazy("When"),
            accessor=lambda row: columns.when_text(row.performance),
        ),
        DateColumn("opened_at", label=gettext_lazy("Opened")),
        Column(
            "state",
            label=pgettext_lazy("notice", "State"),
            accessor=lambda row: _state(row),
        ),
    ]
    search_fields = ["performance__title"]
    ordering = "-opened_at"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            tick_url_name=self.get_url_name("tick"),
            contact_url_name=self.get_url_name("contact"),
            behind_url_name=self.get_url_name("behind"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Sheets are opened by what changes: there is nothing to add or delete."""
        view = self.construct_view
        return [
            *super().get_urlpatterns(),
            path("told/<int:pk>/<int:call>/", view(TickView), name="tick"),
            path("contact/<int:pk>/<slug:duty>/", view(ContactView), name="contact"),
            path("behind/<int:pk>/", view(CallSheetBehind), name="behind"),
        ]


def _state(sheet: CallSheet) -> str:
    if sheet.is_overtaken:
        return _("Overtaken by a later change")
    return _("Everybody told") if sheet.done_at else _("Somebody to be told")
