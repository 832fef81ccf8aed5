"""Pictures as a telephone sends them: each is known by its bytes, so that the same
sending again adds what had not arrived, and nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from .. import pictures
from ..models import Record, RecordPhoto, SentReport
from ..record_policy import RECORDS
from .errors import NotAllowed, Refused
from .picture_files import forget, hash_of
from .report_facts import digest_of
from .report_locks import lock_report
from .report_photos import (
    MOST_PHOTOS,
    PhotoFacts,
    deleted,
    fit,
    log_pictures,
    new_photo,
    say_of,
    sound_words,
    too_many,
    touched,
)
from .sent import ReportOutcome, Sending, keep_pace, part_of
from .transaction import verb


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A picture that had not arrived before, drawn anew; `hash` is of what is kept."""

    facts: PhotoFacts
    file: pictures.Kept
    hash: str


def send_photos(
    record: Record,
    photos: Sequence[PhotoFacts],
    *,
    by: Any,
    key: UUID,
    turn: int = 0,
    is_whole: bool = False,
    beside: Sequence[UUID | None] = (),
) -> ReportOutcome:
    """Adds those that have not arrived under this key or another one. What is said of
    them (who agreed, whether they may be published) is the later word too. `is_whole`:
    these are all there are to be, so that one left out since is deleted again.
    `beside` are the keys the figures came under: a picture of the same sending is no
    word of somebody else.

    Raises Refused at `photos` with the number of each that cannot be kept, once the
    others are; Refused, NotAllowed, TryAgain for all of them.
    """
    for one in photos:
        sound_words(one.caption, one.consent)
    named = {one.digest or sha256(one.data).hexdigest(): one for one in photos}
    said = [(one.consent, one.may_publish) for one in photos]
    digest = digest_of("pictures", record.pk, sorted(named), said, is_whole)
    sending = Sending(key, "photos", digest, by, turn)
    fresh, faults = _drawn(named, sending.noted().get("pictures", {}))
    stored: list[Any] = []
    try:
        outcome = _send(record, sending, named, fresh, is_whole, beside, stored)
    except Exception:
        forget(stored)
        raise
    used = {photo.image.file.name for photo in outcome.photos}
    forget([one for one in stored if one.file.name not in used])
    if not outcome.repeated:
        faults = sorted([*faults, *_without_room(sending, named, fresh)])
    if faults:
        raise Refused(_told(faults, len(photos)), field="photos")
    return outcome


@verb
def _send(
    record: Record,
    sending: Sending,
    named: Mapping[str, PhotoFacts],
    fresh: Mapping[str, _Fresh],
    is_whole: bool,
    beside: Sequence[UUID | None],
    stored: list[Any],
) -> ReportOutcome:
    row, by = lock_report(record), sending.by
    first = sending.first()
    if first is not None and not sending.is_not_older(first):
        return first
    if by is not None and not RECORDS.may(by, "report", row):
        raise NotAllowed
    version = row.version
    noted = dict(first.noted.get("pictures", {})) if first is not None else {}
    left = _left_out(row, noted, named) if is_whole else 0
    changed = _words(row, noted, named, by, stored)
    made = _added(row, noted, fresh, by, stored)
    if left or changed or made:
        touched(row)
        data = {"added": len(made), "changed": len(changed), "removed": left}
        log_pictures(row, by, data)
        keep_pace(beside, by, version, row.version)
    outcome = ReportOutcome(record=row, photos=(*made, *changed))
    return sending.done(outcome, pictures=noted)


def _added(
    row: Record,
    noted: dict[str, Any],
    fresh: Mapping[str, _Fresh],
    by: Any,
    stored: list[Any],
) -> list[RecordPhoto]:
    wanted = {name: one for name, one in fresh.items() if not noted.get(name)}
    there = dict(row.photos.values_list("image__file_hash", "pk"))
    there.pop("", None)
    for name, one in list(wanted.items()):
        if one.hash in there:
            # It came under another key, from a page that was filled in twice.
            noted[name] = [there[one.hash], ""]
            del wanted[name]
    room = max(MOST_PHOTOS - row.photos.count(), 0)
    made = []
    # What fits is taken; the rest is told by its number.
    for name, one in list(wanted.items())[:room]:
        photo = new_photo(row, one.facts, one.file, by, stored)
        noted[name] = [photo.pk, photo.said_at.isoformat()]
        made.append(photo)
    return made


