"""Keeps up with rows whoever saves them: viewsets, pages, shells, whole trees deleted.

Wagtail's forms know nothing of it, and a receiver cannot be forgotten as a call could.
It writes in the transaction of the save. Rows written by `bulk_create` or `update`
send no signal: whoever does that calls `keeping.refresh`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save

from . import keeping
from .documents import Kind

# The keys, of rows of some kind, whose words a row is part of.
Keys = Callable[[Any], Iterable[int]]
Act = Callable[[Any], None]

_acts: dict[type[models.Model], list[Act]] = {}
_moving: dict[type[models.Model], Keys] = {}


def follow(
    model: type[models.Model],
    kind: Kind,
    keys: Keys | None = None,
    *,
    moves: bool = False,
) -> None:
    """Called when the apps are ready. Without `keys`: the saved row's own.

    A row that `moves` may have been part of others before: one query more a save.
    """
    own = keys or _own

    def act(row: models.Model) -> None:
        before = row.__dict__.pop("_found_before", ())
        keeping.refresh(kind, {*own(row), *before})

    if moves:
        _moving[model] = own
        pre_save.connect(_remember, sender=model, dispatch_uid=f"finding-{model}")
    listen(model, act)


def listen(model: type[models.Model], act: Act) -> None:
    """Calls the act with each row that was saved or deleted."""
    _acts.setdefault(model, []).append(act)
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=model, dispatch_uid=f"finding-{model}")


def saved(row: models.Model) -> None:
    """As if it had been saved: what it is part of is looked at again."""
    for act in _acts.get(type(row), ()):
        act(row)


def _own(row: models.Model) -> list[int]:
    return [row.pk]


def _remember(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    if instance.pk is not None:
        instance._found_before = tuple(_moving[sender](instance))


def _changed(
    sender: type[models.Model], instance: models.Model, raw: bool = False, **_: Any
) -> None:
    if not raw:
        saved(instance)
