"""The form for things that must never be busy at the same moment."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.admin.choices import troupes_by_league
from troupes.rights import scope_of
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import league_of, venues_by_league

from ..conflicts import Conflict
from ..models import Exclusion
from ..scheduling import ExclusionFacts, members_of
from .along import AlongField, AlongOffer, key_of
from .told import Told, gathered, told_at

MOST_MEMBERS = 12


class MemberOffer(AlongOffer):
    """Trucks and people, and the venues and troupes of the user's regions. Five
    queries."""

    def __init__(self, user: Any, *, keep: Iterable[Model] = ()) -> None:
        kept = list(keep)
        super().__init__(user, keep=kept)
        scope = scope_of(user)
        mine = scope.in_regions("region__path")
        halls = [v for v in venues_by_league().filter(mine) if not v.is_shared]
        troupes = list(troupes_by_league().filter(mine))
        known = {key_of(one) for one in [*halls, *troupes]} | self.by_key.keys()
        others = [one for one in kept if key_of(one) not in known]
        for told, rows in (
            (_("Venues · %(league)s"), halls),
            (_("Troupes · %(league)s"), troupes),
        ):
            groups: dict[str, list[Any]] = {}
            for row in rows:
                heading = told % {"league": league_of(row.region)}
                groups.setdefault(heading, []).append((key_of(row), row.local_name))
            self.choices += list(groups.items())
        self.choices += [(key_of(one), one.local_name) for one in others]
        self.by_key |= {key_of(one): one for one in [*halls, *troupes, *others]}


class MemberRow(PlainForm):
    thing = AlongField(
        label=gettext_lazy("Venue, truck, troupe or member"), required=False
    )

    def __init__(self, *args: Any, offer: MemberOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].take(offer)


class _MemberRows(forms.BaseFormSet):
    def clean(self) -> None:
        chosen = self.chosen()
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("One of them stands here twice."))
        if len(chosen) < 2:
            raise forms.ValidationError(_("Choose two things at least."))

    def chosen(self) -> tuple[Any, ...]:
        rows = [row.cleaned_data.get("thing") for row in self.forms if row.is_valid()]
        return tuple(row for row in rows if row is not None)


MemberRows = forms.formset_factory(
    MemberRow, _MemberRows, extra=2, max_num=MOST_MEMBERS, absolute_max=MOST_MEMBERS
)


class ExclusionForm(PlainForm):
    name = forms.CharField(
        label=gettext_lazy("What they share"),
        max_length=60,
        help_text=gettext_lazy("For example: one driver; one generator; a thin wall."),
    )
    why = forms.CharField(
        label=gettext_lazy("Why never at once"),
        max_length=120,
        help_text=gettext_lazy("Planners read it where two plans collide."),
    )

    def __init__(self, data: Any = None, *, exclusion: Exclusion | None) -> None:
        initial = None
        if exclusion is not None:
            initial = {"name": exclusion.name, "why": exclusion.why}
        super().__init__(data, initial=initial)
        if exclusion is not None:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=exclusion.version
            )


class ExclusionEntry:
    """The words and the members; nothing typed is lost when invalid."""

    def __init__(
        self, user: Any, data: Any = None, *, exclusion: Exclusion | None = None
    ) -> None:
        self.form = ExclusionForm(data, exclusion=exclusion)
        known = members_of(exclusion) if exclusion is not None else []
        self.rows = MemberRows(
            data,
            prefix="members",
            form_kwargs={"offer": MemberOffer(user, keep=known)},
            initial=[{"thing": one} for one in known],
        )
        self.told: dict[str, list[Told]] = {}

    @property
    def media(self) -> forms.Media:
        return self.form.media + self.rows.media

    def is_valid(self) -> bool:
        parts = (self.form.is_valid(), self.rows.is_valid())
        return all(parts)

    def facts(self) -> ExclusionFacts:
        values = self.form.cleaned_data
        return ExclusionFacts(
            name=values["name"], why=values["why"], members=self.rows.chosen()
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """What overlaps already is found when it is saved."""
        return ()

    def tell(self, conflicts: Iterable[Conflict]) -> None:
        self.told = gathered(told_at(one, "members") for one in conflicts)