def _left_out(
    row: Record, noted: dict[str, Any], named: Mapping[str, PhotoFacts]
) -> int:
    """Deletes what this sending had brought and does not bring any more."""
    number = 0
    for name, what in list(noted.items()):
        if name in named or not what or not what[1]:
            continue
        photo = row.photos.select_related("image").filter(pk=what[0]).first()
        if photo is not None:
            deleted(photo)
            number += 1
        noted[name] = None
    return number


def _words(
    row: Record,
    noted: dict[str, Any],
    named: Mapping[str, PhotoFacts],
    by: Any,
    stored: list[Any],
) -> list[RecordPhoto]:
    """Of those that are there. Whoever says later that a picture may not be published
    is always heard; anything else gives way to what others have said since."""
    changed = []
    for name, one in named.items():
        what = noted.get(name)
        photos = row.photos.select_related("image").filter(pk=what[0] if what else None)
        photo = photos.first()
        if what is None or photo is None:
            continue
        photo.record = row
        is_own = photo.said_at.isoformat() == what[1]
        consent = one.consent.strip() if is_own else photo.consent
        may_publish = one.may_publish and (is_own or photo.may_publish)
        if (photo.consent, photo.may_publish) == (consent, may_publish):
            continue
        say_of(photo, (consent, photo.caption, may_publish), by=by, stored=stored)
        if is_own:
            noted[name] = [photo.pk, photo.said_at.isoformat()]
        changed.append(photo)
    return changed


def _without_room(
    sending: Sending, named: Mapping[str, PhotoFacts], fresh: Mapping[str, _Fresh]
) -> list[tuple[int, str]]:
    came = sending.noted().get("pictures", {})
    return [
        (number, too_many())
        for number, name in enumerate(named, start=1)
        if name in fresh and not came.get(name)
    ]


def pictures_arrived(user: Any, key: UUID) -> frozenset[str]:
    """Digests of the pictures that have come with the sending `key`; one query."""
    sent = SentReport.objects.filter(key=part_of(key, "photos"), user=user).first()
    noted = sent.made.get("pictures", {}) if sent is not None else {}
    return frozenset(digest for digest, what in noted.items() if what)


def _drawn(
    named: Mapping[str, PhotoFacts], noted: Mapping[str, Any]
) -> tuple[dict[str, _Fresh], list[tuple[int, str]]]:
    """Those that have to be drawn anew, and by their number those that cannot be."""
    fresh, faults = {}, []
    for number, (name, one) in enumerate(named.items(), start=1):
        if noted.get(name):
            continue
        try:
            file = fit(one)
        except Refused as error:
            faults.append((number, str(error)))
        else:
            fresh[name] = _Fresh(one, file, hash_of(file))
    return fresh, faults


def faults_of(photos: Sequence[PhotoFacts]) -> str:
    """Why some cannot be taken, for a form that is refused for something else already;
    "" where all can."""
    faults = []
    for number, one in enumerate(photos, start=1):
        try:
            fit(one)
        except Refused as error:
            faults.append((number, str(error)))
    return " ".join(told_faults(faults, len(photos)))


def _told(faults: Sequence[tuple[int, str]], number: int) -> str:
    lines = told_faults(faults, number)
    if len(faults) < number:
        # Translators: zh: 其余%(left)s张已经收到，不用再选。
        told = _("The other %(left)s have arrived; you need not choose them again.")
        lines.append(told % {"left": number - len(faults)})
    return " ".join(lines)


def told_faults(faults: Sequence[tuple[int, str]], number: int) -> list[str]:
    if number == 1:
        return [why for _at, why in faults]
    return [
        # Translators: zh: 第%(number)s张没有收：%(why)s
        _("Picture %(number)s was not taken: %(why)s") % {"number": at, "why": why}
        for at, why in faults
    ]
