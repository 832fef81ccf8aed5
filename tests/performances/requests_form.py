"""The public form as somebody fills it in, for tests."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from tests import factories
from tests.performances.requests_season import PHONE, day

Sent = Callable[..., Any]


def stamp_of(html: str) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def filled(**more: Any) -> dict[str, Any]:
    return {
        "region": str(factories.region("152222").pk),
        "place_name": "隐名嘎查",
        "place_kind": "gacha",
        "when_words": "月中，看天气",
        "window_from": day(8).isoformat(),
        "window_until": day(16).isoformat(),
        "genre": "",
        "work": "",
        "audience": "180",
        "setting": "open_air",
        "power": "single",
        "space": "草场",
        "contact_name": "隐名乡亲",
        "contact_phone": PHONE,
        "note": "",
        "homepage": "",
    } | more


def sender(visitor: Client, frozen_clock: Any) -> Sent:
    """Opens the form, waits as long as a person does, and sends it."""

    def sent(address: str = "/requests/", *, wait: int = 40, **more: Any) -> Any:
        opened = visitor.get(address)
        assert opened.status_code == 200
        frozen_clock.forward(seconds=wait)
        stamp = stamp_of(opened.content.decode())
        return visitor.post(address, filled(**{"stamp": stamp, **more}))

    return sent


def own_page(visitor: Client, answer: Any) -> str:
    assert answer.status_code == 303, answer.context and answer.context["form"].errors
    return visitor.get(answer.url).content.decode()
