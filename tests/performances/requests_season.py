"""Requests for tests, made by the verb as everywhere."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from performances.models import Performance, Request
from performances.scheduling import ShowFacts
from performances.scheduling.request_asking import RequestFacts, ask
from tests import factories
from troupes.models import Troupe
from ulanmuqi.base import clock

PHONE = "0482-8765432"


def day(ahead: int) -> date:
    """A local day so many days from the stopped clock."""
    today = clock.now().astimezone(clock.SHANGHAI).date()
    return today + timedelta(days=ahead)


def facts(code: str = "152222", **more: Any) -> RequestFacts:
    """A village in Horqin Right Middle Banner asks for the week after next."""
    return RequestFacts(
        **{
            "region": factories.region(code),
            "place_name": "隐名嘎查",
            "window_from": day(8),
            "window_until": day(16),
            "when_words": "月中，看天气",
            "audience": 180,
            "contact_name": "隐名乡亲",
            "contact_phone": PHONE,
        }
        | more
    )


def asked(code: str = "152222", *, by: Any = None, **more: Any) -> Request:
    row, _is_new = ask(facts(code, **more), by=by)
    return row


def fresh(row: Request) -> Request:
    """As it is now, with its place and show."""
    return Request.objects.with_place().with_show().get(pk=row.pk)


def show_facts(troupe: Troupe, ahead: int = 10) -> ShowFacts:
    """A show of this troupe in the banner that asks."""
    return factories.show_facts(
        venue=factories.venue("152222"),
        troupes=(troupe,),
        starts_at=factories.evening(ahead),
        title="点单演出",
        kind=Performance.Kind.REQUESTED,
    )


def placing(row: Request, troupe: Troupe, **more: Any) -> dict[str, Any]:
    return {
        "version": row.version, "title": "点单演出", "troupe": troupe.pk,
        "day": day(9).isoformat(), "hour": "15:00", "minutes": "60",
        "load_in_minutes": "60", "strike_minutes": "30", "venue": "",
        "decide_by_0": "", "decide_by_1": "", "words": "九号见",
    } | more  # fmt: skip


# --- Where the desk sees to one -------------------------------------------------------


def inspect(row: Request) -> str:
    return reverse("requests:inspect", args=[row.pk])


def act(row: Request, key: str) -> str:
    return reverse("requests:act", args=[row.pk, key])


def place(row: Request) -> str:
    return reverse("requests:place", args=[row.pk])
