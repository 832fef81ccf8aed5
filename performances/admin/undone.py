"""An act done, looked at and taken back: what every preview rests on."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

Told = TypeVar("Told")


def undone(act: Callable[[], Told]) -> Told:
    """What the act gives; nothing of what it wrote stays. Raises what the act raises.

    Locks are held until an enclosing transaction ends. What is read lazily is read
    after the act was taken back, so `act` itself has to look at what it left.
    """
    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found
