"""The change log as a reader finds it: one entry a sentence, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from .. import telling
from ..models import Change, Performance
from .reading import news_of


@dataclass(frozen=True, slots=True)
class Entry:
    """`text` is in the reader's language, `chinese` for the group chat always.

    `performance` is the show it leads to; the first city of an act on a showcase.
    """

    key: int
    kind: str
    label: str
    at: datetime
    text: str
    chinese: str
    performance: Performance
    showcase_code: str
    is_example: bool
    changes: tuple[Change, ...]


def entries(changes: Iterable[Change], now: datetime) -> list[Entry]:
    """No query for changes found by `finding.public`. Openings of a showcase that
    one act changed alike become one entry, at the place of the first."""
    groups: dict[tuple[str, int | None, str, int], list[Change]] = {}
    for change in changes:
        groups.setdefault(_group(change), []).append(change)
    return [entry for group in groups.values() for entry in _told(group, now)]


def _group(change: Change) -> tuple[str, int | None, str, int]:
    alone = not change.act or not change.performance.is_opening
    own = change.pk if alone else 0
    return (change.act, change.showcase_id, change.kind, own)


def _told(group: list[Change], now: datetime) -> list[Entry]:
    group = sorted(group, key=lambda change: change.pk)
    news = [news_of(change, now) for change in group]
    together = telling.gather(news)
    if together is None:
        return [
            _entry((change,), telling.in_chinese(one), telling.in_english(one))
            for change, one in zip(group, news, strict=True)
        ]
    chinese = telling.together_in_chinese(together)
    english = telling.together_in_english(together)
    code = group[0].showcase.code if group[0].showcase else ""
    return [_entry(tuple(group), chinese, english, showcase_code=code)]


def _entry(
    changes: tuple[Change, ...], chinese: str, english: str, *, showcase_code: str = ""
) -> Entry:
    first = changes[0]
    in_english = (get_language() or "").startswith("en")
    return Entry(
        key=first.pk,
        kind=first.kind,
        label=str(first.get_kind_display()),
        at=first.at,
        text=english if in_english else chinese,
        chinese=chinese,
        performance=first.performance,
        showcase_code=showcase_code,
        is_example=first.performance.is_example,
        changes=changes,
    )
