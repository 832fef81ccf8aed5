"""One sending from a device, written part by part, each under a key made from its own.

A sending that was cut anywhere is completed by the same sending again, and one that was
written on counts as it is now, whatever of it had arrived before
(docs/decisions/0051-records.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from troupes.models import Troupe

from ...forms.my_acts_told import ActLine
from ...forms.my_day import DayForm, DayPart
from ...forms.my_record import RecordForm
from ...models import FieldAct, Performance, Record, TroupeDay
from ...scheduling import (
    ActFacts,
    RecordFacts,
    SchedulingError,
    ShowFacts,
    StaleWrite,
    correct,
    correct_act,
    correct_day,
    remove_photo,
    report_act,
    report_day,
    report_past_show,
    report_show,
    strike_out,
)
from ...scheduling.later_word import acknowledge
from ...scheduling.report_facts import DayFacts
from ...scheduling.sent import arrived, part_of
from ...scheduling.sent_photos import send_photos
from ...scheduling.waiting_pictures import forget_waiting
from .day_words import reported_before

_LABELS = {
    "day": gettext_lazy("The road of that day"),
    FieldAct.Kind.COACHING: pgettext_lazy("field act", "Coaching"),
    FieldAct.Kind.SERVICE: pgettext_lazy("field act", "Service"),
    "photos": gettext_lazy("Photographs"),
}


class PartRefused(Exception):
    """One part was refused; those before it are written. `part` begins the names of
    its fields, "" for the show itself; `label` is what people call it."""

    def __init__(
        self, part: str, label: str, error: SchedulingError, told: str = ""
    ) -> None:
        super().__init__(part)
        self.part, self.label, self.error = part, label, error
        self._told = told

    @property
    def field(self) -> str:
        """Of the form, for what the verb calls it."""
        name = self.error.field
        is_act = self.part in FieldAct.Kind.values or self.part.startswith("act_")
        if is_act and name in ("title", "people"):
            return f"{self.part}_{name}"
        return {"starts_at": "hour", "ends_at": "minutes", "venue": "place"}.get(
            name, name
        )

    @property
    def words(self) -> str:
        if self._told:
            return self._told
        if self.field or not self.label:
            return str(self.error)
        # Translators: zh: %(part)s：%(why)s
        return _("%(part)s: %(why)s") % {"part": self.label, "why": self.error}


@dataclass(frozen=True, slots=True)
class Sending:
    """A valid form on its way. Every method raises PartRefused."""

    form: DayPart | RecordForm
    troupe: Troupe
    user: Any

    def record(self, show: Performance, known: Record | None) -> Record:
        """Made, or mended where the page had shown what there was."""
        facts, version = self.form.facts(), self.form.cleaned_data["version"]
        how = {"by": self.user, "turn": self._turn}
        with _part(""):
            if known is None or version is None:
                key = self._key
                return report_show(
                    show, facts, key=key, troupe=self.troupe, **how
                ).record
            stands = facts == RecordFacts.of(known) and not known.is_returned
            if stands and known.version != version:
                return known
            key = self._part_key(_again(version))
            return correct(known, facts, version=version, key=key, **how).record

    def unplanned(self, show: ShowFacts) -> Record:
        with _part(""):
            return report_past_show(
                show,
                self.form.facts(),
                by=self.user,
                key=self._key,
                turn=self._turn,
                accept=self.form.cleaned_data["accept"],
            ).record

    def day_and_acts(self, on: date, show: Performance | None = None) -> None:
        kinds = FieldAct.Kind.values
        before = arrived(self._part_key(name) for name in ("day", *kinds))
        with _part("day"):
            try:
                self._day(on, before)
            except StaleWrite as error:
                row = TroupeDay.objects.filter(troupe=self.troupe, day=on).first()
                told = reported_before(row) if row is not None else ""
                raise PartRefused("day", str(_LABELS["day"]), error, told) from error
        for line in self.form.lines():
            with _part(f"act_{line.act.pk}", str(line.act)):
                self._line(line)
        said = {
            act.kind: act
            for act in self.form.acts(
                performance=show, region=self._region_of_acts(show)
            )
        }
        for kind in kinds:
            key = self._part_key(kind)
            if kind in said or key in before:
                how = {"by": self.user, "key": key, "turn": self._turn}
                with _part(kind):
                    self._act(on, said.get(kind), how)

    def photos(self, record: Record) -> None:
        form = self.form
        with _part("photos"):
            for photo in form.photos_out():
                remove_photo(photo, by=self.user)
            key = self._part_key("photos")
            if key is None or not (form.brings_photos or arrived([key])):
                return
            version = form.cleaned_data["version"]
            again = self._part_key(_again(version)) if version is not None else None
            send_photos(
                record,
                form.photo_facts(),
                by=self.user,
                key=key,
                turn=self._turn,
                is_whole=form.cleaned_data["all_photos"],
                beside=[self._key, again],
            )
            forget_waiting(self.user, self._key)

    def _day(self, on: date, before: frozenset[UUID]) -> None:
        form, facts = self.form, self.form.day_facts()
        version = form.cleaned_data["day_version"]
        known = TroupeDay.objects.filter(troupe=self.troupe, day=on).first()
        how = {"by": self.user, "turn": self._turn}
        if known is not None and version is not None:
            if form.touches_the_day or known.is_returned:
                key = self._part_key(f"day:{version}")
                whole = _whole(facts, known, form)
                correct_day(known, whole, version=version, key=key, **how)
            return
        if version is not None and not form.touches_the_day:
            # Struck out since the page was opened, and nobody says anything new.
            return
        key = self._part_key("day")
        if facts.says_anything or key in before:
            report_day(self.troupe, on, facts, key=key, **how)

    def _region_of_acts(self, show: Performance | None) -> Any:
        if show is not None:
            return show.region
        return self.form.cleaned_data.get("acts_region")

    def _act(self, on: date, act: ActFacts | None, how: dict[str, Any]) -> None:
        try:
            report_act(self.troupe, on, act, **how)
        except StaleWrite:
            # Told of it, whoever sends once more does so knowingly.
            acknowledge(how["key"], by=self.user)
            raise

    def _line(self, line: ActLine) -> None:
        if line.is_out:
            strike_out(line.act, by=self.user, version=line.version)
        elif line.touched or line.act.is_returned:
            key = self._part_key(f"act:{line.act.pk}:{line.version}")
            how = {"by": self.user, "turn": self._turn}
            correct_act(line.act, line.facts, version=line.version, key=key, **how)

    @property
    def _key(self) -> UUID | None:
        return self.form.cleaned_data["key"]

    @property
    def _turn(self) -> int:
        return self.form.cleaned_data["turn"] or 0

    def _part_key(self, name: str) -> UUID | None:
        return part_of(self._key, name) if self._key is not None else None


def _again(version: int) -> str:
    return f"again:{version}"


def _whole(facts: DayFacts, known: TroupeDay, form: DayPart) -> DayFacts:
    """What the form says of the day; remarks it does not ask for stay."""
    return DayFacts(
        distance_km=facts.distance_km,
        hours=facts.hours,
        in_grassroots=bool(facts.in_grassroots),
        remarks=facts.remarks if isinstance(form, DayForm) else known.remarks,
    )


@contextmanager
def _part(name: str, label: str = "") -> Iterator[None]:
    try:
        yield
    except SchedulingError as error:
        raise PartRefused(name, label or str(_LABELS.get(name, "")), error) from error
