"""The rows of a training session: who attends, who teaches, which works."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import Member, Work
from ulanmuqi.base import row_policy
from ulanmuqi.base.grouped_choice import Offer, OfferedField
from ulanmuqi.base.plain_text import PlainForm

from ..models import ArtAdviser
from ..scheduling.training_facts import (
    MOST_PEOPLE,
    MOST_TROUPES,
    AttendingFacts,
    TeacherFacts,
    TrainingFacts,
)
from .along import AlongOffer, key_of


class AttendingRow(PlainForm):
    troupe = OfferedField(label=gettext_lazy("Troupe"), required=False)
    expected = forms.IntegerField(
        label=gettext_lazy("People expected"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
    )

    def __init__(self, *args: Any, troupes: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["troupe"].take(troupes)


class _AttendingRows(forms.BaseFormSet):
    """The order of the rows is the order of the troupes; empty rows do not count."""

    def clean(self) -> None:
        chosen = [part.troupe for part in self.facts()]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("One troupe stands here twice."))
        if not chosen and not any(self.errors):
            raise forms.ValidationError(_("Choose at least one troupe that attends."))

    def facts(self) -> tuple[AttendingFacts, ...]:
        rows = [row.cleaned_data for row in self.forms if row.is_valid()]
        return tuple(
            AttendingFacts(values["troupe"], values.get("expected"))
            for values in rows
            if values.get("troupe")
        )


class TeacherOffer:
    """Art advisers, and the members the user may book, each known by kind and id."""

    def __init__(self, user: Any, *, keep: Iterable[TeacherFacts] = ()) -> None:
        kept = list(keep)
        members = [one.member for one in kept if one.member is not None]
        crews = AlongOffer(user, keep=members)
        advisers = list(row_policy.visible_rows(user, ArtAdviser).order_by("name"))
        advisers += [
            one.adviser for one in kept if one.adviser and one.adviser not in advisers
        ]
        self.by_key: dict[str, Any] = {_key(one): one for one in advisers}
        self.by_key |= {
            key: one for key, one in crews.by_key.items() if isinstance(one, Member)
        }
        self.choices: list[Any] = [("", "—")]
        if advisers:
            lines = [(_key(one), _adviser_line(one)) for one in advisers]
            self.choices.append((_("Art advisers"), lines))
        for heading, lines in crews.choices[1:]:
            if lines[0][0] in self.by_key:
                self.choices.append((heading, lines))


class PersonField(OfferedField):
    def prepare_value(self, value: Any) -> Any:
        return _key(value) if isinstance(value, ArtAdviser | Member) else value


class TeacherRow(PlainForm):
    person = PersonField(label=gettext_lazy("Adviser or member"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Or a name"), max_length=60, required=False
    )
    known_as = forms.CharField(
        label=gettext_lazy("Who that is"), max_length=80, required=False
    )
    may_name = forms.BooleanField(
        # Translators: zh: 本人同意公开姓名
        label=gettext_lazy("Agreed to be named in public"),
        required=False,
    )

    def __init__(self, *args: Any, people: TeacherOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].take(people)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("person") and (values.get("name") or "").strip():
            self.add_error("name", _("Choose somebody, or write a name: not both."))
        return values

    def teacher(self) -> TeacherFacts | None:
        values = self.cleaned_data
        person, name = values.get("person"), (values.get("name") or "").strip()
        if person is None and not name:
            return None
        return TeacherFacts(
            name=name,
            known_as=(values.get("known_as") or "").strip(),
            member=person if isinstance(person, Member) else None,
            adviser=person if isinstance(person, ArtAdviser) else None,
            may_name=bool(values.get("may_name")),
        )


class _TeacherRows(forms.BaseFormSet):
    def clean(self) -> None:
        found = [one.who for one in self.facts()]
        if len(set(found)) < len(found):
            raise forms.ValidationError(_("One person stands here twice."))

    def facts(self) -> tuple[TeacherFacts, ...]:
        found = [row.teacher() for row in self.forms if row.is_valid()]
        return tuple(one for one in found if one is not None)


class WorkRow(PlainForm):
    work = OfferedField(label=gettext_lazy("Work"), required=False)

    def __init__(self, *args: Any, works: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work"].take(works)


class _WorkRows(forms.BaseFormSet):
    def chosen(self) -> tuple[Work, ...]:
        rows = [row.cleaned_data.get("work") for row in self.forms if row.is_valid()]
        return tuple(dict.fromkeys(row for row in rows if row is not None))


def _rows(row: type[forms.Form], rows: type[forms.BaseFormSet]) -> Any:
    return forms.formset_factory(
        row, rows, extra=1, max_num=MOST_TROUPES, absolute_max=MOST_TROUPES
    )


AttendingRows = _rows(AttendingRow, _AttendingRows)
TeacherRows = _rows(TeacherRow, _TeacherRows)
WorkRows = _rows(WorkRow, _WorkRows)


def attending_initial(facts: TrainingFacts) -> list[dict[str, Any]]:
    return [
        {"troupe": part.troupe, "expected": part.expected} for part in facts.troupes
    ]


def teacher_initial(teachers: Iterable[TeacherFacts]) -> list[dict[str, Any]]:
    return [
        {
            "person": one.adviser or one.member,
            "name": one.name,
            "known_as": one.known_as,
            "may_name": one.may_name,
        }
        for one in teachers
    ]


def _key(one: ArtAdviser | Member) -> str:
    return f"adviser-{one.pk}" if isinstance(one, ArtAdviser) else key_of(one)


def _adviser_line(adviser: ArtAdviser) -> str:
    return " · ".join(part for part in (adviser.name, adviser.known_for) if part)
