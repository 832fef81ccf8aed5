"""Changes as somebody hears of them who was told nothing in between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .. import telling
from ..models import Change, Performance
from ..telling import Kind, News
from .reading import news_of


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a notice; `performances` are the shows it is about."""

    kind: Kind
    text: str
    starts_at: datetime
    performances: tuple[Performance, ...]


def netted(changes: Iterable[Change], now: datetime) -> list[Line]:
    """One line a show, from its first state to its last, in the order of the shows;
    nothing of what came to nothing. Openings that went the same way share a line."""
    by_show: dict[int, list[Change]] = {}
    for change in sorted(changes, key=lambda one: (one.at, one.pk)):
        by_show.setdefault(change.performance_id, []).append(change)
    left: dict[tuple[str, int], list[tuple[News, Performance]]] = {}
    for rows in by_show.values():
        news = telling.net([news_of(row, now) for row in rows])
        if news is None:
            continue
        show = rows[-1].performance
        of_opening = ("showcase", rows[-1].showcase_id or 0)
        group = of_opening if show.is_opening else ("show", show.pk)
        left.setdefault(group, []).append((news, show))
    lines = [line for group in left.values() for line in _lines(group)]
    return sorted(lines, key=lambda line: (line.starts_at, line.text))


def _lines(group: list[tuple[News, Performance]]) -> list[Line]:
    together = telling.gather([news for news, _show in group])
    if together is None:
        return [_line(news, telling.in_chinese(news), show) for news, show in group]
    text = telling.together_in_chinese(together)
    return [_line(group[0][0], text, *(show for _news, show in group))]


def _line(news: News, text: str, *shows: Performance) -> Line:
    return Line(news.kind, text, news.after.starts_at, shows)
