"""Reporting a show, an unplanned show, a day: what is sent twice counts once.

Every form carries a key; parts of it (the day, pictures) get keys made from it, so that
a sending that was cut in the middle is completed by the same sending again, whatever of
it had arrived (docs/decisions/0050-the-day-sheet.md).
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock

from ...forms.my_day import DayForm, day_initial
from ...forms.my_past import PastForm
from ...forms.my_places import offered_places
from ...forms.my_record import RecordForm, record_initial
from ...models import DeviceLogin, FieldAct, Performance, Record, TroupeDay
from ...record_policy import RECORDS
from ...scheduling import (
    RecordFacts,
    Refused,
    ReportOutcome,
    SchedulingError,
    ShowFacts,
    StaleWrite,
    TryAgain,
    add_photos,
    correct,
    correct_act,
    correct_day,
    report_act,
    report_day,
    report_past_show,
    report_show,
)
from ...scheduling.report_facts import ActFacts, DayFacts
from ...scheduling.report_told import told_of
from .acts import at_field, own_troupe, whose_of
from .door import BOTH, done, my_page
from .frame import frame
from .pages import desk_of, phone_of, show_of
from .place_step import is_place_step, place_step
from .reading import troupes_of
from .refusals import NotTheirs, Whose


@my_page(BOTH, keep=True)
def record(request: HttpRequest, device: DeviceLogin, public_id: str) -> HttpResponse:
    """The record of a show, and what the troupe says of that day. Once there is one,
    the same page mends it."""
    row, card = show_of(device, public_id)
    troupe = own_troupe(row, device)
    if troupe is None or not RECORDS.may_of_show(device.user, "report", row):
        raise NotTheirs(whose_of(device, row))
    known = Record.objects.filter(performance=row).first()
    day = TroupeDay.objects.filter(troupe=troupe, day=row.day).first()
    told = {"card": card, "known": known, "day": day, "phone": phone_of(row)}
    if request.method != "POST":
        initial = record_initial(known, day, uuid4())
        form = RecordForm(mode=row.mode, initial=initial)
        return _page(request, device, "my/record.html", {**told, "form": form})
    form = RecordForm(request.POST, request.FILES, mode=row.mode)
    if not form.is_valid():
        return _page(request, device, "my/record.html", {**told, "form": form})
    try:
        made = _record(row, form, known, troupe, device.user)
        _field_work(troupe, row.day, form, device.user, show=row)
        _photos(made, form, device.user)
    except SchedulingError as error:
        _as_it_stands(form, row, troupe)
        told["known"] = Record.objects.filter(performance=row).first()
        return _page(
            request, device, "my/record.html", {**told, "form": form}, error=error
        )
    return done(request, _sheet_of(troupe, device))


@my_page(BOTH, keep=True)
def past(request: HttpRequest, device: DeviceLogin, code: str) -> HttpResponse:
    """A show that was never planned: it enters as done."""
    troupe = _mine(device, code)
    near = troupe.region
    told = {"troupe": troupe, "places": offered_places(near), "phone": desk_of(troupe)}
    if is_place_step(request):

        def back(typed: dict[str, Any], more: dict[str, Any]) -> HttpResponse:
            form = PastForm(near=near, initial=typed)
            context = {**told, **more, "form": form}
            return _page(request, device, "my/past.html", context)

        return place_step(request, device, troupe, near=[near], back=back)
    if request.method != "POST":
        today = clock.now().astimezone(clock.SHANGHAI).date()
        initial = {"key": uuid4(), "day": today}
        form = PastForm(near=near, initial=initial)
        return _page(request, device, "my/past.html", {**told, "form": form})
    form = PastForm(request.POST, request.FILES, near=near, desk=told["phone"])
    if not form.is_valid():
        return _page(request, device, "my/past.html", {**told, "form": form})
    facts = form.cleaned_data
    show = ShowFacts(
        title=facts["title"],
        starts_at=facts["starts_at"],
        ends_at=facts["ends_at"],
        venue=facts["place"],
        region=near,
        mode=facts["mode"],
        troupes=(troupe,),
    )
    made = None
    try:
        outcome = report_past_show(show, form.facts(), by=device.user, key=facts["key"])
        if outcome.differs and outcome.record is not None:
            _same_show(outcome.record.performance, show)
        made = outcome.record
        if outcome.differs and made is not None:
            made = _later_word(made, form.facts(), device.user)
        _field_work(troupe, made.performance.day, form, device.user)
        _photos(made, form, device.user)
    except SchedulingError as error:
        if made is not None:
            return _rest_of(request, device, troupe, made, error)
        return _page(
            request, device, "my/past.html", {**told, "form": form}, error=error
        )
    return done(request, _after_past(made, troupe, device))


def _after_past(made: Record, troupe: Troupe, device: DeviceLogin) -> str:
    """Whoever clashed with something reads with what, on the show's own page."""
    if not made.clashes:
        return _sheet_of(troupe, device)
    show = reverse("my_show", args=[made.performance.public_id])
    return f"{show}?done=clashes"


