"""What a device sends carries a key: whatever the network does, it counts once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..models import FieldAct, Record, RecordPhoto, SentReport, TroupeDay
from .errors import Refused


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """What a report made or changed. `repeated`: the key had arrived before, and
    nothing was written; `differs`: then it had said something else."""

    record: Record | None = None
    day: TroupeDay | None = None
    acts: tuple[FieldAct, ...] = ()
    photos: tuple[RecordPhoto, ...] = ()
    changed: bool = True
    repeated: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending: `kind` and `digest` say what it was. Without a key it is done as
    often as it comes."""

    key: UUID | None
    kind: str
    digest: str
    by: Any = None

    def first(self) -> ReportOutcome | None:
        """What came of the same key before; None when it is new, which is noted.

        Of two that arrive at once the second waits for the first, fails on the key,
        and is tried again by `verb`. One query, one more for a new key. Raises Refused
        for a key that means something else: another user's, or another kind.
        """
        if self.key is None:
            return None
        known = SentReport.objects.filter(key=self.key).first()
        if known is None:
            SentReport.objects.create(
                key=self.key,
                user=self.by,
                kind=self.kind,
                digest=self.digest,
                at=clock.now(),
            )
            return None
        mine = known.user_id == getattr(self.by, "pk", None)
        if not mine or known.kind != self.kind:
            raise Refused(
                # Translators: zh: 这份上报的编号已经用过了，请重新填一份。
                _("This report bears the number of another one. Fill in a new one.")
            )
        return _outcome_of(known, differs=known.digest != self.digest)

    def done(self, outcome: ReportOutcome) -> ReportOutcome:
        """Keeps what the key led to."""
        if self.key is not None:
            made = {
                "record": _key(outcome.record),
                "day": _key(outcome.day),
                "acts": [act.pk for act in outcome.acts],
                "photos": [photo.pk for photo in outcome.photos],
            }
            SentReport.objects.filter(key=self.key).update(made=made)
        return outcome


def _key(row: Any) -> int | None:
    return row.pk if row is not None else None


def _outcome_of(sent: SentReport, *, differs: bool) -> ReportOutcome:
    """The rows as they stand today: somebody may have mended them since."""
    made = sent.made
    records = Record.objects.select_related("performance")
    return ReportOutcome(
        record=records.filter(pk=made.get("record")).first(),
        day=TroupeDay.objects.filter(pk=made.get("day")).first(),
        acts=tuple(FieldAct.objects.filter(pk__in=made.get("acts", ()))),
        photos=tuple(RecordPhoto.objects.filter(pk__in=made.get("photos", ()))),
        changed=False,
        repeated=True,
        differs=differs,
    )
