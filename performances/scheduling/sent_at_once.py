"""Notices that wait for nobody: nothing of the public schedule changed, so there is no
flurry to settle and nothing to review."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ..models import Delivery, Notice
from .audiences import Audience, Recipient


def send_at_once(
    about: Notice.About, audience: Audience, now: datetime, **facts: Any
) -> Notice:
    """One notice, on its way to each address of the audience. Two queries; the gate is
    open. `facts` are further columns of the notice."""
    notice = Notice.objects.create(
        about=about,
        audience=audience.key,
        name=audience.name,
        region=audience.region,
        state=Notice.State.READY,
        made_at=now,
        changed_at=now,
        **facts,
    )
    deliver(notice, audience.recipients, now)
    return notice


def deliver(notice: Notice, recipients: Iterable[Recipient], now: datetime) -> None:
    """One delivery an address, due now. One query."""
    Delivery.objects.bulk_create(
        Delivery(
            notice=notice,
            channel=one.channel,
            address=one.address,
            name=one.name[:120],
            next_at=now,
        )
        for one in recipients
    )
