"""A choice of rows under headings: troupes by league, venues by league."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Model


class _GroupedIterator(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        # The queryset comes in the order of its headings.
        for heading, rows in groupby(self.queryset.all(), self.field.heading):
            yield (heading, [self.choice(row) for row in rows])


class GroupedChoiceField(forms.ModelChoiceField):
    """`heading` names the group of a row, `line` its line (else str)."""

    iterator = _GroupedIterator

    def __init__(
        self,
        *args: Any,
        heading: Callable[[Model], str],
        line: Callable[[Model], str] = str,
        **kwargs: Any,
    ) -> None:
        self.heading = heading
        self.line = line
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Model) -> str:
        return self.line(obj)


class Offer:
    """Rows fetched once and offered by many fields: the rows of a formset."""

    def __init__(
        self,
        rows: Iterable[Model],
        *,
        heading: Callable[[Model], str],
        line: Callable[[Model], str] = str,
    ) -> None:
        # The rows come in the order of their headings.
        known = list(rows)
        self.by_key = {str(row.pk): row for row in known}
        self.choices: list[Any] = [("", "—")]
        for name, group in groupby(known, heading):
            self.choices.append((name, [(row.pk, line(row)) for row in group]))

    @property
    def only(self) -> Model | None:
        """The one row there is to choose, if it is the only one."""
        rows = list(self.by_key.values())
        return rows[0] if len(rows) == 1 else None


class OfferedField(forms.ChoiceField):
    """A choice among an `Offer`; cleans to the row, or None, without a query."""

    def take(self, offer: Offer, *, unchosen: str = "—") -> None:
        """`unchosen` is the line for none of them."""
        self.offer = offer
        self.choices = [("", unchosen), *offer.choices[1:]]

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Model) else value

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        row = self.offer.by_key.get(str(value))
        if row is None:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return row

    def validate(self, value: Model | None) -> None:
        # What was chosen is a row of the offer already.
        forms.Field.validate(self, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")
