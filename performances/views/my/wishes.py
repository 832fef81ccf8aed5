"""What the troupe asked its league to change: the answer, what became of the show
meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from troupes.rights import scope_of

from ...models import ChangeWish, Performance
from ...scheduling.changed_lately import acts_since, changed_of, changed_words

SHOWN = 5


@dataclass(frozen=True, slots=True)
class WishTold:
    """`changed` says what of the show was changed after it was asked, while it waits;
    `may_take_back`: by the person who looks."""

    pk: int
    text: str
    asked_at: datetime
    reply: str
    answered_at: datetime | None
    changed: tuple[str, ...]
    may_take_back: bool


def wishes_of(show: Performance, user: Any) -> list[WishTold]:
    """The latest first, without those taken back; one query, one more where any
    waits."""
    rows = list(show.change_wishes.filter(taken_back_at=None)[:SHOWN])
    waiting = [row for row in rows if row.answered_at is None]
    first = min((row.asked_at for row in waiting), default=None)
    acts = acts_since([show], first) if first is not None else {}
    mine = scope_of(user).troupes

    def changed(row: ChangeWish) -> tuple[str, ...]:
        if row.answered_at is not None:
            return ()
        found = changed_of([show], acts, row.asked_at).get(show.pk)
        return tuple(changed_words(show, found)) if found is not None else ()

    return [
        WishTold(
            pk=row.pk,
            text=row.text,
            asked_at=row.asked_at,
            reply=row.reply,
            answered_at=row.answered_at,
            changed=changed(row),
            may_take_back=row.answered_at is None and row.troupe_id in mine,
        )
        for row in rows
    ]
