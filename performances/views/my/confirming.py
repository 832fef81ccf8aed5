"""A kept day becomes a show: confirmed on the phone, with the verb of the house."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from ...forms.my_acts import ConfirmForm
from ...models import DeviceLogin
from ...scheduling import ConflictsFound, confirm, sentence
from ...statuses import Status
from .acts import act_page, after, may_act, tried
from .door import BOTH, done, my_page
from .pages import phone_of, show_of


@my_page(BOTH)
def confirm_show(
    request: HttpRequest, device: DeviceLogin, public_id: str
) -> HttpResponse:
    """From then on nobody else has the troupe or the place at that time. Never kept
    back and sent later: an hour later somebody else may have it."""
    row, card = show_of(device, public_id)
    may_act(device, "confirm", row)
    if row.status == Status.CONFIRMED:
        return done(request, after(row, "confirmed"))
    if row.status != Status.HOLD:
        return done(request, after(row, "off"))
    bound = request.method == "POST"
    form = ConfirmForm(
        request.POST if bound else None, initial={"version": row.version}
    )
    told: dict[str, Any] = {"phone": phone_of(row), "has_place": bool(row.venue_id)}
    if not (bound and form.is_valid()):
        return act_page(request, device, card, form, "my/confirm.html", told)
    said = form.cleaned_data
    how = {"by": device.user, "version": said["version"], "accept": said["accept"]}
    error = tried(lambda: confirm(row, **how))
    if error is None:
        return done(request, after(row, "confirmed"))
    if isinstance(error, ConflictsFound):
        told["conflicts"] = [sentence(one) for one in error.conflicts]
        may_accept = form.ask_why(error, device.user)
        told["is_warned"] = not (error.blocked or may_accept)
    return act_page(request, device, card, form, "my/confirm.html", told, error)
