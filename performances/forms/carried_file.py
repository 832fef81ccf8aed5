"""The filled-in workbook of figures from before, and itself between two pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import Troupe

from .. import carried_files
from ..carried_files import at
from ..scheduling.carried_over import CarriedFacts, Fate
from .calendar_file import pack, unpack
from .previewed import PreviewedForm, mark_of

# Base64 of a file of MOST_BYTES that cannot be compressed.
_MOST_CARRIED = 750_000


class CarriedFileForm(PreviewedForm):
    """`clean` leaves the bytes as `raw`. A browser gives up its file with the first
    page, so the page carries it on, packed: nothing of it is stored here."""

    file = forms.FileField(
        # Translators: zh: 填好的表（.xlsx）
        label=gettext_lazy("The form you filled in (.xlsx)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
        # Translators: zh: 最大500KB、200行。先看一遍，再录入。
        help_text=gettext_lazy(
            "At most 500 kB and 200 rows. You look at it before anything is entered."
        ),
    )
    carried = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=_MOST_CARRIED
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        file = values.get("file")
        if file is not None and file.size > carried_files.MOST_BYTES:
            words = _("The file is larger than %(size)s kB. Is it the right one?")
            size = carried_files.MOST_BYTES // 1000
            self.add_error("file", words % {"size": size})
            return values
        raw = file.read() if file else unpack(values.get("carried") or "")
        if not raw and "file" not in self.errors:
            # Translators: zh: 请选择填好的表。
            self.add_error("file", _("Choose the form you filled in."))
        values["raw"] = raw
        return values

    @property
    def to_carry(self) -> str:
        raw = self.cleaned_data.get("raw") if self.is_bound else b""
        return pack(raw) if raw else ""


@dataclass(frozen=True, slots=True)
class Told:
    """Facts of every number of the file, each with its cell, and all that is wrong."""

    facts: tuple[CarriedFacts, ...]
    cells: tuple[str, ...]
    faults: tuple[str, ...]


def told(reading: carried_files.Reading, troupes: Sequence[Troupe]) -> Told:
    """Troupes are known by their name, short name or code, among those offered."""
    known = _by_name(troupes)
    facts: list[CarriedFacts] = []
    cells: list[str] = []
    faults = list(reading.faults)
    for cell, name in reading.troupes:
        if len(found := known.get(name.lower(), [])) != 1:
            faults.append(at(cell, _unknown(name, found)))
    seen: dict[tuple[Any, ...], str] = {}
    for line in reading.lines:
        found = known.get(line.troupe.lower(), [])
        if len(found) != 1:
            continue
        for said in line.said:
            key = (found[0].pk, said.measure, line.first, line.last)
            if key in seen:
                # Translators: zh: 和%(other)s是同一支队伍、同一段时间的同一个指标。
                words = _("Says the same troupe, days and measure as %(other)s.")
                faults.append(at(said.cell, words % {"other": seen[key]}))
                continue
            seen[key] = said.cell
            cells.append(said.cell)
            facts.append(
                CarriedFacts(
                    troupe=found[0],
                    first=line.first,
                    last=line.last,
                    measure=said.measure,
                    value=said.value,
                    source=line.source,
                )
            )
    return Told(tuple(facts), tuple(cells), tuple(faults))


def _by_name(troupes: Iterable[Troupe]) -> Mapping[str, list[Troupe]]:
    known: dict[str, list[Troupe]] = {}
    for troupe in troupes:
        names = (troupe.name, troupe.short_name, troupe.local_name, troupe.code)
        for name in {one.strip().lower() for one in names if one}:
            known.setdefault(name, []).append(troupe)
    return known


def _unknown(name: str, found: Sequence[Troupe]) -> str:
    if found:
        # Translators: zh: 有%(count)s支队伍叫“%(name)s”，请写代码。
        words = _("%(count)s troupes are called “%(name)s”. Write the code instead.")
        return words % {"count": len(found), "name": name[:40]}
    # Translators: zh: 您负责的队伍里没有“%(name)s”。名字见第二张工作表。
    words = _("None of your troupes is called “%(name)s”. The second sheet names them.")
    return words % {"name": name[:40]}


def fingerprint(raw: bytes, found: Sequence[Fate]) -> str:
    """Changes with the file and with our rows: then it is shown anew."""
    rows = [(one.row.pk, one.row.version) if one.row else None for one in found]
    return mark_of(sha256(raw).hexdigest(), rows)
