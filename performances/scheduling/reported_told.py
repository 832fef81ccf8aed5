"""Tells whoever reported a show that it was changed since."""

from dataclasses import replace
from datetime import datetime

from troupes.models import Membership, Troupe
from ulanmuqi.base.clock import SHANGHAI

from ..models import Notice, Record
from .audiences import MAIL, Audience, Recipient, reporters
from .sent_at_once import send_at_once


def tell_reporters(record: Record, note: str, now: datetime) -> list[Notice]:
    """One notice a troupe of the show, without review: to those who report for it and
    to the person who did, as long as they serve there. `note` is what it says."""
    troupes = record.performance.troupes_in_order
    keys = {f"troupe:{troupe.pk}": troupe for troupe in troupes}
    found = reporters(keys, now)
    made = []
    for key, troupe in keys.items():
        audience = _with_the_reporter(found.get(key), key, troupe, record, now)
        if audience is not None:
            about = Notice.About.PUT_BACK
            made.append(
                send_at_once(about, audience, now, record=record, reason=note[:300])
            )
    return made


def _with_the_reporter(
    audience: Audience | None, key: str, troupe: Troupe, record: Record, now: datetime
) -> Audience | None:
    person = record.reported_by
    if person is None or not person.is_active or not person.email:
        return audience
    today = now.astimezone(SHANGHAI).date()
    if not Membership.objects.on(today).filter(user=person, troupe=troupe).exists():
        return audience
    mine = Recipient(MAIL, person.email, person.get_full_name())
    if audience is None:
        return Audience(key, troupe.name, troupe.region, (mine,))
    known = {one.address.lower() for one in audience.recipients}
    if person.email.lower() in known:
        return audience
    return replace(audience, recipients=(*audience.recipients, mine))
