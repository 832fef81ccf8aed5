"""What is told of a show. No query for rows with everything loaded."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ulanmuqi.places.public import PublicPlace

from ..models import Performance as Row
from ..models import ProgrammeItem as Item
from ..slots import Precision
from ..statuses import Status
from . import addresses, works
from .regions import banner_of, league_of, point
from .schemas.performances import (
    Performance,
    PerformanceRef,
    PreviousStart,
    ProgrammeItem,
    ShowcaseRef,
)
from .schemas.places import Place
from .showcases import reference as showcase_reference
from .troupes import reference as troupe_reference


def told(row: Row, now: datetime) -> Performance:
    zone = ZoneInfo(row.time_zone)
    starts, ends = (row.starts_at, row.ends_at) if row.has_hour else (None, None)
    showcase = _showcase(row, now)
    return Performance(
        **reference(row).model_dump(),
        uid=row.uid,
        sequence=row.sequence,
        updated_at=max(row.public_changed_at, row.announced_at),
        status_label=str(row.get_status_display()),
        reason=_reason(row),
        decide_by=row.decide_by if row.status == Status.CONDITIONAL else None,
        next_word_at=row.next_word_at if row.status == Status.LATE else None,
        day_part=row.day_part or None,
        starts_at_local=starts.astimezone(zone) if starts else None,
        ends_at=ends,
        ends_at_local=ends.astimezone(zone) if ends else None,
        time_zone=row.time_zone,
        previous_start=_previous_start(row, now),
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        genre=row.genre,
        genre_label=str(row.get_genre_display()),
        language=row.language,
        language_label=str(row.get_language_display()),
        mode=row.mode,
        mode_label=str(row.get_mode_display()),
        place=place(row.place),
        troupes=[troupe_reference(troupe) for troupe in row.troupes_in_order],
        showcase=showcase,
        is_opening=row.is_opening and showcase is not None,
        programme=[
            _item(number, item)
            for number, item in enumerate(row.programme.all(), start=1)
        ],
        replaces=_public(row.replaces, now),
        replaced_by=_public(getattr(row, "replacement", None), now),
        admission=row.admission or None,
        public_note=row.public_note or None,
        is_example=row.is_example,
        calendar_url=addresses.calendar_file(row.public_id),
    )


def reference(row: Row) -> PerformanceRef:
    """Needs the venue, for the day by its clock."""
    return PerformanceRef(
        id=row.public_id,
        title=row.title,
        title_en=row.title_en or None,
        status=row.status,
        precision=row.precision,
        date=row.day,
        starts_at=row.starts_at if row.has_hour else None,
        url=addresses.record("performances", row.public_id),
        page_url=addresses.page("performances", row.public_id),
    )


def place(known: PublicPlace) -> Place:
    return Place(
        known=_known(known),
        name=known.name or None,
        name_en=known.name_en or None,
        code=known.code or None,
        address=known.address or None,
        point=point(known.point),
        is_outdoor=known.is_outdoor,
        league=league_of(known),
        banner=banner_of(known),
        url=addresses.record("venues", known.code) if known.code else None,
        is_example=known.is_example,
    )


def _reason(row: Row) -> str | None:
    """What was said of an earlier status stays in the row, and is nobody's news."""
    return row.status_reason or None if row.status != Status.CONFIRMED else None


def _known(known: PublicPlace) -> str:
    if known.code:
        return "venue"
    return "banner" if known.is_known else "open"


def _showcase(row: Row, now: datetime) -> ShowcaseRef | None:
    showcase = row.showcase
    if showcase is None or showcase.announced_at is None:
        return None
    return showcase_reference(showcase) if showcase.announced_at <= now else None


def _public(row: Row | None, now: datetime) -> PerformanceRef | None:
    return reference(row) if row is not None and row.is_public(now) else None


def _item(number: int, item: Item) -> ProgrammeItem:
    work = item.work.merged_into or item.work if item.work else None
    genre = item.genre or (work.category.value if work else "")
    return ProgrammeItem(
        number=number,
        title=item.title or (work.title if work else None),
        form=item.form or None,
        work=works.reference(work) if work else None,
        minutes=item.minutes or (work.minutes if work else None),
        genre=genre or None,
        language=item.language or None,
        creators=item.creators or None,
        performers=item.performers or None,
        is_premiere=item.is_premiere,
        is_example=item.is_example,
    )


def _previous_start(row: Row, now: datetime) -> PreviousStart | None:
    """Of the show it replaces; of a late opening; of what was last moved in time."""
    origin = row.replaces
    if origin is not None and origin.is_public(now):
        return _start(origin.starts_at, origin.precision, ZoneInfo(origin.time_zone))
    zone = ZoneInfo(row.time_zone)
    planned = row.showcase.t_zero if row.showcase and row.is_opening else None
    if row.status == Status.LATE and planned and planned != row.starts_at:
        return _start(planned, Precision.EXACT, zone)
    for change in row.moves:
        before = change.before
        if "starts_at" not in before:
            continue
        at = datetime.fromisoformat(before["starts_at"])
        precision = before.get("precision") or Precision.EXACT
        told = (at, precision, before.get("day_part") or "")
        if told == (row.starts_at, row.precision, row.day_part):
            # Only its place or its company changed.
            continue
        return _start(at, precision, ZoneInfo(before.get("zone") or row.time_zone))
    return None


def _start(at: datetime, precision: str, zone: ZoneInfo) -> PreviousStart:
    local = at.astimezone(zone)
    has_hour = Precision(precision).has_hour
    return PreviousStart(
        date=local.date(),
        precision=precision,
        starts_at=at.astimezone(UTC) if has_hour else None,
        starts_at_local=local if has_hour else None,
    )
