"""The programme of a show, laid along the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from troupes.genres import Category, local_form
from ulanmuqi.base.clock import differs_at

from ...models import Performance, ProgrammeItem


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """`starts_at` and `ends_at` are nothing once an item of unknown length came."""

    number: int
    title: str
    form: str
    genre: str
    genre_label: str
    minutes: int | None
    performers: str
    creators: str
    language: str
    work_code: str
    is_premiere: bool
    is_example: bool
    starts_at: datetime | None
    ends_at: datetime | None

    def is_on(self, now: datetime) -> bool:
        if self.starts_at is None or self.ends_at is None:
            return False
        differs_at(self.starts_at, self.ends_at)
        return self.starts_at <= now < self.ends_at

    def is_done(self, now: datetime) -> bool:
        differs_at(self.ends_at)
        return self.ends_at is not None and self.ends_at <= now


def programme(performance: Performance) -> tuple[ProgrammeLine, ...]:
    """Needs `programme__work` prefetched; no query then."""
    at: datetime | None = performance.starts_at if performance.has_hour else None
    lines = []
    for number, item in enumerate(performance.programme.all(), start=1):
        minutes = item.minutes or (item.work.minutes if item.work else None)
        known = at is not None and minutes is not None
        ends = at + timedelta(minutes=minutes) if known else None
        genre = item.genre or (item.work.category if item.work else "")
        lines.append(
            ProgrammeLine(
                number=number,
                title=item.local_title or local_form(item.form),
                form=_form(item),
                genre=str(genre),
                genre_label=_genre_label(genre),
                minutes=minutes,
                performers=item.performers,
                creators=item.creators,
                language=item.get_language_display() if item.language else "",
                work_code=item.work.code if item.work else "",
                is_premiere=item.is_premiere,
                is_example=item.is_example,
                starts_at=at,
                ends_at=ends,
            )
        )
        at = ends
    return tuple(lines)


def current_line(lines: Sequence[ProgrammeLine], now: datetime) -> ProgrammeLine | None:
    """What is on stage at this instant by the programme; nothing when not known."""
    return next((line for line in lines if line.is_on(now)), None)


def _form(item: ProgrammeItem) -> str:
    """Nothing where the form already stands in for a missing title."""
    if item.form:
        return local_form(item.form) if item.quoted_title else ""
    form = item.work.form if item.work else None
    return form.local_name if form else ""


def _genre_label(genre: str) -> str:
    return str(Category(genre).label) if genre else ""
