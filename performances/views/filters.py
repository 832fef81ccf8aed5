"""The filters of the schedule in words: what is in force, and how to drop it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.base.templatetags.dates import full_date
from ulanmuqi.places.models import Region

from ..models import Performance
from . import rows
from .asked import Asked


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `without` is the address that drops it."""

    name: str
    value: str
    without: str


def all_troupes() -> list[Troupe]:
    return list(Troupe.objects.select_related("region__league"))


def known(asked: Asked, troupes: Sequence[Troupe]) -> tuple[Asked, Region | None]:
    """Drops a region or troupe that does not exist."""
    region = None
    if asked.region:
        public = Region.objects.filter(level__in=rows.PUBLIC_LEVELS)
        region = public.filter(code=asked.region).first()
    if region is None:
        asked = asked.but(region="")
    if asked.troupe and asked.troupe not in {troupe.code for troupe in troupes}:
        asked = asked.but(troupe="")
    return asked, region


def address_of(asked: Asked) -> str:
    """The canonical address of a question, in the active language."""
    path = reverse("schedule")
    return f"{path}?{asked.query}" if asked.query else path


def chips_of(
    asked: Asked, region: Region | None, troupes: Sequence[Troupe]
) -> list[Chip]:
    """The narrowest filter first."""
    troupe = next((row for row in troupes if row.code == asked.troupe), None)
    named: list[tuple[str, str, dict[str, Any]]] = [
        # Translators: zh: 关键词
        (pgettext("schedule search", "Words"), asked.words, {"words": ""}),
        # Translators: zh: 队伍
        (_("Troupe"), troupe.local_name if troupe else "", {"troupe": ""}),
        # Translators: zh: 演出语言
        (_("Language"), _label(Performance.Language, asked.language), {"language": ""}),
        # Translators: zh: 门类
        (_("Genre"), _label(Category, asked.genre), {"genre": ""}),
        # Translators: zh: 地区
        (_("Region"), region.local_name if region else "", {"region": ""}),
        # Translators: zh: 从
        (_("From"), full_date(asked.start), {"start": None}),
        # Translators: zh: 到
        (_("To"), full_date(asked.end), {"end": None}),
    ]
    return [
        Chip(name, value, address_of(asked.but(**dropped)))
        for name, value, dropped in named
        if value
    ]


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code else ""
