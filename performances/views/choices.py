"""What the schedule can be asked by that changes but rarely, and its legend."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.base.names import local
from ulanmuqi.base.remembered import remembered
from ulanmuqi.places.models import Region


@dataclass(frozen=True, slots=True)
class LeagueChoice:
    code: str
    name: str
    name_en: str

    @property
    def local_name(self) -> str:
        return local(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class TroupeChoice:
    """`league` is nothing for a troupe of the whole region."""

    code: str
    name: str
    name_en: str
    league: LeagueChoice | None

    @property
    def local_name(self) -> str:
        return local(self.name, self.name_en)


def all_leagues() -> Sequence[LeagueChoice]:
    """One query, none where they are remembered."""
    return remembered("leagues", _leagues)


def all_troupes() -> Sequence[TroupeChoice]:
    """By name and league alone. One query, none where they are remembered."""
    return remembered("troupes", _troupes)


def league_options(chosen: str) -> SafeString:
    """The choices of a form, one of them chosen by its code or none."""
    return _with_chosen("league options", lambda: _options(all_leagues()), chosen)


def troupe_options(troupes: Iterable[TroupeChoice], chosen: str) -> SafeString:
    """The same of `all_troupes`, by league."""
    return _with_chosen("troupe options", lambda: _by_league(troupes), chosen)


def options(
    name: str, choices: Iterable[tuple[str, str | Promise]], chosen: str
) -> SafeString:
    """The same of choices that never change; `name` is that of their field."""
    return _with_chosen(f"{name} options", lambda: _written(choices), chosen)


def legend() -> SafeString:
    """What the marks and colours of a list mean; the same on every page of it."""
    facts = {"genres": Category.choices}
    return remembered(
        ("legend", get_language()),
        lambda: render_to_string("performances/legend.html", facts),
    )


def _by_league(troupes: Iterable[TroupeChoice]) -> SafeString:
    return format_html_join(
        "", "{}", ((_group(*one),) for one in groupby(troupes, _league_of))
    )


def _league_of(troupe: TroupeChoice) -> LeagueChoice | None:
    return troupe.league


def _group(league: LeagueChoice | None, troupes: Iterable[TroupeChoice]) -> SafeString:
    options = _options(troupes)
    if league is None:
        return options
    return format_html('<optgroup label="{}">{}</optgroup>', league.local_name, options)


def _options(choices: Iterable[LeagueChoice | TroupeChoice]) -> SafeString:
    return _written((one.code, one.local_name) for one in choices)


def _written(choices: Iterable[tuple[str, str | Promise]]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', choices)


def _with_chosen(name: str, made: Callable[[], SafeString], code: str) -> SafeString:
    known = remembered((name, get_language()), made)
    if not code:
        return known
    option = format_html('<option value="{}"', code)
    # Escaped above; a word without a value is put after one of the values.
    return mark_safe(known.replace(f"{option}>", f"{option} selected>"))  # noqa: S308


def _leagues() -> tuple[LeagueChoice, ...]:
    told = Region.objects.leagues().values_list("code", "name", "name_en")
    return tuple(LeagueChoice(*one) for one in told)


def _troupes() -> tuple[TroupeChoice, ...]:
    names = ("code", "name", "name_en")
    of_league = (f"region__league__{name}" for name in names)
    return tuple(
        TroupeChoice(code, name, name_en, LeagueChoice(*league) if league[0] else None)
        for code, name, name_en, *league in Troupe.objects.values_list(
            *names, *of_league
        )
    )
