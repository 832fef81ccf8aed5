"""A report of the wrong show, carried to the right one from the phone, until the league
has looked; after that it is asked."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ulanmuqi.base import rights
from ulanmuqi.base.chinese_days import day as chinese_day
from ulanmuqi.base.quotes import within_quotes

from ...forms.my_carry import CarryForm
from ...models import DeviceLogin, Performance, Record
from ...record_policy import RECORDS
from ...scheduling import SchedulingError, StaleWrite, TryAgain, carry_record
from ...scheduling.carried_along import days_along
from ...scheduling.carry import may_be_carried_to, unfit_for, why_not
from ...scheduling.wording import short_time
from ...statuses import FIRM
from .acts import at_field, own_troupe, whose_of
from .day_words import day_words
from .door import BOTH, done, my_page
from .frame import frame
from .pages import phone_of, show_of
from .refusals import NotTheirs


@my_page(BOTH)
def carry_over(
    request: HttpRequest, device: DeviceLogin, public_id: str
) -> HttpResponse:
    row, card = show_of(device, public_id)
    own = own_troupe(row, device)
    if own is None or not RECORDS.may_of_show(device.user, "change", row):
        raise NotTheirs(whose_of(device, row))
    record = Record.objects.filter(performance=row).select_related("reported_by")
    known = record.first()
    if known is None:
        raise Http404
    known.performance = row
    told: dict[str, Any] = {
        "card": card,
        "phone": phone_of(row),
        "why_not": why_not(device.user, known),
    }
    bound = request.method == "POST" and not told["why_not"]
    form = _form(request.POST if bound else None, known, device)
    if bound and form.is_valid():
        facts = form.facts()
        to = Performance.objects.filter(pk=facts.pop("to")).first()
        try:
            carried = carry_record(known, to, by=device.user, **facts)
        except SchedulingError as error:
            return _refused(request, device, told, form, error)
        there = carried.record.performance.public_id
        word = "carried_all" if carried.is_gone else "carried"
        url = reverse("my_show", args=[there])
        return done(request, f"{url}?done={word}")
    return _page(request, device, told, form)


def _form(data: Any, record: Record, device: DeviceLogin) -> CarryForm:
    user, left = device.user, record.performance
    near = may_be_carried_to(record, user).for_cards()
    fitting = sorted(
        (one for one in near if not unfit_for(record, one)),
        key=lambda one: (abs(one.starts_at - left.starts_at), one.pk),
    )
    return CarryForm(
        data,
        version=record.version,
        shows=[(f"{one.pk}:{one.version}", _words(one)) for one in fitting],
        days=_days_said(left, fitting, user),
        empty_show=_empty_said(left, user),
    )


def _words(show: Performance) -> str:
    place = show.venue or show.region
    parts = (short_time(show.starts_at), show.local_title, place and place.local_name)
    return " · ".join(part for part in parts if part)


def _days_said(left: Performance, shows: list[Performance], user: Any) -> str:
    other = next((one for one in shows if one.day_at_home != left.day_at_home), None)
    rows = days_along(left, other, user) if other is not None else []
    if not rows:
        return ""
    # Translators: zh: %(day)s的行程（%(said)s）也是另一天的，一起改过去
    text = _("The road of %(day)s (%(said)s) was of the other day, too")
    said = "；".join(filter(None, (day_words(row) for row in rows)))
    return text % {"day": chinese_day(left.day_at_home), "said": said or "—"}


def _empty_said(left: Performance, user: Any) -> str:
    may = rights.may(user, "withdraw", left)
    if not (left.entered_after and left.status in FIRM and may):
        return ""
    text = _("There was no “%(title)s”: withdraw it as well")
    return text % {"title": within_quotes(left.title)}


def _refused(
    request: HttpRequest,
    device: DeviceLogin,
    told: dict[str, Any],
    form: CarryForm,
    error: SchedulingError,
) -> HttpResponse:
    if isinstance(error, StaleWrite):
        # What was chosen stays; sent once more it is meant of what stands now.
        form.data = form.data.copy()
        row = Record.objects.filter(performance__public_id=told["card"].public_id)
        form.data["version"] = row.values_list("version", flat=True).first() or ""
    told |= at_field(form, error)
    status = 503 if isinstance(error, TryAgain) else 200
    return _page(request, device, told, form, status=status)


def _page(
    request: HttpRequest,
    device: DeviceLogin,
    told: dict[str, Any],
    form: CarryForm,
    *,
    status: int = 200,
) -> HttpResponse:
    has_choice = bool(form.fields["to"].choices)
    context = {**frame(device), **told, "form": form, "has_choice": has_choice}
    return render(request, "my/carry.html", context, status=status)
