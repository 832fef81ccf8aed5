"""What is asked of the tables of figures: which days, by what, whose, which genre."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.places.models import Region

from ..statistics import By, Period
from ..statistics.said import period_name
from .instants import DayField

# Years on offer besides this one; any other is asked by its two dates.
EARLIER_YEARS = 4
# No key and no date is longer; of an address made up by hand no more is shown again.
_LONGEST = 40
OWN_DATES = "dates"
# Stands for a league's code: troupes that are at home in none.
NO_LEAGUE_KEY = "none"
_CHOSEN = ("by", "league", "troupe", "genre")
_BY = (
    (By.TROUPE.value, pgettext_lazy("figures by", "Troupe")),
    (By.LEAGUE.value, gettext_lazy("League or city")),
    (By.GENRE.value, gettext_lazy("Genre")),
    (By.MONTH.value, pgettext_lazy("figures by", "Month")),
    (By.YEAR.value, pgettext_lazy("figures by", "Year")),
)


def offered(today: date) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Years, halves, quarters and months to choose from, the latest first."""
    years = range(today.year, today.year - EARLIER_YEARS - 1, -1)
    near = years[:2]
    groups = (
        (_("Years"), [f"{year}" for year in years]),
        # Translators: zh: 半年
        (_("Half-years"), [f"{year}-h{half}" for year in near for half in (2, 1)]),
        # Translators: zh: 季度
        (_("Quarters"), [f"{y}-q{quarter}" for y in near for quarter in (4, 3, 2, 1)]),
        # Translators: zh: 月份
        (_("Months"), [f"{y}-{month:02}" for y in near for month in range(12, 0, -1)]),
    )
    for label, keys in groups:
        found = [(key, Period.named(key)) for key in keys]
        begun = [(key, one) for key, one in found if one and one.first <= today]
        yield str(label), [(key, period_name(one)) for key, one in begun]


@dataclass(frozen=True, slots=True)
class Asked:
    """`league` and `troupe` are None for all in reach; `is_of_no_league` asks for the
    region's own troupes alone."""

    period: Period
    by: By
    league: Region | None
    troupe: Troupe | None
    genre: str
    is_of_no_league: bool = False

    def query(self, **more: Any) -> str:
        """The address of the same question; what is given is asked otherwise."""
        key = self.period.key
        named: dict[str, Any] = {
            "period": key or OWN_DATES,
            "from": "" if key else self.period.first.isoformat(),
            "to": "" if key else self.period.last.isoformat(),
            "by": self.by.value,
            "league": NO_LEAGUE_KEY if self.is_of_no_league else code_of(self.league),
            "troupe": self.troupe.code if self.troupe else "",
            "genre": self.genre,
        }
        return urlencode({k: v for k, v in (named | more).items() if v != ""})


def _told(data: Any, name: str) -> str:
    """As it was asked, within bounds."""
    return "".join(sign for sign in data.get(name, "")[:_LONGEST] if sign.isprintable())


def code_of(league: Region | None) -> str:
    return league.code if league else ""


