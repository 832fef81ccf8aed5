"""Sends what is due: claim, send, note what became of it; one address at a time."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction

from ulanmuqi.base import clock

from ..models import Delivery
from ..scheduling import deliveries, outbox
from .channels import NotSent, Rejected, channel
from .compose import message

Tell = Callable[[str], None]


@dataclass(slots=True)
class Tally:
    gathered: int = 0
    sent: int = 0
    later: int = 0
    failed: int = 0
    unsure: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.failed or self.unsure)


def send_due(
    tell: Tell = lambda line: None, *, only: Collection[int] | None = None
) -> Tally:
    """Gathers what has settled, then sends every delivery whose time has come; with
    `only`, sends what is due of those notices and nothing else.

    May be stopped between any two addresses, and run by several processes at once.
    Must not run inside a transaction: a claim counts only once it is committed.
    """
    with transaction.atomic(durable=True):
        made = [] if only is not None else outbox.gather()
    tally = Tally(gathered=len(made))
    due = deliveries.due(clock.now())
    if only is None:
        tally.unsure = deliveries.settle_abandoned()
    else:
        due = due.filter(notice__in=only)
    waiting = list(due.values_list("pk", flat=True))
    for number, key in enumerate(waiting, start=1):
        delivery = deliveries.claim(key)
        if delivery is None:
            continue
        _send(delivery, tally)
        tell(f"{number} of {len(waiting)}")
    return tally


def _send(delivery: Delivery, tally: Tally) -> None:
    try:
        written = message(delivery.notice, str(delivery.key), clock.now())
        channel(delivery.channel).send(written, delivery.address)
    except NotSent as error:
        deliveries.try_later(delivery, str(error))
        tally.later += 1
    except Rejected as error:
        deliveries.give_up(delivery, str(error))
        tally.failed += 1
    except Exception as error:
        # The kind only: what it quotes may hold an address or a key.
        deliveries.leave_unsure(delivery, type(error).__name__)
        tally.unsure += 1
    else:
        deliveries.mark_sent(delivery)
        tally.sent += 1
