"""Fills the table of regions: leagues and banners from the reference file, sumu and
gacha from a list a banner brings itself."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite, nan
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ulanmuqi.base.analyze import analyze

from .models import Region
from .region_lists import COLUMNS, ListRefused, read_lines

_SUMU_DIGITS = 9
REFERENCE = Path(__file__).parent / "reference" / "regions.json"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows an act made, changed and found as they should be; `gone` are the
    names of those that a whole list no longer has."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: tuple[str, ...] = ()


@transaction.atomic
def load_reference() -> Loaded:
    """The autonomous region, 12 leagues and 103 banners; run it as often as you like.

    A Mongolian name somebody entered stays. One query, and two for each new row.
    """
    data = json.loads(REFERENCE.read_text(encoding="utf-8"))
    rows = [data["province"], *data["leagues"], *data["banners"]]
    known = {region.code: region for region in Region.objects.all()}
    return _write(known, [(_of_reference(row), row["parent"]) for row in rows])


def _of_reference(row: dict) -> dict[str, object]:
    return {
        "code": row["code"],
        "level": row["level"],
        "kind": row["kind"],
        "name": row["name_zh"],
        "short_name": row["short_zh"],
        "name_en": row["name_en"],
        "pinyin": row["pinyin"],
        "lat": row["lat"],
        "lon": row["lon"],
    }


@transaction.atomic
def load_list(
    banner: Region, content: bytes, name: str, *, is_whole: bool = False
) -> Loaded:
    """A banner's own sumu (9 digits) and gacha (12 digits); all of them, or nothing.

    `content` is a file of that name: CSV, JSON or XLSX (see `region_lists`). Where it
    `is_whole`, what is here and not in it was dissolved: it keeps its past shows and
    waits for none. What stands in a list is there again. Raises ListRefused with every
    mistake found, each naming its line.
    """
    # Two lists of one banner at once would both find a code free.
    Region.objects.select_for_update().filter(pk=banner.pk).first()
    if banner.level != Region.Level.BANNER:
        raise ListRefused([_("%(name)s is not a banner.") % {"name": banner.name}])
    known = {region.code: region for region in Region.objects.within(banner)}
    rows = _checked(read_lines(content, name), banner, set(known))
    # Shorter codes are the parents of longer ones.
    rows.sort(key=lambda values: len(str(values["code"])))
    done = _write(known, [(row, _parent_code(str(row["code"]))) for row in rows])
    if not is_whole:
        return done
    kept = {str(row["code"]) for row in rows}
    # A list of gacha need not repeat their sumu.
    kept |= {code[:-3] for code in kept if len(code) > _SUMU_DIGITS}
    return replace(done, gone=_dissolve(known, kept))


def _dissolve(known: dict[str, Region], kept: set[str]) -> tuple[str, ...]:
    left = [
        region
        for code, region in sorted(known.items())
        if region.level in (Region.Level.SUMU, Region.Level.GACHA)
        and code not in kept
        and not region.is_former
    ]
    for region in left:
        region.is_former = True
        region.save()
    return tuple(region.local_name for region in left)


def _checked(
    lines: Sequence[tuple[int, dict]], banner: Region, known: set[str]
) -> list[dict[str, object]]:
    """Every line as values of a region, or all that is wrong with the file."""
    mistakes: list[str] = []
    rows: dict[str, dict[str, object]] = {}
    codes = known | {_text(line, "code") for _number, line in lines}
    for number, line in lines:
        try:
            values = _values(line)
            _must_fit(values, banner, codes)
            if values["code"] in rows:
                # Translators: zh: 代码%(code)s在文件里出现了两次。
                raise ValueError(
                    _("The code %(code)s stands in the file twice.")
                    % {"code": values["code"]}
                )
        except ValueError as mistake:
            # Translators: zh: 第%(number)s行：%(mistake)s
            mistakes.append(
                _("Line %(number)s: %(mistake)s")
                % {"number": number, "mistake": mistake}
            )
        else:
            rows[str(values["code"])] = values
    if mistakes:
        raise ListRefused(mistakes)
    return list(rows.values())


def _write(
    known: dict[str, Region], rows: Iterable[tuple[dict[str, object], str | None]]
) -> Loaded:
    made = changed = unchanged = 0
    for values, parent in rows:
        region = known.get(str(values["code"])) or Region(code=str(values["code"]))
        is_new = region.pk is None
        above = known[parent] if parent else None
        differs = [n for n, value in values.items() if getattr(region, n) != value]
        if not is_new and not differs and region.parent_id == (above and above.pk):
            unchanged += 1
            continue
        for name, value in values.items():
            setattr(region, name, value)
        region.parent = above
        region.save()
        known[region.code] = region
        made += is_new
        changed += not is_new
    analyze(Region, written=made + changed)
    return Loaded(made, changed, unchanged)


def _text(line: dict, name: str) -> str:
    value = line.get(name)
    return "" if value is None else str(value).strip()


def _values(line: dict) -> dict[str, object]:
    """The line as values of a region. Raises ValueError with a sentence."""
    text = {name: _text(line, name) for name in COLUMNS}
    if not text["name"]:
        raise ValueError(_("The name is missing."))
    code = text["code"]
    is_sumu = len(code) == _SUMU_DIGITS
    values: dict[str, object] = {
        "code": code,
        "level": Region.Level.SUMU if is_sumu else Region.Level.GACHA,
        "name": text["name"],
        "short_name": text["short_name"],
        "name_en": text["name_en"],
        "is_former": False,
    }
    if bool(text["lat"]) != bool(text["lon"]):
        raise ValueError(_("Give both latitude and longitude."))
    for name in ("lat", "lon"):
        values[name] = _degrees(text[name])
    return values


def _degrees(text: str) -> float | None:
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = nan
    if not isfinite(degrees):
        raise ValueError(
            # Translators: zh: “%(text)s”不是坐标，请写成44.21这样的度数。
            _("“%(text)s” is no coordinate. Write degrees such as 44.21.")
            % {"text": text}
        )
    return degrees


def _must_fit(values: dict[str, object], banner: Region, codes: set[str]) -> None:
    """Raises ValueError unless the code lies below the banner and the values hold."""
    code = str(values["code"])
    if not (code.isascii() and code.isdigit() and len(code) in (9, 12)):
        raise ValueError(
            # Translators: zh: 代码“%(code)s”应为9位（苏木乡镇）或12位（嘎查村）数字。
            _("The code “%(code)s” needs 9 digits (sumu) or 12 (gacha).")
            % {"code": code}
        )
    if not code.startswith(banner.code):
        raise ValueError(
            _("The code %(code)s does not begin with the banner's, %(banner)s.")
            % {"code": code, "banner": banner.code}
        )
    parent = _parent_code(code)
    if parent not in codes:
        raise ValueError(
            # Translators: zh: 文件和数据库里都没有它的苏木%(parent)s。
            _("Its sumu %(parent)s is neither in the file nor here already.")
            % {"parent": parent}
        )
    _must_be_short(values)
    try:
        Region(**values).clean_fields(exclude=["path", "parent", "kind", "pinyin"])
    except ValidationError as error:
        raise ValueError(_in_words(error)) from error


def _must_be_short(values: dict[str, object]) -> None:
    for name in ("name", "short_name", "name_en"):
        field = Region._meta.get_field(name)
        if len(str(values[name])) > field.max_length:
            raise ValueError(
                # Translators: zh: “%(column)s”最多%(most)s个字。
                _("“%(column)s” has at most %(most)s characters.")
                % {"column": field.verbose_name, "most": field.max_length}
            )


def _in_words(error: ValidationError) -> str:
    """Each fault with the column it stands in; a point is told as one."""
    if {"lat", "lon"} & error.message_dict.keys():
        # Translators: zh: 纬度要在−90到90之间，经度要在−180到180之间。
        return _("Latitude lies between −90 and 90, longitude between −180 and 180.")
    told = [
        f"{Region._meta.get_field(name).verbose_name}: {' '.join(messages)}"
        for name, messages in error.message_dict.items()
    ]
    return " ".join(told)


def _parent_code(code: str) -> str:
    return code[:-3]
