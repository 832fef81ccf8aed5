"""A day kept for a request that is not to be: taken back by those who kept it, let go
or kept on purpose after the asker took the request back."""

from typing import Any

from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..models import Performance, Request, RequestStep
from ..statuses import Status
from .confirm import release
from .errors import Refused
from .locks import lock_performance
from .request_booking import day_of, unlink_show
from .request_hosts import forget_host
from .request_rows import expect, locked, said, write
from .transaction import verb

_State = Request.State


@verb
def release_kept(
    row: Request, *, words: str = "", by: Any = None, version: int | None = None
) -> Request:
    """Lets the hold go that was kept for a request taken back: the show is a draft
    again, as by `release`, whose rights are asked.

    Raises Refused where another request is answered by that show too, or where it is
    more than a hold: a show that stands is cancelled, with its reason.
    """
    show = _held(row)
    _nobody_else_waits_for(show, row)
    if show.status == Status.HOLD:
        release(show, by=by)
    row = _taken_back(row, show, by=by, version=version)
    return _let_go(row, RequestStep.Kind.FREED, show, words, by)


@verb
def keep_show(
    row: Request, *, words: str = "", by: Any = None, version: int | None = None
) -> Request:
    """The show stays in the schedule on purpose, though nobody asks for it any more."""
    show = row.show
    if show is None:
        raise Refused(_("No day is kept for this request any more."))
    row = _taken_back(row, show, by=by, version=version)
    return _let_go(row, RequestStep.Kind.KEPT, show, words, by)


@verb
def take_day_back(
    row: Request, *, words: str = "", by: Any = None, version: int | None = None
) -> Request:
    """A day kept by mistake, or that is not possible after all: the hold is a draft
    again, and the request is to be arranged anew. Rights and refusals are those of
    `release_kept`."""
    show = _held(row)
    _nobody_else_waits_for(show, row)
    release(show, by=by)
    row = locked(row, by=by, version=version)
    if row.show != show:
        raise Refused(_("No day is kept for this request any more."))
    return unlink_show(row, words=words, by=by)


def _held(row: Request) -> Performance:
    """The hold that answers it, locked."""
    try:
        show = lock_performance(row.show) if row.show is not None else None
    except Performance.DoesNotExist:
        # Somebody threw the hold away meanwhile.
        show = None
    if show is None:
        raise Refused(_("No day is kept for this request any more."))
    if show.status not in (Status.HOLD, Status.DRAFT):
        raise Refused(
            _("This show stands already. Cancel it on its own page, with the reason.")
        )
    return show


def _taken_back(
    row: Request, show: Performance, *, by: Any, version: int | None
) -> Request:
    """The locked row, still taken back and still with that show."""
    row = locked(row, by=by, version=version)
    expect(row, _State.WITHDRAWN)
    if row.show != show:
        raise Refused(_("No day is kept for this request any more."))
    return row


def _let_go(row: Request, kind: str, show: Performance, words: str, by: Any) -> Request:
    now = clock.now()
    forget_host(row)
    row.performance = None
    write(
        row, kind, by=by, words=said(words), facts=day_of(show), is_inside=True,
        now=now, before=row.state,
    )  # fmt: skip
    return row


def _nobody_else_waits_for(show: Performance, row: Request) -> None:
    """The show is locked, so none can be linked with it meanwhile."""
    others = Request.objects.filter(performance=show, state=_State.SCHEDULED)
    other = others.exclude(pk=row.pk).first()
    if other is not None:
        raise Refused(
            # Translators: zh: 这场演出还答复了点单%(number)s，不能放开。请选“演出照常”。
            _(
                "This show answers request %(number)s too, so its day cannot be let "
                "go. Keep the show instead."
            )
            % {"number": other.spoken_number}
        )
