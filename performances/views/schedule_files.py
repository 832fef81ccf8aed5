"""The filtered schedule as a file to take along: CSV and XLSX, filters as the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import clock_time, full_date
from ulanmuqi.base.throttle import Limit, seconds_to_wait

from ..models import Performance
from . import rows
from .asked import Asked
from .cards import PerformanceCard
from .cards import card as card_of
from .choices import all_troupes
from .cookieless import cookieless
from .filters import chips_of, known
from .schedule import FILES_MOST
from .tables import XLSX, Notes, columns, csv_parts, xlsx_bytes

_CHUNK = 500
_MAX_AGE = 300
_CSV = "text/csv; charset=utf-8"
# A file of FILES_MOST rows takes two seconds to write; a person needs a few an hour.
# Of all files of tables together: a reader is one, whatever they ask for.
FILES = Limit("schedule-files", most=60, seconds=600)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Table:
    """`keys` are at most FILES_MOST; `named` the filters in words, pair by pair."""

    keys: tuple[int, ...]
    is_cut: bool
    first: date
    last: date | None
    named: tuple[tuple[str, str], ...]
    page: str
    now: datetime

    @property
    def note(self) -> str:
        """What a file that does not hold everything has to say; else nothing."""
        if not self.is_cut:
            return ""
        # Translators: zh: 一个文件最多%(most)s场，后面还有；请选更少的日子或再加条件，分几次下载。
        return _(
            "A file holds %(most)s shows at most, and there are more. Choose fewer "
            "days or another filter, and download them in parts."
        ) % {"most": FILES_MOST}

    def chunks(self) -> Iterator[list[PerformanceCard]]:
        """Two queries each; in the language that is active when this is called."""
        return _chunks(self.keys, self.now, get_language())


@cookieless
@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """Five queries and two for every 500 shows; streamed, so memory stays small.

    429 for whoever asks for files faster than a person can.
    """
    if wait := seconds_to_wait(FILES, request):
        return too_many_files(wait)
    table = _table(request)
    parts = csv_parts(columns(), table.chunks(), table.note)
    response = StreamingHttpResponse(parts, content_type=_CSV)
    return _named(response, table, "csv")


@cookieless
@require_safe
def as_xlsx(request: HttpRequest) -> HttpResponseBase:
    """As the CSV, built in memory: a workbook is a zip of parts."""
    if wait := seconds_to_wait(FILES, request):
        return too_many_files(wait)
    table = _table(request)
    # Translators: zh: 演出日程
    title = _("Performance schedule")
    cards = chain.from_iterable(table.chunks())
    body = xlsx_bytes(title[:31], columns(), cards, _notes(table))
    return _named(HttpResponse(body, content_type=XLSX), table, "xlsx")


def _table(request: HttpRequest) -> Table:
    now = clock.now()
    troupes = all_troupes()
    asked, region = known(Asked.of(request.GET).but(view=""), troupes)
    first, last = asked.days(now)
    found = rows.between(rows.found(asked, region, now), first, last)
    keys = tuple(found.in_order().values_list("pk", flat=True)[: FILES_MOST + 1])
    chips = chips_of(asked, region, troupes)
    path = reverse("schedule")
    return Table(
        keys=keys[:FILES_MOST],
        is_cut=len(keys) > FILES_MOST,
        first=first,
        last=last,
        named=tuple((chip.name, chip.value) for chip in chips if chip.key != "days"),
        page=settings.BASE_URL + (f"{path}?{asked.query}" if asked.query else path),
        now=now,
    )


def _chunks(
    keys: Sequence[int], now: datetime, language: str | None
) -> Iterator[list[PerformanceCard]]:
    """The language is set for each chunk alone, as in `csv_parts`."""
    waiting = iter(keys)
    while chunk := tuple(islice(waiting, _CHUNK)):
        shows = Performance.objects.filter(pk__in=chunk).for_cards().in_order()
        with override(language):
            cards = [card_of(show, now) for show in shows]
        yield cards


def _notes(table: Table) -> Notes:
    until = full_date(table.last) if table.last else _("open")
    lines = [
        # Translators: zh: 日子
        (_("Which days"), f"{full_date(table.first)} – {until}"),
        *table.named,
        # Translators: zh: 场数
        (_("Number of shows"), str(len(table.keys))),
        # Translators: zh: 截至
        (_("As of"), f"{full_date(table.now)} {clock_time(table.now)}"),
        # Translators: zh: 网页
        (_("Web page"), table.page),
        # Translators: zh: 请注意
        (_("Please note"), table.note or _stays_behind()),
    ]
    return Notes(title=_("About this file"), lines=tuple(lines))


def _stays_behind() -> str:
    # Translators: zh: 这是下载那一刻的一份，不会自己更新。临时改期和取消，请以网页为准。
    return _(
        "This is a copy of that moment and does not update. For changes at short "
        "notice, trust the website."
    )


def _named(response: HttpResponseBase, table: Table, kind: str) -> HttpResponseBase:
    title = str(_("Performance schedule"))
    parts = [title, *(value for _name, value in table.named), table.first.isoformat()]
    spoken = "-".join(parts)[:_LONGEST_NAME].replace("/", "-")
    plain = f"ulanmuqi-{table.first.isoformat()}.{kind}"
    encoded = quote(f"{spoken}.{kind}", safe="")
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
    )
    response["Cache-Control"] = f"public, max-age={_MAX_AGE}"
    response["X-Robots-Tag"] = "noindex"
    return response


def too_many_files(wait: int) -> HttpResponse:
    minutes = -(-wait // 60)
    # Translators: zh: 下载得太频繁了，请等%(minutes)s分钟再试；网页上的日程一直能看。
    words = ngettext(
        "That was too many files in a short time. Try again in %(minutes)s minute; "
        "the schedule itself is always open.",
        "That was too many files in a short time. Try again in %(minutes)s minutes; "
        "the schedule itself is always open.",
        minutes,
    ) % {"minutes": minutes}
    response = HttpResponse(words, status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(wait)
    return response
