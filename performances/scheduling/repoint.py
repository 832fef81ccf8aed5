"""Turns everything that points to one row towards another, when two become one."""

from collections.abc import Collection

from django.db import IntegrityError, models, transaction


def repoint(
    old: models.Model, new: models.Model, *, leaving: Collection[str] = ()
) -> int:
    """Every foreign key to `old`, whichever model has it, becomes one to `new`.

    `leaving` are the names of relations the caller moves itself. A row that would
    then stand there twice (the same member of the same group) goes. Returns how many
    rows were turned. One statement a relation, and one a row where some stand twice.
    """
    return sum(
        _turn(relation, old, new)
        for relation in old._meta.related_objects
        if relation.name not in leaving and not relation.many_to_many
    )


def _turn(
    relation: models.ForeignObjectRel, old: models.Model, new: models.Model
) -> int:
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{name: old})
    try:
        with transaction.atomic():
            return rows.update(**{name: new})
    except IntegrityError:
        return sum(_turn_one(row, name, new) for row in rows)


def _turn_one(row: models.Model, name: str, new: models.Model) -> int:
    same = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            return same.update(**{name: new})
    except IntegrityError:
        same.delete()
        return 0
