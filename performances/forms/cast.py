"""Who plays and what: the troupes in order, and the programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from troupes.admin.choices import troupes_by_league
from troupes.genres import Category
from troupes.models import Troupe, Work
from troupes.rights import scope_of
from ulanmuqi.base.grouped_choice import Offer, OfferedField
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import league_of

from ..models import Performance
from ..scheduling import ItemFacts

MOST_TROUPES = 20
MOST_ITEMS = 60

_ITEM = tuple(ItemFacts.__dataclass_fields__)


def castable_troupes(user: Any) -> Any:
    """The troupes a user may put on a stage; one query."""
    scope = scope_of(user)
    rows = troupes_by_league()
    if scope.everywhere:
        return rows
    own = rows.filter(pk__in=scope.troupes)
    return own | rows.filter(scope.in_regions("region__path"))


def troupe_offer(user: Any) -> Offer:
    return Offer(
        castable_troupes(user),
        heading=lambda troupe: league_of(troupe.region),
        line=lambda troupe: troupe.local_name,
    )


def usual_cast(troupes: Offer, *, is_typed: bool) -> list[dict[str, Any]]:
    """The rows a new form begins with: whoever plans for one troupe means that one.

    Nothing where something was typed already: what came back from the browser stands
    alone, also when the troupe was taken out of it.
    """
    if is_typed or troupes.only is None:
        return []
    return [{"troupe": troupes.only}]


def work_offer() -> Offer:
    """The whole catalogue by category; one query."""
    order = list(Category)
    rows = sorted(
        Work.objects.standing().order_by("title"),
        key=lambda work: order.index(work.category),
    )
    return Offer(rows, heading=lambda work: str(work.category.label))


class TroupeRow(PlainForm):
    troupe = OfferedField(label=gettext_lazy("Troupe"), required=False)

    def __init__(self, *args: Any, troupes: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["troupe"].take(troupes)


class _TroupeRows(forms.BaseFormSet):
    """The order of the rows is the order of the troupes; empty rows do not count."""

    def clean(self) -> None:
        chosen = self.chosen()
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("One troupe stands here twice."))

    def chosen(self) -> tuple[Troupe, ...]:
        sound = [form for form in self.forms if form.is_valid()]
        rows = [form.cleaned_data.get("troupe") for form in sound]
        return tuple(row for row in rows if row is not None)


def _is_named(values: dict[str, Any]) -> bool:
    """Whether a visitor could be told what is played: 呼麦 alone is enough."""
    return any(values.get(name) for name in ("form", "title", "work"))


class ItemRow(PlainForm):
    form = forms.CharField(
        label=pgettext_lazy("item of a programme", "Form"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Solo song")}),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120, required=False)
    work = OfferedField(label=gettext_lazy("Or a work"), required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=300
    )
    genre = forms.ChoiceField(
        label=gettext_lazy("Genre"),
        choices=[("", "—"), *Category.choices],
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", "—"), *Performance.Language.choices],
        required=False,
    )
    creators = forms.CharField(
        label=gettext_lazy("Creators"), max_length=200, required=False
    )
    performers = forms.CharField(
        label=gettext_lazy("Performers"), max_length=200, required=False
    )
    is_premiere = forms.BooleanField(
        label=gettext_lazy("First shown here"), required=False
    )
    is_example = forms.BooleanField(
        label=gettext_lazy("Invented for the demo"), required=False
    )

    def __init__(self, *args: Any, works: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work"].take(works)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        said = any(values.get(name) for name in _ITEM)
        if said and not _is_named(values):
            self.add_error("title", _("Name the item: its form, its title, or a work."))
        return values


class _ItemRows(forms.BaseFormSet):
    def facts(self) -> tuple[ItemFacts, ...]:
        """The rows in their order; emptied and deleted ones are left out."""
        found = []
        for row in self.forms:
            values = row.cleaned_data
            if values.get("DELETE") or not _is_named(values):
                continue
            found.append(ItemFacts(**{name: values[name] for name in _ITEM}))
        return tuple(found)


TroupeRows = forms.formset_factory(
    TroupeRow, _TroupeRows, extra=1, max_num=MOST_TROUPES, absolute_max=MOST_TROUPES
)
ItemRows = forms.formset_factory(
    ItemRow,
    _ItemRows,
    extra=1,
    can_delete=True,
    max_num=MOST_ITEMS,
    absolute_max=MOST_ITEMS,
)


def programme_initial(performance: Performance) -> list[dict[str, Any]]:
    rows = performance.programme.select_related("work")
    return [{name: getattr(row, name) for name in _ITEM} for row in rows]
