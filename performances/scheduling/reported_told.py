"""Tells whoever reported that a show was changed since, or that a report came back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from troupes.models import Membership, Troupe
from ulanmuqi.base.clock import SHANGHAI

from ..models import Notice, Record, Reported
from .audiences import MAIL, Audience, Recipient, reporters
from .sent_at_once import send_at_once

# Who may mend a report of a troupe: see record_policy.
_MENDS = (Membership.Role.TROUPE_LEADER, Membership.Role.TROUPE_EDITOR)


def tell_reporters(record: Record, note: str, now: datetime) -> list[Notice]:
    """One notice a troupe of the show that was changed, without review; `note` is what
    it says."""
    troupes = record.performance.troupes_in_order
    found = audiences_of(troupes, [record], now)
    about, reason = Notice.About.PUT_BACK, note[:300]
    return [
        send_at_once(about, found[troupe.pk], now, record=record, reason=reason)
        for troupe in troupes
        if troupe.pk in found
    ]


def tell_returned(
    reports: Sequence[Reported], note: str, now: datetime
) -> list[Notice]:
    """One notice a troupe, with all of its reports the league sent back in one go and
    the one word it said: nobody opens the day sheet of a week ago unasked."""
    by_troupe: dict[int, list[Reported]] = defaultdict(list)
    troupes: dict[int, Troupe] = {}
    for report in reports:
        for troupe in troupes_of(report):
            troupes[troupe.pk] = troupe
            by_troupe[troupe.pk].append(report)
    made = []
    for key, troupe in sorted(troupes.items()):
        mine = by_troupe[key]
        audience = audiences_of([troupe], mine, now).get(key)
        if audience is not None:
            labels = [f"{one._meta.model_name}:{one.pk}" for one in mine]
            about, reason = Notice.About.RETURNED, note[:300]
            made.append(
                send_at_once(about, audience, now, reports=labels, reason=reason)
            )
    return made


def troupes_of(report: Reported) -> list[Troupe]:
    is_record = isinstance(report, Record)
    return report.performance.troupes_in_order if is_record else [report.troupe]


def audiences_of(
    troupes: Iterable[Troupe], reports: Sequence[Reported], now: datetime
) -> dict[int, Audience]:
    """By troupe: those who report for it, and whoever reported these, as long as they
    may mend them. Five queries at most for one troupe."""
    keys = {f"troupe:{troupe.pk}": troupe for troupe in troupes}
    found = reporters(keys, now)
    told = {}
    for key, troupe in keys.items():
        people = {one.reported_by for one in reports if one.reported_by is not None}
        audience = _with_them(found.get(key), key, troupe, people, now)
        if audience is not None:
            told[troupe.pk] = audience
    return told


def _with_them(
    audience: Audience | None,
    key: str,
    troupe: Troupe,
    people: Iterable[Any],
    now: datetime,
) -> Audience | None:
    today = now.astimezone(SHANGHAI).date()
    asked = [one for one in people if one.is_active and one.email]
    mending = Membership.objects.on(today).filter(
        user__in=asked, troupe=troupe, role__in=_MENDS
    )
    still = set(mending.values_list("user", flat=True)) if asked else set()
    known = [] if audience is None else list(audience.recipients)
    addresses = {one.address.lower() for one in known}
    for one in sorted(asked, key=lambda person: person.pk):
        if one.pk in still and one.email.lower() not in addresses:
            known.append(Recipient(MAIL, one.email, one.get_full_name()))
            addresses.add(one.email.lower())
    if not known:
        return None
    if audience is None:
        return Audience(key, troupe.name, troupe.region, tuple(known))
    return replace(audience, recipients=tuple(known))
