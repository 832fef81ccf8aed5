"""Performances: the public schedule, by filters and page by page."""

from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from troupes.genres import Category
from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

from .. import changelog
from ..models import Change, ProgrammeItem, Showcase
from ..models import Performance as Row
from ..views import rows as shown
from ..views.asked import MODES, SETTINGS, WHEN, Asked
from . import answers, cursors, paging
from .parameters import Code, Day, Listed, RegionCode, Words, asked, key
from .problems import NOT_FOUND, Refusal
from .schemas.page import Page
from .schemas.performances import PUBLIC_STATUSES, Performance
from .shows import told
from .within import public_region

ORDER = "performances"
# Words are looked for row by row, so never in all the years at once.
MOST_DAYS_OF_WORDS = 366
_LISTED = tuple(one for one in PUBLIC_STATUSES if one != "withdrawn")
# What tells of an hour that was announced before.
_MOVES = (Change.Kind.MOVED, Change.Kind.LATE)

PerformanceKey = key(Code, _("The id of the performance."), "a7k3m9pz")
router = Router(tags=["Performances"])


class PerformancesAsked(Listed):
    when: Literal[WHEN] | None = asked(
        _("Days as one speaks of them; “from” and “to” are not read then."), "weekend"
    )
    from_: Day | None = asked(
        _("The first day, in Beijing time; today when not given, 1957-01-01 for all."),
        "2023-11-20",
        alias="from",
    )
    to: Day | None = asked(_("The last day, in Beijing time."), "2023-11-30")
    region: RegionCode | None = asked(
        _("In this region or anything below it, the venue known or not."), "152200"
    )
    troupe: Code | None = asked(_("Played by this troupe."), "keyouzhongqi")
    venue: Code | None = asked(
        _("At this venue. Places whose names are not public cannot be asked by."),
        "ulanhot-theatre",
    )
    work: Code | None = asked(_("With this work in the programme."), "caoyuan-xinge")
    showcase: Code | None = asked(_("Part of this showcase."), "wulanmuqi-xinzuo-2023")
    genre: Literal[tuple(Category.values)] | None = asked(
        _("One genre alone."), "vocal"
    )
    language: Literal[tuple(Row.Language.values)] | None = asked(
        _("In this language; shows in both are found by either."), "mn"
    )
    setting: Literal[SETTINGS] | None = asked(
        _("Indoors or outdoors; places whose names are not public tell neither."),
        "outdoor",
    )
    mode: Literal[MODES] | None = asked(
        _("On site or online; shows that are both are found by either."), "online"
    )
    status: Literal[_LISTED] | None = asked(
        _("With this status alone. What was withdrawn stands in no list."), "cancelled"
    )
    q: Words | None = asked(
        _(
            "Words in a title, or in the name of a showcase, troupe, league, banner or "
            "public venue; among 366 days at most."
        ),
        "乌兰浩特",
    )


@router.get(
    "",
    response=Page[Performance],
    operation_id="listPerformances",
    summary=_("Performances"),
    description=_(
        "What is announced, in the order of the clock, from today on unless “from” "
        "says otherwise. The filters are those of the schedule page."
    ),
)
def performances(request: HttpRequest, asked: Query[PerformancesAsked]) -> HttpResponse:
    """Four queries; one each for a region, venue or showcase asked by."""
    now = clock.now()
    question = Asked.of(request.GET)
    if asked.when:
        question = question.but(when=asked.when, start=None, end=None)
    rows = _asked_for(question, asked, now).in_order()
    if asked.cursor:
        rows = rows.filter(paging.after("starts_at", asked.cursor, ORDER))
    leaf = paging.cut(
        request,
        _with_everything(rows, now),
        asked.limit,
        ORDER,
        lambda row: (cursors.micros(row.starts_at), row.pk),
    )
    page = Page[Performance](
        items=[told(row, now) for row in leaf.rows], next=leaf.next
    )
    return answers.json(page.model_dump_json(), next_page=leaf.next)


@router.get(
    "/{id}",
    response=Performance,
    operation_id="getPerformance",
    summary=_("One performance"),
    description=_(
        "A performance by its id. One that was withdrawn answers and says so, though "
        "it stands in no list."
    ),
)
def performance(request: HttpRequest, id: PerformanceKey) -> HttpResponse:
    """Four queries."""
    now = clock.now()
    rows = Row.objects.public(now).filter(public_id=id)
    row = _with_everything(rows, now).first()
    if row is None:
        raise Refusal(NOT_FOUND)
    return answers.json(told(row, now).model_dump_json())


def _asked_for(asked: Asked, more: PerformancesAsked, now: datetime) -> QuerySet[Row]:
    """What the schedule page would show, narrowed by what only programs ask."""
    region = public_region(asked.region)
    rows = shown.found(asked, region, now)
    if more.region and region is None:
        return rows.none()
    if more.from_ and more.to and not more.when and more.to < more.from_:
        return rows.none()
    first, last = asked.days(now)
    if asked.words:
        furthest = first + timedelta(days=MOST_DAYS_OF_WORDS)
        last = min(last or furthest, furthest)
    rows = shown.between(rows, first, last)
    if more.status:
        rows = rows.filter(status=more.status)
    if more.venue:
        rows = rows.filter(_at(more.venue))
    if more.work:
        rows = rows.filter(pk__in=_playing(more.work))
    if more.showcase:
        known = Showcase.objects.public(now).filter(code=more.showcase)
        rows = rows.filter(showcase=known.values_list("pk", flat=True).first() or 0)
    return rows


def _at(code: str) -> Q:
    """A private venue is as unknown as one that never was."""
    venue = changelog.at_venue(code)
    if venue is None:
        return Q(pk=None)
    return Q(venue=venue, venue__public_precision=Venue.PublicPrecision.EXACT)


def _playing(code: str) -> QuerySet:
    """Keys of shows with the work, by the code of one merged into it too."""
    items = ProgrammeItem.objects.filter(
        Q(work__code=code) | Q(work__merged__code=code)
    )
    return items.values("performance")


def _with_everything(rows: QuerySet[Row], now: datetime) -> QuerySet[Row]:
    """What `told` needs: one query of the rows and three beside it."""
    items = ProgrammeItem.objects.select_related("work__merged_into")
    moves = Change.objects.filter(kind__in=_MOVES, at__lte=now).order_by("-at", "-id")
    return (
        rows.for_cards()
        .select_related("replaces__venue", "replacement__venue")
        .prefetch_related(
            Prefetch("programme", items), Prefetch("changes", moves, to_attr="moves")
        )
    )
