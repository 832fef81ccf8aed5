"""What the pages of reports share: how a half of one that arrived is told, what stands
now, and where one goes from there."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.photos import specs_of

from ...forms.my_acts_told import acts_of, acts_sent
from ...forms.my_day import DayPart
from ...forms.my_photos import PhotosPart
from ...models import DeviceLogin, Performance, Record, RecordPhoto, TroupeDay
from ...picture_rights import cleared
from ...scheduling import StaleWrite, TryAgain
from .acts import tell
from .day_words import day_words
from .frame import frame
from .pictures import hold
from .reading import troupes_of
from .refusals import NotTheirs, Whose
from .sending import PartRefused


def report_page(
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
        words = error.words
        if not error.part and isinstance(error.error, StaleWrite):
            words = _said_before()
        context |= tell(told["form"], error.error, error.field, words)
        status = 503 if isinstance(error.error, TryAgain) else 200
    if isinstance(told["form"], PhotosPart) and told["form"].is_bound:
        hold(request, device, told["form"])
    return render(request, template, context, status=status)


def _said_before() -> str:
    # Translators: zh: 别人已经报过或改过这场，您的还没有收。最新的写在下面：看看谁的对，再点一次
    # “上报”，就以您填的为准。
    return _(
        "Somebody else reported this show or mended it, so yours was not taken yet. "
        "What was said stands below. See which is right; sent once more, yours counts."
    )


def half_page(
    request: HttpRequest,
    device: DeviceLogin,
    told: dict[str, Any],
    row: Performance,
    troupe: Troupe,
    error: PartRefused,
) -> HttpResponse:
    """What came before the refused part is written, and the page says so. What others
    have said meanwhile stands in it: whoever sends it again has read that."""
    form = told["form"]
    known = Record.objects.filter(performance=row).first()
    form.there = photos_of(known)
    if known is not None:
        form.show_record(known)
    day = day_as_it_stands(form, troupe, row.day_at_home, error.part)
    told |= {"known": known, "day": day, "has_arrived": bool(error.part)}
    if day is not None and not error.part:
        told["stands"] = day_words(day)
    return report_page(request, device, "my/record.html", told, error=error)


def photos_of(known: Record | None) -> list[RecordPhoto]:
    if known is None:
        return []
    images = get_image_model().objects.prefetch_renditions(*specs_of("stamp"))
    return cleared(known.photos.prefetch_related(Prefetch("image", images)))


def day_as_it_stands(
    form: DayPart, troupe: Troupe, on: date, part: str = ""
) -> TroupeDay | None:
    """After a refusal the form bears the day of now and every act of it, also those its
    page had not shown. `part` is what was refused: who is told of it has read it."""
    form.data = form.data.copy()
    day = TroupeDay.objects.filter(troupe=troupe, day=on).first()
    if day is not None:
        form.show_day(day)
    for act in acts_sent(form.data, troupe):
        if part == f"act_{act.pk}":
            form.data[f"{part}_version"] = act.version
    form.show_acts(acts_of(troupe, on))
    return day


def troupe_they_write_for(device: DeviceLogin, code: str) -> Troupe:
    """A troupe the person writes for; 404 for others', 403 for who only plays."""
    troupe = next((one for one in troupes_of(device.user) if one.code == code), None)
    if troupe is None:
        raise Http404
    if troupe.pk not in scope_of(device.user).troupes:
        raise NotTheirs(Whose(troupe=troupe))
    return troupe


def this_day() -> date:
    return clock.now().astimezone(clock.SHANGHAI).date()


def sheet_of_sender(troupe: Troupe, device: DeviceLogin) -> str:
    several = len(scope_of(device.user).member_of) > 1
    home = reverse("my_troupe", args=[troupe.code]) if several else reverse("my")
    return f"{home}?done=reported"
