"""Stage trucks and lent members: chosen row by row, under headings."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import Loan, Member, StageTruck
from troupes.rights import Scope, scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.grouped_choice import OfferedField
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import league_of

from ..models import kind_of

MOST_ALONG = 30
PREFIX = "along"


class AlongOffer:
    """Trucks by league and people by troupe, those a user may book and those that are
    booked already; each known by kind and id. Three queries."""

    def __init__(self, user: Any, *, keep: Iterable[Model] = ()) -> None:
        kept = list(keep)
        scope = scope_of(user)
        trucks = _trucks(scope, [one.pk for one in kept if isinstance(one, StageTruck)])
        people = _people(scope, [one.pk for one in kept if isinstance(one, Member)])
        self.by_key = {key_of(one): one for one in [*trucks, *people]}
        self.choices: list[Any] = [("", "—")]
        for heading, group in groupby(trucks, _truck_heading):
            lines = [(key_of(truck), _truck_line(truck)) for truck in group]
            self.choices.append((heading, lines))
        for heading, group in groupby(people, _people_heading):
            lines = [(key_of(person), _person_line(person)) for person in group]
            self.choices.append((heading, lines))

    def __bool__(self) -> bool:
        return bool(self.by_key)


class AlongField(OfferedField):
    def prepare_value(self, value: Any) -> Any:
        return key_of(value) if isinstance(value, Model) else value


class AlongRow(PlainForm):
    thing = AlongField(label=gettext_lazy("Stage truck or lent member"), required=False)

    def __init__(self, *args: Any, offer: AlongOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].take(offer)


class _AlongRows(forms.BaseFormSet):
    """Empty rows do not count."""

    def clean(self) -> None:
        chosen = self.chosen()
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("One of them stands here twice."))

    def chosen(self) -> tuple[Any, ...]:
        rows = [row.cleaned_data.get("thing") for row in self.forms if row.is_valid()]
        return tuple(row for row in rows if row is not None)


AlongRows = forms.formset_factory(
    AlongRow, _AlongRows, extra=1, max_num=MOST_ALONG, absolute_max=MOST_ALONG
)


class Along:
    """The rows of a form, and what they come to; a form that does not ask for them
    (a script, an import) keeps what there is."""

    def __init__(self, user: Any, data: Any, *, known: Iterable[Model]) -> None:
        self.known = tuple(known)
        self.offer = AlongOffer(user, keep=self.known)
        is_asked = data is not None and f"{PREFIX}-TOTAL_FORMS" in data
        self.rows = AlongRows(
            data if is_asked else None,
            prefix=PREFIX,
            form_kwargs={"offer": self.offer},
            initial=[{"thing": one} for one in self.known],
        )

    def is_valid(self) -> bool:
        return not self.rows.is_bound or self.rows.is_valid()

    def chosen(self) -> tuple[Any, ...]:
        return self.rows.chosen() if self.rows.is_bound else self.known


def key_of(thing: Model) -> str:
    return f"{kind_of(thing)}-{thing.pk}"


def _trucks(scope: Scope, kept: list[int]) -> list[StageTruck]:
    rows = StageTruck.objects.select_related("region__league", "troupe")
    found = rows.filter(is_retired=False)
    if not scope.everywhere:
        mine = Q(troupe__in=scope.troupes)
        if scope.coordinates:
            mine |= scope.in_regions("region__path")
        found = found.filter(mine)
    found |= rows.filter(pk__in=kept)
    return list(found.order_by("region__path", "name", "pk"))


def _people(scope: Scope, kept: list[int]) -> list[Member]:
    today = clock.now().astimezone(clock.SHANGHAI).date()
    rows = Member.objects.select_related("troupe__region__league")
    path = "troupe__region__path"
    found = rows.filter(has_left=False)
    if not scope.everywhere:
        lent = Loan.objects.filter(troupe__in=scope.troupes, until__gte=today)
        mine = Q(troupe__in=scope.troupes) | Q(pk__in=lent.values("member"))
        if scope.coordinates:
            mine |= scope.in_regions(path)
        found = found.filter(mine)
    found = (found | rows.filter(pk__in=kept)).prefetch_related("loans")
    return list(found.order_by(path, "troupe__code", "name", "pk"))


def _truck_heading(truck: StageTruck) -> str:
    # Translators: zh: 流动舞台车 · %(league)s
    return _("Stage trucks · %(league)s") % {"league": league_of(truck.region)}


def _truck_line(truck: StageTruck) -> str:
    # Translators: zh: %(name)s · 台面%(stage)s米
    told = _("%(name)s · stage %(stage)s m") % {
        "name": truck.name,
        "stage": truck.stage_text,
    }
    return told if truck.stage_text else truck.name


def _people_heading(person: Member) -> str:
    # Translators: zh: 可借调队员 · %(troupe)s
    return _("Members · %(troupe)s") % {"troupe": person.troupe.display_name}


def _person_line(person: Member) -> str:
    return f"{person.name} · {person.role}" if person.role else person.name