def _rest_of(
    request: HttpRequest,
    device: DeviceLogin,
    troupe: Troupe,
    made: Record,
    error: SchedulingError,
) -> HttpResponse:
    """The show is entered; what was refused of the rest is mended on its own page."""
    row, card = show_of(device, made.performance.public_id)
    form = RecordForm(request.POST, request.FILES, mode=row.mode)
    form.is_valid()
    _as_it_stands(form, row, troupe)
    told = {"card": card, "known": made, "phone": phone_of(row), "form": form}
    return _page(request, device, "my/record.html", told, error=error)


@my_page(BOTH, keep=True)
def day_of(request: HttpRequest, device: DeviceLogin, code: str) -> HttpResponse:
    """Kilometres, hours, coaching and services of a day, with or without a show."""
    troupe = _mine(device, code)
    told = {"troupe": troupe, "phone": desk_of(troupe)}
    if request.method != "POST":
        asked = _asked_day(request)
        known = TroupeDay.objects.filter(troupe=troupe, day=asked).first()
        initial = {"key": uuid4(), "day": asked, **day_initial(known, "remarks")}
        form = DayForm(initial=initial)
        return _page(request, device, "my/day.html", {**told, "form": form})
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, device, "my/day.html", {**told, "form": form})
    on = form.cleaned_data["day"]
    try:
        _field_work(troupe, on, form, device.user)
    except SchedulingError as error:
        _day_as_it_stands(form, troupe, on)
        return _page(
            request, device, "my/day.html", {**told, "form": form}, error=error
        )
    return done(request, _sheet_of(troupe, device))


def _record(
    row: Performance,
    form: RecordForm,
    known: Record | None,
    troupe: Troupe,
    user: Any,
) -> Record:
    """The record, made or mended. Raises SchedulingError."""
    facts, version = form.facts(), form.cleaned_data["version"]
    key = form.cleaned_data["key"]
    if known is not None and version is not None:
        again = _part(key, f"again:{version}")
        # Sent again after it had arrived: the figures stand already.
        stands = (known.onsite_audience, known.online_views, known.remarks)
        said = (facts.onsite_audience, facts.online_views, facts.remarks)
        if stands == said and known.version != version and not known.is_returned:
            return known
        how = {"by": user, "version": version, "key": again}
        return _written(correct(known, facts, **how), known).record
    outcome = report_show(row, facts, by=user, key=key, troupe=troupe)
    if outcome.differs and outcome.record is not None:
        return _later_word(outcome.record, facts, user)
    return outcome.record


def _later_word(record: Record, facts: RecordFacts, user: Any) -> Record:
    """Somebody went on writing after it had arrived: the later word counts, as long as
    nobody mended the first. Raises SchedulingError."""
    if RecordFacts.of(record) == facts and not record.is_returned:
        return record
    if record.version != 1:
        raise StaleWrite(told_of(record))
    return correct(record, facts, by=user, version=1).record


def _same_show(known: Performance, show: ShowFacts) -> None:
    """Raises Refused where an unplanned show comes back as another one."""
    place = getattr(show.venue, "pk", None)
    _same(
        (known.title, known.starts_at, known.ends_at, known.venue_id, known.mode),
        (show.title, show.starts_at, show.ends_at, place, show.mode),
    )


