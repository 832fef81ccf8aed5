"""Coaching and services as they are told on the road: new ones, and those of the day
that were reported before."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import Troupe
from ulanmuqi.base.quotes import within_quotes

from ..models import FieldAct
from ..plausible import Figure
from ..scheduling.report_facts import ActFacts
from ..typed_numbers import read_number
from .my_fields import MyForm, figure_field, put_into_words, words_field
from .my_marks import seen_of

# Acts of one day that a form shows, and takes back.
MOST_ACTS = 30
_ACT = re.compile(r"act_(\d{1,12})_version", re.ASCII)


@dataclass(frozen=True, slots=True)
class ActLine:
    """What the form says of an act that is there already. `touched` is whether the
    person wrote something else than the page had shown; `gone`, that somebody removed
    it since."""

    act: FieldAct
    title: str
    people: int | None
    version: int
    is_out: bool
    touched: bool

    @property
    def facts(self) -> ActFacts:
        return replace(ActFacts.of(self.act), title=self.title, people=self.people)


def acts_of(troupe: Troupe, on: date) -> list[FieldAct]:
    """What the troupe reported of a day; one query."""
    rows = FieldAct.objects.filter(troupe=troupe, day=on).select_related("region")
    return list(rows.order_by("id")[:MOST_ACTS])


def acts_sent(data: Mapping[str, Any], troupe: Troupe) -> list[FieldAct]:
    """Those a sent form speaks of; one query where it speaks of any."""
    keys = _keys(data)
    if not keys:
        return []
    rows = FieldAct.objects.filter(troupe=troupe, pk__in=keys)
    return list(rows.select_related("region").order_by("id"))


def _keys(data: Mapping[str, Any]) -> list[int]:
    found = (_ACT.fullmatch(name) for name in data)
    return [int(one[1]) for one in found if one][:MOST_ACTS]


class ActsPart(MyForm):
    """`known` are acts reported before: each has fields of its own."""

    coaching_title = words_field(
        # Translators: zh: 辅导了什么
        gettext_lazy("What was coached"),
        120,
    )
    coaching_people = figure_field(
        Figure.PEOPLE,
        # Translators: zh: 多少人参加
        gettext_lazy("How many people"),
    )
    service_title = words_field(
        # Translators: zh: 做了什么服务
        gettext_lazy("What service was done"),
        120,
    )
    service_people = figure_field(Figure.PEOPLE, gettext_lazy("How many people"))

    def __init__(self, *args: Any, known: Iterable[FieldAct] = (), **more: Any) -> None:
        self.known = list(known)
        super().__init__(*args, **more)
        for act in self.known:
            self.fields |= put_into_words(_fields_of(act))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for kind in FieldAct.Kind.values:
            said, people = values.get(f"{kind}_title"), values.get(f"{kind}_people")
            if people is not None and not (said or "").strip():
                self.add_error(f"{kind}_title", _("Say what was done."))
        for act in self.known:
            name = f"act_{act.pk}"
            empty = not (values.get(f"{name}_title") or "").strip()
            if empty and not values.get(f"{name}_out") and f"{name}_title" in values:
                # Translators: zh: 写做了什么；报错了就勾“删掉”。
                self.add_error(
                    f"{name}_title",
                    _("Say what was done, or tick “delete” if it was an error."),
                )
        for title in self._gone():
            # Translators: zh: “%(title)s”已经被删掉，没有改成。还要报，就在下面重新填。
            self.add_error(
                None,
                _(
                    "“%(title)s” was deleted meanwhile, so it was not mended. If it "
                    "did take place, fill it in below."
                )
                % {"title": within_quotes(title)},
            )
        return values

    def _gone(self) -> list[str]:
        """Acts somebody deleted since the page was opened, and of which it says
        something else than it had shown."""
        known = {act.pk for act in self.known}
        found = []
        for key in _keys(self.data):
            title = self._typed_title(key)
            if key in known or f"act_{key}_out" in self.data or not title:
                continue
            if self._differs(key):
                found.append(title)
        return found

    def typed_lines(self) -> list[FieldAct]:
        """Those of the sent form in which somebody wrote, read or not."""
        return [
            act
            for act in self.known
            if f"act_{act.pk}_out" in self.data or self._differs(act.pk)
        ]

    def show_acts(self, acts: Iterable[FieldAct]) -> None:
        """After a refusal: acts of the day as they stand, those too the page had not
        shown. One in which somebody wrote stays as it was written."""
        self.data = self.data.copy()
        there = {act.pk for act in self.known}
        typed = {act.pk for act in self.typed_lines()}
        for act in acts:
            if act.pk in typed:
                continue
            fields = put_into_words(_fields_of(act))
            if act.pk not in there:
                self.known.append(act)
                self.fields |= fields
            for name, field in fields.items():
                if field.initial is not None:
                    self.data[name] = str(field.initial)

    def _typed_title(self, key: int) -> str:
        return str(self.data.get(f"act_{key}_title", "")).strip()[:120]

    def _differs(self, key: int) -> bool:
        """Whether the form says something else of an act than it had shown."""
        number = read_number(str(self.data.get(f"act_{key}_people", "")))
        people = None if number is None else int(number)
        said = seen_of(self._typed_title(key), people)
        return self.data.get(f"act_{key}_seen") != said

    def acts(self, **where: Any) -> list[ActFacts]:
        said = self.cleaned_data
        return [
            ActFacts(
                kind=kind,
                title=said[f"{kind}_title"].strip(),
                people=said[f"{kind}_people"],
                **where,
            )
            for kind in FieldAct.Kind.values
            if said[f"{kind}_title"].strip()
        ]

    def lines(self) -> list[ActLine]:
        """Call after is_valid."""
        return [self._line(act) for act in self.known]

    @property
    def shown_lines(self) -> list[dict[str, Any]]:
        """For the page: each act with its fields."""
        parts = ("version", "seen", "title", "people", "out")
        return [
            {"act": act, **{part: self[f"act_{act.pk}_{part}"] for part in parts}}
            for act in self.known
        ]

    def _line(self, act: FieldAct) -> ActLine:
        said = self.cleaned_data
        name = f"act_{act.pk}"
        title, people = said[f"{name}_title"].strip(), said[f"{name}_people"]
        return ActLine(
            act=act,
            title=title,
            people=people,
            version=said[f"{name}_version"] or 0,
            is_out=said[f"{name}_out"],
            touched=said[f"{name}_seen"] != seen_of(title, people),
        )


def _fields_of(act: FieldAct) -> dict[str, forms.Field]:
    name = f"act_{act.pk}"
    is_coaching = act.kind == FieldAct.Kind.COACHING
    title, people = (
        ("coaching_title", "coaching_people")
        if is_coaching
        else ("service_title", "service_people")
    )
    fields = {
        "version": forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=act.version
        ),
        "seen": forms.CharField(
            required=False,
            max_length=16,
            widget=forms.HiddenInput,
            initial=seen_of(act.title, act.people),
        ),
        "title": words_field(ActsPart.base_fields[title].label, 120, initial=act.title),
        "people": figure_field(
            Figure.PEOPLE, ActsPart.base_fields[people].label, initial=act.people
        ),
        "out": forms.BooleanField(
            # Translators: zh: 删掉这一条（报错了）
            label=gettext_lazy("Delete this one (it was an error)"),
            required=False,
        ),
    }
    return {f"{name}_{part}": field for part, field in fields.items()}
