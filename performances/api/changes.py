"""The public change log: newest first for people, in order for programs that keep up.

`since` reads forward and gives settled changes only: a writer that began earlier may
still commit a change with an earlier hour, which a program that reads forward would
never see. After a minute nobody of that kind is left.
"""

from datetime import UTC, datetime
from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from ulanmuqi.base import clock

from .. import changelog, telling
from ..changelog import news_of
from ..models import Change as Row
from ..views.asked_changes import AskedChanges
from ..views.changes import fitting, look_up
from . import answers, cursors, paging
from .parameters import Code, CursorText, Day, Listed, Number, RegionCode, asked, key
from .problems import NOT_FOUND, PARAMETERS, Refusal, Wrong
from .schemas.changes import Change, ChangesPage, State
from .shows import reference
from .validators import SETTLED

ORDER = "changes"
FORWARD = "changes-since"
BEGINNING = "start"

ChangeKey = key(Number, _("The id of the change."), 4711)
router = Router(tags=["Changes"])


class ChangesAsked(Listed):
    since: CursorText | None = asked(
        _(
            "Reads forward, oldest first, what came after: “start”, or the “since” of "
            "an earlier answer, as it is. Changes appear here a minute after they were "
            "told."
        ),
        BEGINNING,
    )
    from_: Day | None = asked(
        _("Told on this day or later, in Beijing time."), "2023-11-20", alias="from"
    )
    to: Day | None = asked(
        _("Told on this day or earlier, in Beijing time."), "2023-11-30"
    )
    region: RegionCode | None = asked(
        _("Of shows that are or were in this region."), "152200"
    )
    troupe: Code | None = asked(
        _("Of shows this troupe plays or played."), "keyouzhongqi"
    )
    venue: Code | None = asked(
        _("Of shows that are or were at this venue."), "ulanhot-theatre"
    )
    showcase: Code | None = asked(
        _("Of shows of this showcase."), "wulanmuqi-xinzuo-2023"
    )
    kind: Literal[tuple(Row.Kind.values)] | None = asked(
        _("One kind of change alone."), "cancelled"
    )


@router.get(
    "",
    response=ChangesPage,
    operation_id="listChanges",
    summary=_("Changes"),
    description=_(
        "What the public was told: announced, moved, late, postponed, cancelled and "
        "the like, newest first. A program that keeps a copy asks with “since”: begin "
        "by noting the “since” of an answer, read the performances, then come back "
        "with it whenever you like."
    ),
)
def changes(request: HttpRequest, asked: Query[ChangesAsked]) -> HttpResponse:
    """Two queries, and one for each row asked by."""
    now = clock.now()
    rows = _asked_for(request, asked, now)
    if asked.since:
        leaf = _forward(request, rows, asked, now)
        since = _forward_from(leaf.rows[-1]) if leaf.rows else asked.since
    else:
        if asked.cursor:
            rows = rows.filter(paging.before("at", asked.cursor, ORDER))
        leaf = paging.cut(request, rows, asked.limit, ORDER, _parts)
        since = _newest_settled(now)
    page = ChangesPage(
        items=[told(row, now) for row in leaf.rows], next=leaf.next, since=since
    )
    return answers.json(page.model_dump_json(), next_page=leaf.next)


@router.get(
    "/{id}",
    response=Change,
    operation_id="getChange",
    summary=_("One change"),
    description=_("A change by its id."),
)
def change(request: HttpRequest, id: ChangeKey) -> HttpResponse:
    """One query."""
    now = clock.now()
    row = _with_shows(changelog.public(now)).filter(pk=id).first()
    if row is None:
        raise Refusal(NOT_FOUND)
    return answers.json(told(row, now).model_dump_json())


def _asked_for(
    request: HttpRequest, more: ChangesAsked, now: datetime
) -> QuerySet[Row]:
    """As the page of changes finds them, but what nobody knows fits nothing."""
    asked = AskedChanges.of(request.GET)
    found = look_up(asked, now)
    rows = _with_shows(fitting(found, now))
    impossible = more.from_ and more.to and more.to < more.from_
    return rows.none() if impossible or found.asked != asked else rows


def _with_shows(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related("performance__venue")


def _forward(
    request: HttpRequest, rows: QuerySet[Row], asked: ChangesAsked, now: datetime
) -> paging.Leaf:
    if asked.cursor:
        raise Refusal(
            PARAMETERS,
            [Wrong("cursor", gettext("Give either “since” or “cursor”, not both."))],
        )
    rows = rows.filter(at__lte=now - SETTLED).order_by("at", "id")
    if asked.since != BEGINNING:
        rows = rows.filter(paging.after("at", asked.since, FORWARD))
    return paging.cut(request, rows, asked.limit, FORWARD, _parts, name="since")


def _parts(row: Row) -> tuple[int, int]:
    return cursors.micros(row.at), row.pk


def _forward_from(row: Row) -> str:
    return cursors.write(FORWARD, *_parts(row))


def _newest_settled(now: datetime) -> str:
    row = changelog.public(now).filter(at__lte=now - SETTLED).first()
    return _forward_from(row) if row else BEGINNING


def told(row: Row, now: datetime) -> Change:
    """No query: the sentences are made of what the row holds."""
    news = news_of(row, now)
    chinese = telling.in_chinese(news)
    english = get_language() == "en"
    return Change(
        id=row.pk,
        at=row.at,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        act=row.act or None,
        sentence=telling.in_english(news) if english else chinese,
        sentence_zh=chinese,
        reason=row.reason or None,
        performance=reference(row.performance),
        showcase=_showcase(row, now),
        before=_state(news.before),
        after=_state(news.after),
        new=_state(news.new),
    )


def _showcase(row: Row, now: datetime) -> str | None:
    announced = row.showcase.announced_at if row.showcase else None
    return row.showcase.code if announced and announced <= now else None


def _state(told: telling.State | None) -> State | None:
    if told is None:
        return None
    return State(
        title=told.title.zh,
        title_en=told.title.en or None,
        status=told.status,
        precision=told.precision,
        day_part=told.day_part or None,
        date=told.starts_at.date(),
        starts_at=_utc(told.starts_at) if told.has_hour else None,
        ends_at=_utc(told.ends_at) if told.has_hour else None,
        decide_by=_utc(told.decide_by),
        next_word_at=_utc(told.next_word_at),
        place=told.place.name or None,
        place_en=told.place.name_en or None,
        league=told.place.league or None,
        banner=told.place.banner or None,
        troupes=list(told.cast),
    )


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at is not None else None
