"""A troupe that cannot answer a request gives it to its league, before the days it has
for that are over."""

from typing import Any

from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..models import Request, RequestStep
from .errors import Refused
from .request_answers import TALKING
from .request_notices import tell_league
from .request_rows import expect, locked, said, wait_for_desk, write
from .transaction import verb


@verb
def give_to_league(
    row: Request, *, words: str = "", by: Any = None, version: int | None = None
) -> Request:
    """The league is told at once and answers from now on; the troupe has it in hand no
    more. `words` are for the league alone. For whoever may answer it.

    Raises Refused where no troupe has it, NotAllowed, StaleWrite.
    """
    row = locked(row, by=by, version=version)
    expect(row, *TALKING)
    if row.troupe is None:
        # Translators: zh: 这份点单已经在盟市手里。
        raise Refused(_("The league has this request in hand already."))
    now, told = clock.now(), said(words)
    if told:
        kind = RequestStep.Kind.NOTED
        write(row, kind, by=by, words=told, is_inside=True, now=now, before=row.state)
    row.troupe = None
    row.passed_on_at = row.passed_on_at or now
    wait_for_desk(row, now)
    kind = RequestStep.Kind.PASSED_ON
    step = write(row, kind, by=by, now=now, before=row.state)
    tell_league(row, step, now)
    return row
