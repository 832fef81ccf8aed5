"""A choice of rows under headings: troupes by league, venues by league."""

from collections.abc import Callable, Iterator
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
