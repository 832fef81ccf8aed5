"""Reporting a show, an unplanned show, a day: the pages. What is sent twice counts
once; `sending` writes it, part by part."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.images import get_image_model

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.photos import specs_of

from ...forms.my_acts_told import acts_of, acts_sent
from ...forms.my_day import DayForm, DayPart, day_initial
from ...forms.my_past import PastForm
from ...forms.my_places import offered_places
from ...forms.my_record import RecordForm, record_initial
from ...models import DeviceLogin, Performance, Record, RecordPhoto, TroupeDay
from ...picture_rights import cleared
from ...record_policy import RECORDS
from ...scheduling import ShowFacts, StaleWrite, TryAgain
from .acts import own_troupe, tell, whose_of
from .day_words import day_words
from .door import BOTH, done, my_page
from .frame import frame
from .pages import desk_of, phone_of, show_of, way_to
from .place_step import is_place_step, place_step
from .reading import troupes_of
from .refusals import NotTheirs, Whose
from .sending import PartRefused, Sending

# Days one tap away on the form of a day.
DAYS_AT_HAND = 8


@my_page(BOTH, keep=True)
def record(request: HttpRequest, device: DeviceLogin, public_id: str) -> HttpResponse:
    """The record of a show, and what the troupe says of that day. Once there is one,
    the same page mends it."""
    row, card = show_of(device, public_id)
    troupe = own_troupe(row, device)
    if troupe is None or not RECORDS.may_of_show(device.user, "report", row):
        raise NotTheirs(whose_of(device, row))
    known = Record.objects.filter(performance=row).first()
    there = _photos_of(known)
    day = TroupeDay.objects.filter(troupe=troupe, day=row.day_at_home).first()
    told = {"card": card, "known": known, "day": day, "phone": phone_of(row)}
    if request.method != "POST":
        form = RecordForm(
            mode=row.mode,
            there=there,
            known=acts_of(troupe, row.day_at_home),
            initial=record_initial(known, day, uuid4()),
        )
        told |= {
            "form": form,
            "way": way_to(row, _home(troupe)) if day is None else None,
        }
        return _page(request, device, "my/record.html", told)
    form = RecordForm(
        request.POST,
        request.FILES,
        mode=row.mode,
        there=there,
        known=acts_sent(request.POST, troupe),
    )
    if not form.is_valid():
        return _page(request, device, "my/record.html", {**told, "form": form})
    sending = Sending(form, troupe, device.user)
    try:
        made = sending.record(row, known)
        sending.day_and_acts(row.day_at_home, show=row)
        sending.photos(made)
    except PartRefused as error:
        told["form"] = form
        return _half(request, device, told, row, troupe, error)
    return done(request, _sheet_of(troupe, device))


@my_page(BOTH, keep=True)
def past(request: HttpRequest, device: DeviceLogin, code: str) -> HttpResponse:
    """A show that was never planned: it enters as done."""
    troupe = _mine(device, code)
    near, phone = troupe.region, desk_of(troupe)
    told = {"troupe": troupe, "places": offered_places(near), "phone": phone}
    if is_place_step(request):

        def back(typed: dict[str, Any], more: dict[str, Any]) -> HttpResponse:
            form = PastForm(near=near, desk=phone, initial=typed)
            context = {**told, **more, "form": form}
            return _page(request, device, "my/past.html", context)

        return place_step(request, device, troupe, near=[near], back=back)
    if request.method != "POST":
        initial = {"key": uuid4(), "day": _today()}
        form = PastForm(near=near, desk=phone, initial=initial)
        return _page(request, device, "my/past.html", {**told, "form": form})
    form = PastForm(request.POST, request.FILES, near=near, desk=phone)
    if not form.is_valid():
        return _page(request, device, "my/past.html", {**told, "form": form})
    sending, made = Sending(form, troupe, device.user), None
    try:
        made = sending.unplanned(_unplanned(form, troupe))
        sending.day_and_acts(made.performance.day_at_home)
        sending.photos(made)
    except PartRefused as error:
        if made is not None:
            return _rest_of(request, device, troupe, made, error)
        told["form"] = form
        return _page(request, device, "my/past.html", told, error=error)
    return done(request, _after_past(made, troupe, device))


@my_page(BOTH, keep=True)
def day_of(request: HttpRequest, device: DeviceLogin, code: str) -> HttpResponse:
    """Kilometres, hours, coaching and services of a day, with or without a show."""
    troupe = _mine(device, code)
    told: dict[str, Any] = {"troupe": troupe, "phone": desk_of(troupe)}
    if request.method != "POST":
        asked = _asked_day(request)
        known = TroupeDay.objects.filter(troupe=troupe, day=asked).first()
        initial = {"key": uuid4(), "day": asked, **day_initial(known, "remarks")}
        form = DayForm(known=acts_of(troupe, asked), initial=initial)
        told |= {"form": form, "day": known, "days": _days_at_hand(), "asked": asked}
        told["stands"] = day_words(known) if known is not None else ""
        return _page(request, device, "my/day.html", told)
    form = DayForm(request.POST, known=acts_sent(request.POST, troupe))
    told["form"] = form
    if not form.is_valid():
        if form.left_the_day:
            told["day"] = _day_as_it_stands(form, troupe, form.cleaned_data["day"])
        return _page(request, device, "my/day.html", told)
    on = form.cleaned_data["day"]
    try:
        Sending(form, troupe, device.user).day_and_acts(on)
    except PartRefused as error:
        told["day"] = _day_as_it_stands(form, troupe, on)
        return _page(request, device, "my/day.html", told, error=error)
    return done(request, _sheet_of(troupe, device))


def _home(troupe: Troupe) -> Troupe:
    return Troupe.objects.select_related("region__league", "region__banner").get(
        pk=troupe.pk
    )


def _unplanned(form: PastForm, troupe: Troupe) -> ShowFacts:
    facts = form.cleaned_data
    return ShowFacts(
        title=facts["title"],
        starts_at=facts["starts_at"],
        ends_at=facts["ends_at"],
        venue=facts["place"],
        region=troupe.region,
        mode=facts["mode"],
        troupes=(troupe,),
    )


def _half(
    request: HttpRequest,
    device: DeviceLogin,
    told: dict[str, Any],
    row: Performance,
    troupe: Troupe,
    error: PartRefused,
) -> HttpResponse:
    """What came before the refused part is written, and the page says so."""
    form = told["form"]
    known = Record.objects.filter(performance=row).first()
    form.there = _photos_of(known)
    _as_it_stands(form, known)
    if error.part:
        # Else the day was not come to: what others said of it is told next time.
        told["day"] = _day_as_it_stands(form, troupe, row.day_at_home)
    told |= {"known": known, "has_arrived": bool(error.part)}
    return _page(request, device, "my/record.html", told, error=error)


def _rest_of(
    request: HttpRequest,
    device: DeviceLogin,
    troupe: Troupe,
    made: Record,
    error: PartRefused,
) -> HttpResponse:
    """The show is entered; what was refused of the rest is mended on its own page."""
    row, card = show_of(device, made.performance.public_id)
    form = RecordForm(request.POST, request.FILES, mode=row.mode)
    form.is_valid()
    told = {"card": card, "phone": phone_of(row), "form": form}
    return _half(request, device, told, row, troupe, error)


def _photos_of(known: Record | None) -> list[RecordPhoto]:
    if known is None:
        return []
    images = get_image_model().objects.prefetch_renditions(*specs_of("stamp"))
    return cleared(known.photos.prefetch_related(Prefetch("image", images)))


def _as_it_stands(form: RecordForm, known: Record | None) -> None:
    """After a refusal the form bears the versions of now: whoever sends it again has
    read what the others said."""
    if known is not None:
        form.data = form.data.copy()
        form.data["version"] = known.version


def _day_as_it_stands(form: DayPart, troupe: Troupe, on: date) -> TroupeDay | None:
    """As `_as_it_stands`, of the day and what was done on it."""
    form.data = form.data.copy()
    day = TroupeDay.objects.filter(troupe=troupe, day=on).first()
    if day is not None:
        form.show_day(day)
    for act in acts_sent(form.data, troupe):
        form.data[f"act_{act.pk}_version"] = act.version
    return day


def _mine(device: DeviceLogin, code: str) -> Troupe:
    """A troupe the person writes for; 404 for others', 403 for who only plays."""
    troupe = next((one for one in troupes_of(device.user) if one.code == code), None)
    if troupe is None:
        raise Http404
    if troupe.pk not in scope_of(device.user).troupes:
        raise NotTheirs(Whose(troupe=troupe))
    return troupe


