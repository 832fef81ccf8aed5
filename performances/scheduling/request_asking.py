"""Takes a request in: from the public form, or told by telephone."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe, Work
from ulanmuqi.base import clock
from ulanmuqi.base.telephones import in_ascii, telephones
from ulanmuqi.places.models import Region, Venue

from ..models import Request, RequestStep
from .errors import NotAllowed, Refused
from .request_notices import tell_league, tell_troupe
from .request_rows import REQUESTS, write
from .transaction import verb

# A window tells when it suits; half a year tells nothing.
LONGEST_WINDOW = timedelta(days=92)
FARTHEST = timedelta(days=400)
MOST_AUDIENCE = 100_000
SHORTEST_PHONE, MOBILE_DIGITS = 7, 11
_BELOW = (Region.Level.BANNER, Region.Level.SUMU, Region.Level.GACHA)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What an asker says. `region` is a banner or lies in one; days are local days."""

    region: Region
    place_name: str
    window_from: date
    window_until: date
    contact_name: str
    contact_phone: str
    place_kind: str = Request.Place.GACHA
    venue: Venue | None = None
    when_words: str = ""
    genre: str = ""
    work: Work | None = None
    wished_troupe: Troupe | None = None
    audience: int | None = None
    setting: str = Request.Setting.EITHER
    power: str = ""
    space: str = ""
    note: str = ""
    is_example: bool = False

    def columns(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


@verb
def ask(
    facts: RequestFacts,
    *,
    key: str | None = None,
    network: str = "",
    doubts: tuple[str, ...] = (),
    by: Any = None,
) -> tuple[Request, bool]:
    """The request, and whether it is new: the same `key` again answers with the first
    and writes nothing. With `by` it was told by telephone; else it came by the page,
    from `network`, and with `doubts` it is held for the desk to check.

    It goes to the banner's own troupe, and to the league at once where there is none.
    Raises Refused at the field, NotAllowed.
    """
    if key:
        known = Request.objects.with_place().filter(form_key=key).first()
        if known is not None:
            return known, False
    now = clock.now()
    facts = replace(facts, contact_phone=in_ascii(facts.contact_phone))
    _sound(facts, now, by)
    row = Request(
        **facts.columns(),
        form_key=key or None,
        source=Request.Source.TELEPHONE if by else Request.Source.PAGE,
        state=Request.State.HELD if doubts else Request.State.RECEIVED,
        doubts=list(doubts),
        phone_key=phone_key(facts.contact_phone),
        network_key=network,
        asked_at=now,
        waiting_since=now,
        entered_by=by,
        troupe=own_troupe(facts.region, facts.wished_troupe),
        version=0,
    )
    if by is not None and not REQUESTS.may(by, "add", row):
        raise NotAllowed
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        # The same form came twice at once: the other was first.
        known = Request.objects.with_place().filter(form_key=key).first()
        if not key or known is None:
            raise
        return known, False
    step = write(row, RequestStep.Kind.ASKED, by=by, now=now)
    if doubts:
        write(row, RequestStep.Kind.HELD, is_inside=True, now=now)
        return row, True
    begin(row, step, now)
    return row, True


def begin(row: Request, step: RequestStep, now: datetime) -> None:
    """Tells whoever has to answer first."""
    if row.troupe is None:
        row.passed_on_at = now
        row.save()
        tell_league(row, step, now)
    else:
        tell_troupe(row, step, now)


def own_troupe(region: Region, wished: Troupe | None = None) -> Troupe | None:
    """The troupe at home in the banner; the wished one where it is one of several.
    None where the banner has none, whatever was wished: the league decides then."""
    if region.banner_id is None:
        return None
    here = Troupe.objects.filter(region__banner=region.banner_id)
    rows = list(here.select_related("region").order_by("code"))
    if wished is not None and wished in rows:
        return wished
    return rows[0] if rows else None


def only_digits(text: str) -> str:
    """ASCII ones; those of a Chinese keyboard (０４８２) are the same."""
    return "".join(sign for sign in in_ascii(text) if sign in "0123456789")


def digits_of(phone: str) -> str:
    """What is dialled within the country."""
    digits = only_digits(phone)
    return (
        digits.removeprefix("0086").removeprefix("86") if len(digits) > 12 else digits
    )


def numbers_in(phone: str) -> list[str]:
    """Of each number of the field what is dialled within the country, without its
    extension."""
    found = (one.dialled.partition(",")[0] for one in telephones(phone))
    return [digits_of(one) for one in found if one]


def phone_key(phone: str) -> str:
    """By which a request is found by telephone, the first of several; nobody can read
    the number from it."""
    return phone_keys(phone)[0]


def phone_keys(phone: str) -> list[str]:
    """That of the site's key, then those of the keys before it."""
    digits = next(iter(numbers_in(phone)), digits_of(phone))
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    hashes = (salted_hmac("request-phone", digits, secret=one) for one in secrets)
    return [one.hexdigest()[:40] for one in hashes]


def network_key(house: str, now: datetime) -> str:
    """By which requests of one network and one day are counted."""
    day = now.astimezone(clock.SHANGHAI).date()
    return salted_hmac("request-network", f"{day}:{house}").hexdigest()[:40]


def phone_fault(phone: str) -> Any:
    """What is wrong with a number nobody could ring; "" for a sound one."""
    numbers = numbers_in(phone)
    if not any(len(one) >= SHORTEST_PHONE for one in numbers):
        return _("Write a telephone number with its area code.")
    for one in numbers:
        # Mobile numbers alone begin with 1; one that lost a digit rings nobody.
        if one.startswith("1") and len(one) != MOBILE_DIGITS:
            # Translators: zh: 手机号是11位，这里写了%(count)s位。
            told = gettext("A mobile number has 11 digits; here are %(count)s.")
            return told % {"count": len(one)}
    return ""


def days_fault(first: date, last: date, today: date) -> tuple[str, Any]:
    """The field and what is wrong with these days; two empty strings for sound ones."""
    if last < first:
        return "window_until", _("The last day lies before the first.")
    if last < today:
        return "window_until", _("These days are over.")
    if last - first > LONGEST_WINDOW:
        return "window_until", _(
            "Name at most three months, so that somebody can plan for it."
        )
    if first > today + FARTHEST:
        return "window_from", _("That is more than a year away. Check the year.")
    return "", ""


def _sound(facts: RequestFacts, now: datetime, by: Any) -> None:
    if facts.region.level not in _BELOW:
        raise Refused(_("Choose a banner, county or district."), field="region")
    for name in ("place_name", "contact_name", "contact_phone"):
        if not getattr(facts, name).strip():
            raise Refused(_("This is needed."), field=name)
    wrong = phone_fault(facts.contact_phone)
    if wrong:
        raise Refused(wrong, field="contact_phone")
    today = now.astimezone(clock.SHANGHAI).date()
    field, wrong = days_fault(facts.window_from, facts.window_until, today)
    if wrong:
        raise Refused(wrong, field=field)
    if facts.audience is not None and not 1 <= facts.audience <= MOST_AUDIENCE:
        raise Refused(_("Check the number of people."), field="audience")
