"""What a deleted draft was, kept with the log entry of its deletion, so that deleting
can be taken back."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Model
from django.utils.translation import gettext_lazy as _

from troupes.models import Member, StageTruck, Troupe, Work

from ..models import Performance
from .errors import Refused
from .facts import ItemFacts, ShowFacts, facts_of

_ALONG: dict[str, type[Model]] = {"truck": StageTruck, "member": Member}


def bury(row: Performance) -> dict[str, Any]:
    """Everything the entry said of itself, as plain values."""
    facts = facts_of(row)
    return {
        "columns": {
            field.attname: _plain(getattr(row, field.attname))
            for field in Performance._meta.concrete_fields
        },
        "troupes": [troupe.pk for troupe in facts.troupes],
        "along": [
            ["truck" if isinstance(one, StageTruck) else "member", one.pk]
            for one in facts.along
        ],
        "programme": [_item(item) for item in facts.programme],
    }


def dig_up(was: dict[str, Any]) -> tuple[Performance, ShowFacts]:
    """The row as it was, not yet saved, and its facts.

    Raises Refused when something it was made of is gone meanwhile. At most seven
    queries.
    """
    row = Performance(
        **{
            field.attname: field.to_python(was["columns"][field.attname])
            for field in Performance._meta.concrete_fields
            if field.attname in was["columns"]
        }
    )
    for field in Performance._meta.concrete_fields:
        if isinstance(field, ForeignKey) and getattr(row, field.attname) is not None:
            _all_of(field.related_model, [getattr(row, field.attname)])
    works = _all_of(Work, [one["work"] for one in was["programme"] if one["work"]])
    programme = tuple(
        ItemFacts(**{**one, "work": works.get(one["work"])}) for one in was["programme"]
    )
    troupes = _all_of(Troupe, was["troupes"])
    along = []
    for kind, pk in was["along"]:
        along.append(_all_of(_ALONG[kind], [pk])[pk])
    own = {
        name: getattr(row, name)
        for name in ShowFacts.__dataclass_fields__
        if name not in ("troupes", "along", "programme")
    }
    return row, ShowFacts(
        **own,
        troupes=tuple(troupes[pk] for pk in was["troupes"]),
        along=tuple(along),
        programme=programme,
    )


def _all_of(model: type[Model], keys: list[Any]) -> dict[Any, Any]:
    found = model._default_manager.in_bulk(keys) if keys else {}
    if set(found) != set(keys):
        # Translators: zh: 它用到的队伍、场地或节目已经不在了,请重新录入。
        raise Refused(
            _("A troupe, venue or work it was made of is gone. Enter the show anew.")
        )
    return found


def _item(item: ItemFacts) -> dict[str, Any]:
    said = {name: getattr(item, name) for name in ItemFacts.__dataclass_fields__}
    return {**said, "work": item.work.pk if item.work is not None else None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
