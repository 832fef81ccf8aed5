"""What a device sends carries a key: whatever the network does, it counts once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid5

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
    # What was noted of the key: see `Sending.done`.
    noted: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def row(self) -> Record | TroupeDay | FieldAct | None:
        return self.record or self.day or next(iter(self.acts), None)


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending: `kind` and `digest` say what it was. Without a key it is done as
    often as it comes.

    `turn` says that other words under the same key are the same person's later word:
    somebody went on writing because no answer had come. It rises with every press of
    the button, so that an older word that arrives late is known. 0 where the device
    does not count: it may be a page somebody went back to for something else, so that
    nothing is taken back and no other show, day or act put in the place of the first.
    None: other words write nothing.
    """

    key: UUID | None
    kind: str
    digest: str
    by: Any = None
    turn: int | None = None

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
            raise number_of_another()
        return _outcome_of(known, differs=known.digest != self.digest)

    @property
    def takes_back(self) -> bool:
        """Whether what a later word leaves out is meant to be gone."""
        return bool(self.turn)

    def noted(self) -> Mapping[str, Any]:
        """What is kept of the key, before anything is locked; {} for a new one."""
        sent = SentReport.objects.filter(key=self.key, user=self.by).first()
        return sent.made if sent is not None else {}

    def is_not_older(self, first: ReportOutcome) -> bool:
        return not self.turn or self.turn >= first.noted.get("turn", 0)

    def is_later_word(self, first: ReportOutcome) -> bool:
        """Whether what arrived before is to give way to this."""
        if not first.differs or self.turn is None:
            return False
        return self.is_not_older(first)

    def done(
        self, outcome: ReportOutcome, *, wrote: bool = True, **more: Any
    ) -> ReportOutcome:
        """Keeps what the key led to, and the version it left its row with: as long as
        that stands, nobody else has had a word. `wrote` is False where somebody had
        said the same before."""
        if self.key is not None:
            row = outcome.row
            made = {
                "record": _key(outcome.record),
                "day": _key(outcome.day),
                "acts": [act.pk for act in outcome.acts],
                "photos": [photo.pk for photo in outcome.photos],
                "version": row.version if wrote and row is not None else None,
                "turn": self.turn or 0,
                **more,
            }
            sent = SentReport.objects.filter(key=self.key)
            sent.update(made=made, digest=self.digest)
        return replace(outcome, differs=False)


def arrived(keys: Iterable[UUID | None]) -> frozenset[UUID]:
    """Those of the keys under which something has come before; one query."""
    wanted = [key for key in keys if key is not None]
    found = SentReport.objects.filter(key__in=wanted).values_list("key", flat=True)
    return frozenset(found)


def part_of(key: UUID, name: str) -> UUID:
    """The key of one part of a sending: the day, an act, the pictures."""
    return uuid5(key, name)


def keep_pace(keys: Iterable[UUID | None], by: Any, version: int, now: int) -> None:
    """What else came with the same sending is no word of somebody else: a key that had
    left its record at `version` has left it at `now`."""
    wanted = [key for key in keys if key is not None]
    for sent in SentReport.objects.filter(key__in=wanted, user=by):
        if sent.made.get("version") == version:
            sent.made["version"] = now
            sent.save()


def number_of_another() -> Refused:
    """For a key that comes back as another show, troupe or person."""
    return Refused(
        # Translators: zh: 这一页上次填的已经收到了。要报别的，请重新打开这一页再填。
        _(
            "What was sent from this page before has arrived. To report something else "
            "open the page anew."
        )
    )


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
        noted=made,
    )