class FiguresForm(forms.Form):
    """Dates that are typed win over the days that are chosen; those that were there
    already, when others are chosen, do not (`was`). What cannot be understood says so
    at its field and stays in it; then nothing is to be counted (`errors`), for it would
    be something nobody asked for."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    period = forms.CharField(label=gettext_lazy("Which days"), required=False)
    # `from` is no name for a field in Python.
    first = DayField(
        # Translators: zh: 从哪天
        label=gettext_lazy("From day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    last = DayField(
        # Translators: zh: 到哪天
        label=gettext_lazy("To day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    by = forms.ChoiceField(
        # Translators: zh: 按什么看
        label=gettext_lazy("By"),
        choices=_BY,
        required=False,
    )
    league = forms.ChoiceField(label=gettext_lazy("League or city"), required=False)
    troupe = forms.ChoiceField(label=gettext_lazy("Troupe"), required=False)
    genre = forms.ChoiceField(label=gettext_lazy("Genre"), required=False)

    def __init__(self, data: Any, *, troupes: Sequence[Troupe], today: date) -> None:
        self.today = today
        self.troupes = {one.code: one for one in troupes}
        leagues = {one.region.league for one in troupes if one.region.league}
        self.leagues = {
            one.code: one for one in sorted(leagues, key=lambda one: one.code)
        }
        given = {
            "period": _told(data, "period") or str(today.year),
            "by": _told(data, "by") or By.TROUPE.value,
            **{
                name: _told(data, name)
                for name in ("from", "to", "was", "league", "troupe", "genre")
            },
        }
        super().__init__(given)
        # Translators: zh: 自己选日期
        own = (OWN_DATES, _("Two dates of my own"))
        self.fields["period"].widget = forms.Select(choices=[*offered(today), own])
        # Translators: zh: 全部
        every = ("", _("All of them"))
        named = [(one.code, one.local_name) for one in self.leagues.values()]
        if any(one.region.league is None for one in troupes):
            # Translators: zh: 自治区直属
            named.append((NO_LEAGUE_KEY, _("The region’s own")))
        self.fields["league"].choices = [every, *named]
        named = ((one.code, one.local_name) for one in self.troupes.values())
        self.fields["troupe"].choices = [every, *named]
        self.fields["genre"].choices = [every, *Category.choices]
        for name in _CHOSEN:
            # Translators: zh: 没有“%(value)s”。请重新选。
            wrong = _("There is no “%(value)s”. Choose again.")
            self.fields[name].error_messages["invalid_choice"] = wrong

    def add_prefix(self, field_name: str) -> str:
        return {"first": "from", "last": "to"}.get(field_name, field_name)

    def read(self) -> Asked:
        self.is_valid()
        said = self.cleaned_data
        period = self._period(said)
        self._show(period)
        self._keep_chosen()
        return Asked(
            period=period,
            by=By(said.get("by") or By.TROUPE.value),
            league=self.leagues.get(said.get("league") or ""),
            troupe=self.troupes.get(said.get("troupe") or ""),
            genre=said.get("genre") or "",
            is_of_no_league=said.get("league") == NO_LEAGUE_KEY,
        )

    def _period(self, said: dict[str, Any]) -> Period:
        key = said.get("period") or ""
        named = Period.named(key)
        if key not in ("", OWN_DATES) and named is None:
            # Translators: zh: 没有这样的时间。请重新选。
            self.add_error("period", _("There are no such days. Choose again."))
        dates = f"{self.data['from']}/{self.data['to']}"
        chose_again = key != OWN_DATES and dates == said.get("was")
        if chose_again or (dates == "/" and key != OWN_DATES):
            return named or Period.of_year(self.today.year)
        return self._between(said) or named or Period.of_year(self.today.year)

    def _between(self, said: dict[str, Any]) -> Period | None:
        """Of the two dates; without the last one until today. None where they say no
        days, with an error at the field."""
        if self.errors.keys() & {"first", "last"}:
            return None
        first, last = said.get("first"), said.get("last")
        if first is None:
            # Translators: zh: 请写从哪天。
            self.add_error("first", _("Say from which day."))
            return None
        between = Period.between(first, last or max(first, self.today))
        if between is None:
            self.add_error("last", _("The end lies before the beginning."))
        return between

    def _show(self, period: Period) -> None:
        """The days that are counted stand in the fields, unless these say what is
        wrong with them."""
        if self.errors.keys() & {"period", "first", "last"}:
            return
        own = not period.key
        self.data |= {
            "period": period.key or OWN_DATES,
            "from": period.first.isoformat() if own else "",
            "to": period.last.isoformat() if own else "",
            "was": f"{period.first}/{period.last}" if own else "",
        }

    def asked_again(self) -> str:
        """The address of what was asked, faults and all."""
        return urlencode({name: told for name, told in self.data.items() if told})

    def _keep_chosen(self) -> None:
        """What is asked and not on offer is shown as well: a select would show its
        first choice instead, and ask for that the next time."""
        for name in ("period", *_CHOSEN):
            widget, key = self.fields[name].widget, self.data[name]
            groups = [more for _key, more in widget.choices if isinstance(more, list)]
            known = {one for one, _label in chain(widget.choices, *groups)}
            if key not in known:
                period = Period.named(key) if name == "period" else None
                label = period_name(period) if period else key
                widget.choices = [*widget.choices, (key, label)]
