"""The gate before schedule rows: shut, except inside `performances.scheduling`.

Wagtail's generic views, a shell or a careless view could save a Performance without
its bookings, its log entry and its calendar text. Every writing method of the models
below asks the gate first, so such a write fails loudly instead of half happening.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

from ulanmuqi.base import plain_text

Written = set[type[models.Model]]

# What was written through the open gate so far; None while it is shut.
_open: ContextVar[Written | None] = ContextVar("schedule_gate_open", default=None)


class GateShut(RuntimeError):
    """Somebody other than scheduling tried to write a schedule row."""


class UnfitText(ValueError):
    """A text that may not be entered was about to be stored (`ulanmuqi.base.texts`)."""

    def __init__(self, row: models.Model, field: str, sentence: str) -> None:
        super().__init__(f"{type(row).__name__}.{field}: {sentence}")
        self.row, self.field, self.sentence = row, field, sentence


@contextmanager
def opened() -> Iterator[Written]:
    """Lets writes through. Used by performances/scheduling and nowhere else.

    Gives the models that were written meanwhile, those of an inner opening included.
    """
    outer = _open.get()
    written: Written = set() if outer is None else outer
    token = _open.set(written)
    try:
        yield written
    finally:
        _open.reset(token)


def is_open() -> bool:
    return _open.get() is not None


def check(model: type[models.Model]) -> None:
    written = _open.get()
    if written is None:
        raise GateShut(
            f"{model.__name__} rows are written by performances.scheduling only."
        )
    written.add(model)


def check_texts(row: models.Model) -> None:
    """Nothing stands in the schedule that a calendar, a mail or a page cannot carry."""
    if not type(row).keeps_plain_texts:
        return
    found = plain_text.unfit(row)
    if found is not None:
        raise UnfitText(row, *found)


class GatedQuerySet(models.QuerySet):
    def create(self, **kwargs: Any) -> models.Model:
        check(self.model)
        return super().create(**kwargs)

    def bulk_create(
        self, objs: Iterable[models.Model], *args: Any, **kwargs: Any
    ) -> list[models.Model]:
        check(self.model)
        rows = list(objs)
        for row in rows:
            check_texts(row)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(
        self, objs: Iterable[models.Model], *args: Any, **kwargs: Any
    ) -> int:
        check(self.model)
        rows = list(objs)
        for row in rows:
            check_texts(row)
        return super().bulk_update(rows, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        check(self.model)
        texts = {name: text for name, text in kwargs.items() if isinstance(text, str)}
        if texts:
            check_texts(self.model(**texts))
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        check(self.model)
        return super().delete()


class GatedModel(models.Model):
    # False where text is made by machine, or said by one (a mail server's answer).
    keeps_plain_texts = True

    objects = GatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        check(type(self))
        check_texts(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        check(type(self))
        return super().delete(*args, **kwargs)
