"""/my/login/, /my/logout/, /my/devices/: in, out, and where one is logged in."""

from typing import Any

from django.contrib.auth import authenticate
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.middleware.csrf import rotate_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ulanmuqi.base import clock
from ulanmuqi.base.throttle import Limit, seconds_to_wait

from ...forms.my_login import LoginForm
from ...models import DeviceLogin
from ...scheduling import (
    NotAllowed,
    Refused,
    TryAgain,
    end_device,
    leave_device,
    log_in_device,
    open_device,
)
from ...scheduling.devices import EXPIRED, why_over
from .devices import Device, device_of
from .door import (
    BOTH,
    COOKIE,
    done,
    hand_out,
    kept_close,
    my_page,
    safe_next,
    take_back,
    too_many,
)
from .frame import frame
from .pages import desk_of
from .reading import troupes_of

Ending = DeviceLogin.Ending
# Axes counts wrong passwords by name and address; this counts all that is sent.
ATTEMPTS = Limit("my-login", most=30, seconds=600)
_SEE_OTHER = 303


def login(request: HttpRequest) -> HttpResponse:
    """A page of its own, with the accounts of the admin. Whoever is in goes on."""
    if request.method not in BOTH:
        return kept_close(HttpResponseNotAllowed(BOTH))
    if request.method != "POST":
        asked = safe_next(request.GET.get("next", ""))
        if open_device(request.COOKIES.get(COOKIE, "")) is not None:
            return kept_close(HttpResponseRedirect(asked))
        # The page's script comes here by itself, with the cookie still.
        why = request.GET.get("why") or why_over(request.COOKIES.get(COOKIE, ""))
        form = LoginForm(initial={"next": asked})
        return _page(request, form, why=_why_out(why))
    wait = seconds_to_wait(ATTEMPTS, request)
    if wait:
        return too_many(request, wait)
    form = LoginForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    return _logged_in(request, form)


def _logged_in(request: HttpRequest, form: LoginForm) -> HttpResponse:
    told = form.cleaned_data
    user = authenticate(request, username=told["username"], password=told["password"])
    if getattr(request, "axes_locked_out", False):
        # Its middleware would answer with a page of its own.
        request.axes_locked_out = False
        return too_many(request, 3600)
    if user is None:
        # Translators: zh: 用户名或密码不对。请核对后再试。
        form.add_error(
            None, _("User name or password is wrong. Check both and try again.")
        )
        return _page(request, form)
    try:
        _device, token = log_in_device(
            user, agent=request.headers.get("User-Agent", "")
        )
    except NotAllowed:
        # Translators: zh: 这里是给乌兰牧骑队员用的，您的账号现在不在任何一支队伍里。
        # 排演出请到后台；如果您是队员，请让盟市调度员把您加进队伍。
        form.add_error(
            None,
            _(
                "These pages are for members of a troupe, and your account belongs to "
                "none now. Plan in the admin; if you do play, ask the coordinator of "
                "your league to add you to the troupe."
            ),
        )
        return _page(request, form)
    except TryAgain as error:
        form.add_error(None, str(error))
        return _page(request, form, status=503)
    where = safe_next(told["next"])
    # Forms of whoever was in before are not sent as this person's.
    rotate_token(request)
    response = HttpResponseRedirect(where, status=_SEE_OTHER)
    hand_out(response, token)
    return kept_close(response)


def _why_out(why: str) -> str:
    """Why the login before is over; "" for anything made up, and for who logged out."""
    words = {
        # Translators: zh: 这部手机上的登录满90天了，请重新登录。
        EXPIRED: _("The 90 days of the login on this phone are over. Log in anew."),
        # Translators: zh: 这部手机上的登录被停用了。不是您自己停的，请给盟市打个电话。
        Ending.ENDED: _(
            "The login on this phone was ended by somebody. If that was not you, ring "
            "the league."
        ),
        # Translators: zh: 密码改过了，请用新密码登录。
        Ending.PASSWORD: _("The password was changed. Log in with the new one."),
        # Translators: zh: 这个账号已经停用。请问盟市调度员。
        Ending.INACTIVE: _("This account is closed. Ask the coordinators."),
        # Translators: zh: 您现在不在任何一支队伍里，所以退出了。请问盟市调度员。
        Ending.NO_TROUPE: _(
            "You belong to no troupe now, so the login is over. Ask the coordinators."
        ),
    }
    return words.get(why, "")


def _page(
    request: HttpRequest, form: LoginForm, *, status: int = 200, why: str = ""
) -> HttpResponse:
    context = {"form": form, "why": why}
    response = render(request, "my/login.html", context, status=status)
    # The worker of this device drops what it kept of whoever was in before.
    response.headers["X-My-Out"] = "1"
    return kept_close(response)


@my_page(BOTH)
def logout(request: HttpRequest, device: DeviceLogin) -> HttpResponse:
    """Ends it here; the page that follows tells the worker to forget. Whoever comes by
    the address alone is asked on the sheet."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("my"))
    leave_device(device)
    response = done(request, reverse("my_login"))
    take_back(response)
    response.headers["X-My-Out"] = "1"
    return response


@my_page(BOTH)
def devices(request: HttpRequest, device: DeviceLogin) -> HttpResponse:
    """Where this person is logged in; another phone is ended from here. Four queries
    and those of the door."""
    rows = DeviceLogin.objects.filter(user=device.user).standing()
    told: dict[str, Any] = {"error": ""}
    if request.method == "POST":
        text = request.POST.get("device", "")
        known = text.isascii() and text.isdigit() and len(text) < 15
        row = get_object_or_404(rows, pk=int(text) if known else 0)
        try:
            end_device(row, by=device.user)
        except (Refused, TryAgain) as error:
            told["error"] = str(error)
        else:
            return done(request, reverse("my_devices"))
    now = clock.now()
    mine = troupes_of(device.user)
    told["phone"] = desk_of(mine[0]) if mine else ""
    told["rows"] = [
        _with_here(device_of(one), one, device) for one in rows if one.is_open(now)
    ]
    return render(request, "my/devices.html", {**frame(device), **told})


def _with_here(told: Device, row: DeviceLogin, device: DeviceLogin) -> dict[str, Any]:
    return {"told": told, "pk": row.pk, "is_here": row.pk == device.pk}
