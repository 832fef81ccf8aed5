"""The rows of an import's preview: what the file says, what stands, what follows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from ..ics_files import ForeignShow, Misread, Problem
from ..models import Performance
from ..scheduling import ShowFacts
from ..scheduling.import_plan import MAY_BE_TAKEN, Fate, Row
from ..statuses import Status
from . import columns
from .calendar_file_words import fate_text, problem_text
from .many_preview import Told

NOTE, WARN = "note", "warn"


@dataclass(frozen=True, slots=True)
class Line:
    """`mark` is "" for what cannot be ticked; `changes` are (was, will be), "" for
    what was not; `told` are severities and sentences."""

    title: str
    when: str
    place: str
    fate: str
    mark: str = ""
    is_kept: bool = False
    show_pk: int | None = None
    changes: tuple[tuple[str, str], ...] = ()
    told: tuple[Told, ...] = ()


def lines_of(
    rows: Sequence[Row],
    misread: Iterable[Misread],
    kept: frozenset[str],
    told: dict[str, tuple[Told, ...]],
) -> list[Line]:
    """What can be ticked first, then what is told; each by its start."""
    found = [_line(row, row.mark in kept, told.get(row.mark, ())) for row in rows]
    order = sorted(found, key=lambda line: not line.mark)
    return [*order, *(_misread(one) for one in misread)]


def counts_of(rows: Sequence[Row], misread: Sequence[Misread]) -> list[tuple[str, int]]:
    """How many there are of each kind, in the words of the rows."""
    counts = Counter(fate_text(row.fate) for row in rows)
    return [*(counts + Counter(_misread_text(one) for one in misread)).items()]


def _line(row: Row, is_kept: bool, told: tuple[Told, ...]) -> Line:
    facts, show, ours = row.facts, row.show, row.performance
    before = row.before if row.fate in _COMPARED else None
    if facts is not None:
        title, when, place = facts.title, _when(facts), _place(facts)
    elif show is not None:
        title, when, place = show.title, _said_when(show), show.place
    else:
        title, when, place = str(ours), columns.when_text(ours), ""
    return Line(
        title=title,
        when=when,
        place=place,
        fate=fate_text(row.fate),
        mark=row.mark if row.fate in MAY_BE_TAKEN else "",
        is_kept=is_kept,
        show_pk=ours.pk if ours is not None else None,
        changes=_changes(before, facts) if before and facts else (),
        told=(*_words(row), *told),
    )


_COMPARED = frozenset({Fate.CHANGED, Fate.UNCLEAR, Fate.SETTLED, Fate.OLDER})


def _changes(was: ShowFacts, will: ShowFacts) -> tuple[tuple[str, str], ...]:
    pairs = (
        (was.title, will.title),
        (_when(was), _when(will)),
        (_place(was), _place(will)),
        (was.technical_note, will.technical_note),
    )
    return tuple((old, new) for old, new in pairs if old != new)


def _words(row: Row) -> list[Told]:
    """What a planner has to know before ticking it."""
    show, told = row.show, []
    if row.fate is Fate.CALLED_OFF and row.performance is not None:
        told.append((WARN, _what_calling_off_does(row.performance)))
    if row.like:
        sentence = _("“%(title)s” of this troupe stands on that day already.")
        told.append((WARN, sentence % {"title": row.like}))
    if show is None or row.facts is None or row.fate not in MAY_BE_TAKEN:
        return told
    if not row.place_is_known:
        # Translators: zh: 场地待定:没有叫“%(place)s”的场地,或不止一个。原文留在技术备注里。
        sentence = _(
            "Venue open: no venue here is called “%(place)s”, or several are. The "
            "words are kept in the technical note."
        )
        told.append((NOTE, sentence % {"place": show.place}))
    if show.full_title:
        sentence = _(
            "The title is longer than 120 characters. It is shortened; the whole of it "
            "stands in the technical note."
        )
        told.append((NOTE, sentence))
    told += _words_of_time(show)
    return told


def _words_of_time(show: ForeignShow) -> list[Told]:
    if not isinstance(show.starts, datetime):
        return [(NOTE, _("A whole day there: here it has its day, the hour open."))]
    told = []
    if show.is_floating:
        told.append((NOTE, _("The file names no time zone: read as Beijing time.")))
    elif show.zone not in ("UTC", "Asia/Shanghai", "China Standard Time", ""):
        sentence = _("Converted from the time zone %(zone)s.")
        told.append((NOTE, sentence % {"zone": show.zone}))
    if show.ends is None:
        told.append((NOTE, _("The file gives no end: the usual 90 minutes.")))
    return told


def _what_calling_off_does(ours: Performance) -> str:
    if ours.status == Status.HOLD:
        return _("If ticked, the hold is released; it stays here as a draft.")
    return _("If ticked, the draft is deleted here.")


def _misread(found: Misread) -> Line:
    # Translators: zh: 第%(line)s行
    where = _("line %(line)s") % {"line": found.line}
    is_cut = found.problem is Problem.SERIES_CUT
    return Line(
        title=found.title or _("Without a title"),
        when=where,
        place="",
        fate=_misread_text(found),
        told=((NOTE if is_cut else WARN, problem_text(found)),),
    )


def _misread_text(found: Misread) -> str:
    if found.problem is Problem.SERIES_CUT:
        # Translators: zh: 系列还没完
        return _("A series that goes on")
    # Translators: zh: 读不懂
    return _("Not understood")


def _when(facts: ShowFacts) -> str:
    return columns.when_text(Performance(**facts.columns()))


def _place(facts: ShowFacts) -> str:
    return columns.place_text(Performance(**facts.columns()))


def _said_when(show: ForeignShow) -> str:
    is_day = not isinstance(show.starts, datetime)
    starts: date = show.starts
    if is_day:
        return columns.full_day(starts)
    local = Performance(starts_at=starts, ends_at=show.ends or starts)
    return f"{columns.day_text(local)} {columns.hour_text(local)[:5]}"
