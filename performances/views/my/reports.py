"""Reporting a show, an unplanned show, a day: the pages. What is sent twice counts
once; `sending` writes it, part by part."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from troupes.models import Troupe
from ulanmuqi.base import clock

from ...forms.my_acts_told import acts_of, acts_sent
from ...forms.my_day import DayForm, day_initial
from ...forms.my_record import RecordForm, record_initial
from ...models import DeviceLogin, Record, TroupeDay
from ...record_policy import RECORDS
from .acts import own_troupe, whose_of
from .day_words import day_words
from .door import BOTH, done, my_page
from .pages import desk_of, phone_of, show_of, way_to
from .pictures import waiting_for_form
from .refusals import NotTheirs
from .report_pages import (
    day_as_it_stands,
    half_page,
    photos_of,
    report_page,
    sheet_of_sender,
    this_day,
    troupe_they_write_for,
)
from .sending import PartRefused, Sending

# Days one tap away on the form of a day.
DAYS_AT_HAND = 8
# The button of a form that only asks what stands on the day that was typed.
LOOK = "look"


@my_page(BOTH, keep=True)
def record(request: HttpRequest, device: DeviceLogin, public_id: str) -> HttpResponse:
    """The record of a show, and what the troupe says of that day. Once there is one,
    the same page mends it."""
    row, card = show_of(device, public_id)
    troupe = own_troupe(row, device)
    if troupe is None or not RECORDS.may_of_show(device.user, "report", row):
        raise NotTheirs(whose_of(device, row))
    known = Record.objects.filter(performance=row).first()
    there = photos_of(known)
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
        return report_page(request, device, "my/record.html", told)
    form = RecordForm(
        request.POST,
        request.FILES,
        mode=row.mode,
        is_first=known is None,
        there=there,
        known=acts_sent(request.POST, troupe),
        **waiting_for_form(request, device),
    )
    if not form.is_valid():
        return report_page(request, device, "my/record.html", {**told, "form": form})
    sending = Sending(form, troupe, device.user)
    try:
        made = sending.record(row, known)
        sending.day_and_acts(row.day_at_home, show=row)
        sending.photos(made)
    except PartRefused as error:
        told["form"] = form
        return half_page(request, device, told, row, troupe, error)
    return done(request, sheet_of_sender(troupe, device))


@my_page(BOTH, keep=True)
def day_of(request: HttpRequest, device: DeviceLogin, code: str) -> HttpResponse:
    """Kilometres, hours, coaching and services of a day, with or without a show."""
    troupe = troupe_they_write_for(device, code)
    told: dict[str, Any] = {"troupe": troupe, "phone": desk_of(troupe)}
    if request.method != "POST":
        asked = _asked_day(request)
        known = TroupeDay.objects.filter(troupe=troupe, day=asked).first()
        initial = {"key": uuid4(), "day": asked, **day_initial(known, "remarks")}
        form = DayForm(troupe=troupe, known=acts_of(troupe, asked), initial=initial)
        told |= {"form": form, "day": known, "days": _days_at_hand(), "asked": asked}
        told["stands"] = day_words(known) if known is not None else ""
        return report_page(request, device, "my/day.html", told)
    form = DayForm(request.POST, troupe=troupe, known=acts_sent(request.POST, troupe))
    told["form"] = form
    is_whole, on = form.is_valid(), form.cleaned_data.get("day")
    if LOOK in request.POST and on is not None:
        return _looked_at(request, device, told, troupe, on)
    if not is_whole:
        if form.left_the_day:
            told["day"] = day_as_it_stands(form, troupe, on)
        return report_page(request, device, "my/day.html", told)
    try:
        Sending(form, troupe, device.user).day_and_acts(on)
    except PartRefused as error:
        told["day"] = day_as_it_stands(form, troupe, on, error.part)
        return report_page(request, device, "my/day.html", told, error=error)
    return done(request, sheet_of_sender(troupe, device))


def _looked_at(
    request: HttpRequest,
    device: DeviceLogin,
    told: dict[str, Any],
    troupe: Troupe,
    on: date,
) -> HttpResponse:
    """Another day was typed, and a browser without our script asks what stands there:
    it comes into every field nobody has typed in. Nothing is judged or written."""
    form, known = told["form"], TroupeDay.objects.filter(troupe=troupe, day=on).first()
    lines = {act.pk: act for act in (*acts_of(troupe, on), *form.typed_lines())}
    told["form"] = DayForm(
        troupe=troupe, known=lines.values(), initial=form.turn_to(on, known)
    )
    told |= {"day": known, "days": _days_at_hand(), "asked": on}
    told["stands"] = day_words(known) if known is not None else ""
    return report_page(request, device, "my/day.html", told)


def _home(troupe: Troupe) -> Troupe:
    return Troupe.objects.select_related("region__league", "region__banner").get(
        pk=troupe.pk
    )


def _asked_day(request: HttpRequest) -> date:
    today = this_day()
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return asked if abs((asked - today).days) < 1_200 else today


def _days_at_hand() -> list[datetime]:
    """Midnights, today's first."""
    start = clock.midnight(clock.now()).astimezone(clock.SHANGHAI)
    return [start - timedelta(days=number) for number in range(DAYS_AT_HAND)]
