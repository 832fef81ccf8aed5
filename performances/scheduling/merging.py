"""What merging two rows has in common: what it did, and what the kept row gains."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import rights

from ..models import Performance
from .errors import NotAllowed, Refused


@dataclass(frozen=True, slots=True)
class Merged:
    """`shows` follow, by their start; `gained` are the kept row's fields that were
    empty and took the duplicate's value; `turned` counts what else points to it now;
    `disclosed` are public shows whose place was known by its banner and now has a
    name."""

    shows: tuple[Performance, ...] = ()
    gained: tuple[models.Field, ...] = ()
    turned: int = 0
    disclosed: tuple[Performance, ...] = ()


def may_merge(duplicate: models.Model, into: models.Model, by: Any) -> None:
    """Raises NotAllowed without rights over both, Refused where one is the other or
    was merged before. `by` None is the system itself."""
    if by is not None:
        for row in (duplicate, into):
            if not rights.may(by, "change", row):
                raise NotAllowed
    if duplicate.pk == into.pk:
        raise Refused(_("It cannot be merged into itself."), field="into")
    if duplicate.merged_into_id is not None or into.merged_into_id is not None:
        raise Refused(
            _("One of the two was merged into another. Choose that one."), field="into"
        )


def gain(
    into: models.Model, duplicate: models.Model, names: Iterable[str]
) -> tuple[models.Field, ...]:
    """Fills what the kept row lacks from the duplicate, in memory; which fields."""
    fields = [into._meta.get_field(name) for name in names]
    gained = [
        field
        for field in fields
        if getattr(into, field.attname) in field.empty_values
        and getattr(duplicate, field.attname) not in field.empty_values
    ]
    for field in gained:
        setattr(into, field.attname, getattr(duplicate, field.attname))
    return tuple(gained)
