"""Pictures of a show: a few, without the camera's notes, and with who agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes

from .. import pictures
from ..models import Record, RecordPhoto
from ..record_policy import RECORDS
from . import log
from .errors import NotAllowed, Refused
from .outcomes import Why
from .picture_files import forget, keep_picture, move_away
from .report_facts import digest_of
from .report_locks import lock_report
from .sent import ReportOutcome, Sending
from .transaction import verb

# Of one show: an album is kept elsewhere.
MOST_PHOTOS = 12
_FAULTS = {
    pictures.Fault.EMPTY: gettext_lazy("This file is empty. Choose the picture again."),
    pictures.Fault.TOO_HEAVY: gettext_lazy(
        # Translators: zh: 照片超过 %(most)s MB，请在手机上选小一点的再发。
        "The picture is larger than %(most)s MB. Send a smaller one."
    ),
    pictures.Fault.TOO_LARGE: gettext_lazy(
        # Translators: zh: 照片太大了，请在手机上选小一点的再发。
        "The picture has too many pixels. Send a smaller one."
    ),
    pictures.Fault.HEIC: gettext_lazy(
        # Translators: zh: 这是苹果手机的 HEIC 格式，打不开。请在“设置 › 相机 › 格式”里选
        # “兼容性最佳”再拍，或者截一张图发来。
        "This is a HEIC picture, which cannot be opened here. On the iPhone choose "
        "Settings › Camera › Formats › Most Compatible, or send a screenshot of it."
    ),
    pictures.Fault.NO_PICTURE: gettext_lazy(
        # Translators: zh: 打不开这个文件。请发 JPEG、PNG 或 WebP 照片。
        "This file cannot be opened. Send a picture as JPEG, PNG or WebP."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """`data` is the file as it came, or as it was drawn anew while it waited: then
    `digest` is the SHA-256 of the file as it came. `consent` says who agreed to it and
    how."""

    data: bytes
    consent: str
    digest: str = ""
    caption: str = ""
    may_publish: bool = False
    credit: str = ""


def add_photos(
    record: Record,
    photos: Sequence[PhotoFacts],
    *,
    by: Any = None,
    key: UUID | None = None,
) -> ReportOutcome:
    """Adds pictures to a record; all of them or none. They lie in a collection of the
    show's first troupe, whatever the file was called.

    Raises Refused at `photos` (too many, too large, no picture) or `consent`,
    NotAllowed, TryAgain; `key` as of `report_show`. Opening and drawing them anew
    happens before any row is locked; files of an act that fails are deleted again.
    """
    for one in photos:
        sound_words(one.caption, one.consent)
    if not photos:
        raise Refused(_("Choose a picture."), field="photos")
    if len(photos) > MOST_PHOTOS:
        raise Refused(too_many(), field="photos")
    kept = [fit(one) for one in photos]
    stored: list[Any] = []
    try:
        outcome = _add(record, photos, kept, by=by, key=key, stored=stored)
    except Exception:
        forget(stored)
        raise
    # An attempt that was tried again left its files behind.
    used = {photo.image.file.name for photo in outcome.photos}
    forget([one for one in stored if one.file.name not in used])
    return outcome


def change_photo(
    photo: RecordPhoto,
    *,
    consent: str,
    caption: str = "",
    may_publish: bool = False,
    by: Any = None,
) -> RecordPhoto:
    """Other words for a picture, or another answer whether it may be published. One
    that may be no longer lies at another address from then on.

    Raises Refused, NotAllowed."""
    sound_words(caption, consent)
    said = (consent.strip(), caption.strip(), may_publish)
    stored: list[Any] = []
    try:
        row = _change(photo, said, by=by, stored=stored)
    except Exception:
        forget(stored)
        raise
    # An attempt that was tried again left its file behind.
    forget([one for one in stored if one.file.name != row.image.file.name])
    return row


@verb
def remove_photo(photo: RecordPhoto, *, by: Any = None) -> None:
    """The picture is deleted with its file: somebody in it may have asked for that."""
    row = _locked(photo, by)
    log_pictures(row.record, by, {"removed": row.pk})
    deleted(row)


def deleted(row: RecordPhoto) -> None:
    """With its file, unless another record shows it too."""
    image = row.image
    row.delete()
    if not RecordPhoto.objects.filter(image=image).exists():
        image.delete()


@verb
def _change(
    photo: RecordPhoto, said: tuple[str, str, bool], *, by: Any, stored: list[Any]
) -> RecordPhoto:
    row = _locked(photo, by)
    _keeps_the_place(row.record, said[1])
    say_of(row, said, by=by, stored=stored)
    touched(row.record)
    log_pictures(row.record, by, {"picture": row.pk, "may_publish": row.may_publish})
    return row


def say_of(
    row: RecordPhoto, said: tuple[str, str, bool], *, by: Any, stored: list[Any]
) -> None:
    """Who agreed, what it shows, whether it may be published; the record is locked."""
    was_free = row.is_free
    row.consent, row.caption, row.may_publish = said
    if was_free and not row.is_free:
        move_away(row.image, stored=stored)
    row.said_at = said_at_of(row.record, by)
    row.save()


@verb
def _add(
    record: Record,
    photos: Sequence[PhotoFacts],
    kept: Sequence[pictures.Kept],
    *,
    by: Any,
    key: UUID | None,
    stored: list[Any],
) -> ReportOutcome:
    said = digest_of(
        "photos", record.pk, [(one.caption, len(one.data)) for one in photos]
    )
    sending = Sending(key, "photos", said, by)
    row = lock_report(record)
    for one in photos:
        _keeps_the_place(row, one.caption)
    if (first := sending.first()) is not None:
        return first
    if by is not None and not RECORDS.may(by, "report", row):
        raise NotAllowed
    if row.photos.count() + len(photos) > MOST_PHOTOS:
        raise Refused(too_many(), field="photos")
    made = tuple(
        new_photo(row, one, file, by, stored)
        for one, file in zip(photos, kept, strict=True)
    )
    touched(row)
    log_pictures(row, by, {"added": len(made)})
    return sending.done(ReportOutcome(record=row, photos=made))


def new_photo(
    record: Record,
    photo: PhotoFacts,
    file: pictures.Kept,
    by: Any,
    stored: list[Any],
) -> RecordPhoto:
    """The record is locked; `stored` takes the file, whatever becomes of the act."""
    return RecordPhoto.objects.create(
        record=record,
        image=keep_picture(
            record,
            file,
            title=photo.caption.strip() or str(record.performance),
            credit=photo.credit.strip()[:120] or _credit(record),
            by=by,
            stored=stored,
        ),
        caption=photo.caption.strip(),
        consent=photo.consent.strip(),
        may_publish=photo.may_publish,
        said_at=said_at_of(record, by),
    )


def fit(photo: PhotoFacts) -> pictures.Kept:
    """Drawn anew. Raises Refused at `photos`."""
    try:
        return pictures.fit_to_keep(photo.data)
    except pictures.UnfitPicture as error:
        most = pictures.MOST_BYTES // 1024**2
        message = str(_FAULTS[error.fault])
        told = message % {"most": most} if "%(most)s" in message else message
        raise Refused(told, field="photos") from error


def _credit(record: Record) -> str:
    return "、".join(str(one) for one in record.performance.troupes_in_order)[:120]


def _locked(photo: RecordPhoto, by: Any) -> RecordPhoto:
    record = lock_report(photo.record)
    if by is not None and not RECORDS.may(by, "change", record):
        raise NotAllowed
    found = RecordPhoto.objects.filter(pk=photo.pk, record=record)
    row = found.select_related("image").first()
    if row is None:
        raise Refused(_("Somebody removed this meanwhile."))
    row.record = record
    return row


def sound_words(caption: str, consent: str) -> None:
    if not consent.strip():
        raise Refused(
            # Translators: zh: 写一下谁同意了、怎么同意的，比如“村里当面问过”。
            _("Note who agreed to the picture, and how."),
            field="consent",
        )
    for name, text, most in (("consent", consent, 200), ("caption", caption, 120)):
        if len(text.strip()) > most:
            raise Refused(
                _("At most %(most)s characters.") % {"most": most}, field=name
            )


def _keeps_the_place(record: Record, caption: str) -> None:
    """A caption may become public: it never names a place that is not."""
    venue = record.performance.venue
    if venue is not None and venue.is_private and venue.name in caption:
        raise Refused(
            # Translators: zh: 这个地点不公开，图片说明里请不要写“%(name)s”。
            _("This place is not public: leave “%(name)s” out of the caption.")
            % {"name": within_quotes(venue.name)},
            field="caption",
        )


def too_many() -> str:
    # Translators: zh: 一场演出最多 %(most)s 张照片，挑最好的发。
    return _("At most %(most)s pictures of one show. Choose the best.") % {
        "most": MOST_PHOTOS
    }


def said_at_of(record: Record, by: Any) -> datetime:
    """What a league itself says of a record it has reviewed needs no second look: it
    bears the moment of the review, and what others added since waits as before."""
    reviews = by is None or RECORDS.may(by, "review", record)
    seen = record.reviewed_at if record.is_reviewed and reviews else None
    return seen or clock.now()


def touched(record: Record) -> None:
    record.version += 1
    record.save()


def log_pictures(record: Record, by: Any, data: dict[str, Any]) -> None:
    log.write(record, "record.photo", Why(by=by), data={"after": data}, at=clock.now())
