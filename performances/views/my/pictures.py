"""Pictures a form without a script would lose on its way: they wait on the site."""

from uuid import UUID

from django.http import HttpRequest

from ...forms.my_photos import WAITS, PhotosPart
from ...models import DeviceLogin, WaitingPicture
from ...pictures import MOST_BYTES
from ...scheduling import TryAgain
from ...scheduling.sent_photos import pictures_arrived
from ...scheduling.waiting_pictures import (
    Sent,
    forget_waiting,
    keep_waiting,
    waiting_pictures,
)
from .door import wants_json


def waiting_for_form(request: HttpRequest, device: DeviceLogin) -> dict[str, object]:
    """What a form that is sent is made with; two queries, none where nothing waits."""
    key = _key(request)
    if key is None or WAITS not in request.POST:
        return {}
    rows = list(waiting_pictures(device.user, key))
    return {"waiting": rows, "came": pictures_arrived(device.user, key)}


def keep_pictures(
    request: HttpRequest, device: DeviceLogin
) -> tuple[list[WaitingPicture], str]:
    """What is chosen in the form, beside what waited and is still wanted; and in words
    what of it cannot be kept. With our script the phone itself keeps them."""
    key = _key(request)
    if key is None or wants_json(request):
        return [], ""
    user, told = device.user, ""
    files = [
        Sent(one.name or "", _read(one)) for one in request.FILES.getlist("photos")
    ]
    try:
        if WAITS in request.POST:
            forget_waiting(user, key, beside=request.POST.getlist(WAITS))
        if files:
            told = keep_waiting(user, key, files)
    except TryAgain as error:
        told = str(error)
    return list(waiting_pictures(user, key)), told


def hold(request: HttpRequest, device: DeviceLogin, form: PhotosPart) -> None:
    """After a refusal, for a browser that forgets which files were chosen."""
    if not wants_json(request) and (form.sent or form.waiting):
        form.hold(*keep_pictures(request, device))


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _read(file: object) -> bytes:
    file.seek(0)
    return file.read(MOST_BYTES + 1)