def _field_work(
    troupe: Troupe,
    on: date,
    form: Any,
    user: Any,
    *,
    show: Performance | None = None,
) -> None:
    """The day and what was done on it, each under a key of its own. Raises
    SchedulingError; whatever is sent again after that is not done twice."""
    facts, version = form.day_facts(), form.cleaned_data["day_version"]
    key = form.cleaned_data["key"]
    known = TroupeDay.objects.filter(troupe=troupe, day=on).first()
    if known is not None and version is not None:
        wanted = _whole(facts, known)
        if wanted != DayFacts.of(known):
            again = _part(key, f"day:{version}")
            how = {"by": user, "version": version, "key": again}
            _written(correct_day(known, wanted, **how), known)
    elif facts.says_anything:
        outcome = report_day(troupe, on, facts, by=user, key=_part(key, "day"))
        if outcome.differs:
            _later_day(outcome.day, on, facts, user)
    for act in form.acts(performance=show, region=show.region if show else None):
        outcome = report_act(troupe, on, act, by=user, key=_part(key, act.kind))
        if outcome.differs:
            _later_act(outcome.acts, on, act, user)


def _later_day(day: TroupeDay | None, on: date, facts: DayFacts, user: Any) -> None:
    """As `_later_word`, of the day. Raises Refused where the key is another day's."""
    if day is None:
        return
    _same(day.day, on)
    wanted = _whole(facts, day)
    if wanted == DayFacts.of(day):
        return
    if day.version != 1:
        raise StaleWrite(told_of(day))
    correct_day(day, wanted, by=user, version=1)


def _later_act(acts: tuple[FieldAct, ...], on: date, act: ActFacts, user: Any) -> None:
    """The act as it was written on after it had arrived; one struck out stays so."""
    for known in acts[:1]:
        _same(known.day, on)
        correct_act(known, act, by=user)


def _whole(facts: DayFacts, known: TroupeDay) -> DayFacts:
    """What the form says of the day; remarks it does not ask for stay."""
    return DayFacts(
        distance_km=facts.distance_km,
        hours=facts.hours,
        in_grassroots=bool(facts.in_grassroots),
        remarks=facts.remarks or known.remarks,
    )


def _written(outcome: ReportOutcome, known: Record | TroupeDay) -> ReportOutcome:
    """What a correction of `known` led to. Raises StaleWrite when it had arrived before
    and said something else: nothing was written now."""
    if outcome.differs:
        raise StaleWrite(told_of(known))
    return outcome


def _same(known: Any, said: Any) -> None:
    """Raises Refused where a key comes back with another show or day."""
    if known != said:
        raise Refused(
            _("This report bears the number of another one. Fill in a new one.")
        )


def _photos(made: Record | None, form: RecordForm, user: Any) -> None:
    if made is not None and form.sent:
        key = _part(form.cleaned_data["key"], "photos")
        add_photos(made, form.photo_facts(), by=user, key=key)


def _part(key: UUID | None, name: str) -> UUID | None:
    return uuid5(key, name) if key is not None else None


def _as_it_stands(form: RecordForm, row: Performance, troupe: Troupe) -> None:
    """After a refusal the form bears the versions of now: whoever sends it again has
    read what the others said."""
    known = Record.objects.filter(performance=row).first()
    if known is not None:
        form.data = form.data.copy()
        form.data["version"] = known.version
    _day_as_it_stands(form, troupe, row.day)


def _day_as_it_stands(form: Any, troupe: Troupe, on: date) -> None:
    """As `_as_it_stands`, of the day alone."""
    day = TroupeDay.objects.filter(troupe=troupe, day=on).first()
    if day is not None:
        form.data = form.data.copy()
        form.data["day_version"] = day.version


def _mine(device: DeviceLogin, code: str) -> Troupe:
    """A troupe the person writes for; 404 for others', 403 for who only plays."""
    troupe = next((one for one in troupes_of(device.user) if one.code == code), None)
    if troupe is None:
        raise Http404
    if troupe.pk not in scope_of(device.user).troupes:
        raise NotTheirs(Whose(troupe=troupe))
    return troupe


def _asked_day(request: HttpRequest) -> date:
    today = clock.now().astimezone(clock.SHANGHAI).date()
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return asked if abs((asked - today).days) < 1_200 else today


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
    error: SchedulingError | None = None,
) -> HttpResponse:
    context = {**frame(device), **told}
    status = 200
    if error is not None:
        context |= at_field(told["form"], error)
        status = 503 if isinstance(error, TryAgain) else 200
        context["was_first"] = isinstance(error, StaleWrite)
    return render(request, template, context, status=status)
