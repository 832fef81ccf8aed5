"""A place that is in no list, added in the middle of another form.

The step is a second button of that form, so it works without script: what was typed
goes along in hidden fields and nothing of it is judged or counted meanwhile; at the end
it is back in its fields with the new place chosen. It never stands in an address.
Pictures wait on the site (scheduling/waiting_pictures.py). With script (js/my-step.js)
the form itself waits in the page, pictures included.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.places.models import Region, Venue

from ...forms.my_photos import WAITS
from ...forms.my_places import label_of, offered_places
from ...forms.place import PlaceForm
from ...models import DeviceLogin, WaitingPicture
from ...scheduling import SchedulingError, TryAgain
from ...scheduling.added_places import Similar, add_place
from .frame import frame
from .pages import desk_of
from .typed import typed_in

STEP = "step"
_PREFIX = "new"
_ASK, _ADD, _BACK, _KNOWN = "place", "add", "back", "known-"

# Shows the form again: its fields by name, and what else its page needs.
Back = Callable[[dict[str, Any], dict[str, Any]], HttpResponse]


def is_place_step(request: HttpRequest) -> bool:
    asked = request.POST.get(STEP, "")
    return asked in (_ASK, _ADD, _BACK) or asked.startswith(_KNOWN)


def place_step(
    request: HttpRequest,
    device: DeviceLogin,
    troupe: Troupe,
    *,
    near: Sequence[Region],
    back: Back,
    pictures: Sequence[WaitingPicture] = (),
    unkept: str = "",
) -> HttpResponse:
    """The page of the step, or, when it is through, the form as it was left. `pictures`
    wait for that form on the site; `unkept` says which of them cannot."""
    kept = [
        (name, value)
        for name, value in typed_in(request, without=(STEP, "who", WAITS))
        if not name.startswith(f"{_PREFIX}-")
    ]
    kept += [(WAITS, one.digest) for one in pictures]
    typed: dict[str, Any] = dict(kept)
    asked = request.POST[STEP]
    if asked == _BACK:
        return back(typed, {})
    known = _known(asked, device, troupe)
    if known is not None:
        # Translators: zh: 已选“%(place)s”，接着往下填。
        return _chosen(
            known, _("“%(place)s” is chosen. Go on below."), typed, near, back
        )
    form = PlaceForm(
        device.user, request.POST if asked == _ADD else None, prefix=_PREFIX
    )
    _begin(form, troupe, typed, near)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            made = add_place(form.facts(), by=device.user)
        except Similar as error:
            form.similar = error.venues
            form.add_error("name", str(error))
        except SchedulingError as error:
            here = error.field if error.field in form.fields else None
            form.add_error(here, str(error))
            status = 503 if isinstance(error, TryAgain) else 200
        else:
            # Translators: zh: 已添加“%(place)s”，也选好了，接着往下填。盟市会来补全。
            said = _(
                "“%(place)s” is added and chosen. Go on below; the league completes it."
            )
            return _chosen(made.venue, said, typed, near, back)
    context = {
        **frame(device),
        "phone": desk_of(troupe),
        "form": form,
        "kept": kept,
        "pictures": pictures,
        "unkept": unkept,
        "address": request.path,
    }
    return render(request, "my/place_step.html", context, status=status)


def _begin(
    form: PlaceForm, troupe: Troupe, typed: dict[str, Any], near: Sequence[Region]
) -> None:
    """The name is what stood in the field, unless that is a place we know."""
    name = str(typed.get("place", "")).strip()
    if name not in offered_places(*near):
        form.fields["name"].initial = name[:60]
    form.fields["troupe"].initial = troupe
    form.fields["region"].initial = troupe.region


def _known(asked: str, device: DeviceLogin, troupe: Troupe) -> Venue | None:
    """The similar place somebody says it is; of one's own banners alone."""
    digits = asked.removeprefix(_KNOWN)
    if asked == digits or not (digits.isascii() and digits.isdigit()):
        return None
    form = PlaceForm(device.user)
    reach = Q(region__path__startswith=troupe.region.path)
    for one in form.troupes:
        reach |= Q(region__path__startswith=one.region.path)
    rows = Venue.objects.standing().filter(reach, pk=digits[:12])
    return rows.select_related("region").first()


def _chosen(
    venue: Venue,
    said: str,
    typed: dict[str, Any],
    near: Sequence[Region],
    back: Back,
) -> HttpResponse:
    offered = offered_places(*near)
    typed = typed | {"place": label_of(venue, offered)}
    return back(typed, {"places": offered, "chosen": said % {"place": venue.name}})