def _today() -> date:
    return clock.now().astimezone(clock.SHANGHAI).date()


def _asked_day(request: HttpRequest) -> date:
    today = _today()
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return asked if abs((asked - today).days) < 1_200 else today


def _days_at_hand() -> list[datetime]:
    """Midnights, today's first."""
    start = clock.midnight(clock.now()).astimezone(clock.SHANGHAI)
    return [start - timedelta(days=number) for number in range(DAYS_AT_HAND)]


def _after_past(made: Record, troupe: Troupe, device: DeviceLogin) -> str:
    """Whoever clashed with something reads with what, on the show's own page."""
    if not made.clashes:
        return _sheet_of(troupe, device)
    show = reverse("my_show", args=[made.performance.public_id])
    return f"{show}?done=clashes"


def _sheet_of(troupe: Troupe, device: DeviceLogin) -> str:
    several = len(scope_of(device.user).member_of) > 1
    home = reverse("my_troupe", args=[troupe.code]) if several else reverse("my")
    return f"{home}?done=reported"


def _page(
    request: HttpRequest,
    device: DeviceLogin,
    template: str,
    told: dict[str, Any],
    *,
    error: PartRefused | None = None,
) -> HttpResponse:
    context = {**frame(device), **told}
    status = 200
    if error is not None:
        context |= tell(told["form"], error.error, error.field, error.words)
        status = 503 if isinstance(error.error, TryAgain) else 200
        is_record = not error.part and isinstance(error.error, StaleWrite)
        context["was_first"] = is_record
    return render(request, template, context, status=status)
