"""A show that was never planned: it enters as done."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from troupes.models import Troupe

from ...forms.my_past import PastForm
from ...forms.my_places import offered_places
from ...forms.my_record import RecordForm
from ...models import DeviceLogin, Record
from ...scheduling import ShowFacts, sentence
from .door import BOTH, done, my_page
from .pages import desk_of, phone_of, show_of
from .pictures import keep_pictures, waiting_for_form
from .place_step import is_place_step, place_step
from .report_pages import (
    half_page,
    report_page,
    sheet_of_sender,
    this_day,
    troupe_they_write_for,
)
from .sending import PartRefused, Sending


@my_page(BOTH, keep=True)
def past(request: HttpRequest, device: DeviceLogin, code: str) -> HttpResponse:
    """A show that was never planned: it enters as done."""
    troupe = troupe_they_write_for(device, code)
    near, phone = troupe.region, desk_of(troupe)
    told = {"troupe": troupe, "places": offered_places(near), "phone": phone}
    if is_place_step(request):
        waiting, unkept = keep_pictures(request, device)

        def back(typed: dict[str, Any], more: dict[str, Any]) -> HttpResponse:
            form = PastForm(near=near, desk=phone, initial=typed, waiting=waiting)
            context = {**told, **more, "form": form}
            return report_page(request, device, "my/past.html", context)

        return place_step(
            request,
            device,
            troupe,
            near=[near],
            back=back,
            pictures=waiting,
            unkept=unkept,
        )
    if request.method != "POST":
        initial = {"key": uuid4(), "day": this_day()}
        form = PastForm(near=near, desk=phone, initial=initial)
        return report_page(request, device, "my/past.html", {**told, "form": form})
    form = PastForm(
        request.POST,
        request.FILES,
        near=near,
        desk=phone,
        **waiting_for_form(request, device),
    )
    if not form.is_valid():
        return report_page(request, device, "my/past.html", {**told, "form": form})
    sending, made = Sending(form, troupe, device.user), None
    try:
        made = sending.unplanned(_unplanned(form, troupe))
        sending.day_and_acts(made.performance.day_at_home, show=made.performance)
        sending.photos(made)
    except PartRefused as error:
        if made is not None:
            return _rest_of(request, device, troupe, made, error)
        told["form"] = form
        if form.ask_why(error.error, device.user):
            for conflict in error.error.conflicts:
                form.add_error(None, sentence(conflict))
        return report_page(request, device, "my/past.html", told, error=error)
    return done(request, _after_past(made, troupe, device))


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


def _rest_of(
    request: HttpRequest,
    device: DeviceLogin,
    troupe: Troupe,
    made: Record,
    error: PartRefused,
) -> HttpResponse:
    """The show is entered; what was refused of the rest is mended on its own page."""
    row, card = show_of(device, made.performance.public_id)
    waiting = waiting_for_form(request, device)
    form = RecordForm(request.POST, request.FILES, mode=row.mode, **waiting)
    form.is_valid()
    told = {"card": card, "phone": phone_of(row), "form": form}
    return half_page(request, device, told, row, troupe, error)


def _after_past(made: Record, troupe: Troupe, device: DeviceLogin) -> str:
    """Whoever clashed with something reads with what, on the show's own page."""
    if not made.clashes:
        return sheet_of_sender(troupe, device)
    show = reverse("my_show", args=[made.performance.public_id])
    return f"{show}?done=clashes"
