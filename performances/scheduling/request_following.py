"""What the asker does by the private link: finds it, answers, withdraws, confirms.

The link is the request's number with a signature over it, so it is stored nowhere and
can be shown again to whoever knows number and telephone (docs/decisions).
"""

import re
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..models import PlaceConfirmation, Request, RequestStep
from .errors import Refused
from .locks import lock_performance
from .request_asking import (
    MOST_AUDIENCE,
    digits_of,
    numbers_in,
    only_digits,
    phone_key,
    phone_keys,
)
from .request_hosts import forget_host
from .request_notices import tell_desk
from .request_rows import close, expect, locked, said, wait_for_desk, write
from .transaction import verb

_State = Request.State
_Kind = RequestStep.Kind
_TOKEN = re.compile(r"[0-9]{8}\.[A-Za-z0-9_-]{20,64}", re.ASCII)
# Replies with nothing said between are one notice a day; more from the page than
# anybody would write.
ONE_BREATH = timedelta(days=1)
MOST_OF_ASKER = 60
_SIGNER = Signer(sep=".", salt="request-link")


def token_of(row: Request) -> str:
    """What stands in the address of the request's page."""
    return _SIGNER.sign(row.number)


def open_request(token: str) -> Request | None:
    """The request of that address; None for every other text. One query at most."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        number = _SIGNER.unsign(token)
    except BadSignature:
        return None
    return _loaded().filter(number=number).first()


def find_request(number: str, phone: str) -> Request | None:
    """By what is said on the telephone. Whatever is wrong, the work is the same."""
    digits = only_digits(number)[:8]
    keys = phone_keys(phone)
    row = _loaded().filter(number=digits).first()
    # A field may hold several numbers, each of which is theirs.
    numbers = numbers_in(row.contact_phone) if row is not None else []
    first = row.phone_key if row is not None else ""
    kept = [first or "-" * len(keys[0]), *(phone_key(one) for one in numbers[1:])]
    # Each is compared: how long it takes tells nothing.
    same = [key for key in keys for known in kept if compare_digest(known, key)]
    return row if same and digits_of(phone) else None


@verb
def answer_proposal(
    row: Request,
    *,
    suits: bool,
    words: str = "",
    by: Any = None,
    version: int | None = None,
) -> Request:
    """Yes or no to the day proposed. Agreed, it stays as the day; what was asked for
    first stays beside it.

    `by` where the desk writes down what was said by telephone. Raises Refused when
    nothing is proposed any more.
    """
    row = locked(row, by=by, version=version)
    expect(row, _State.PROPOSED)
    now, before = clock.now(), row.state
    day = row.proposed_on
    facts = {
        "day": day.isoformat(),
        "hour": f"{row.proposed_hour:%H:%M}" if row.proposed_hour else "",
    }
    if suits:
        row.state = _State.ACCEPTED
    else:
        row.state = _State.REVIEW
        row.proposed_on = row.proposed_hour = None
    wait_for_desk(row, now)
    kind = _Kind.AGREED if suits else _Kind.DISAGREED
    step = write(
        row, kind, by=by, words=said(words), facts=facts, now=now, before=before
    )
    tell_desk(row, step, now)
    return row


@verb
def reply(
    row: Request, *, words: str, by: Any = None, version: int | None = None
) -> Request:
    """A word of the asker's, whether asked for or not; then it is the desk's turn. Of
    several in a row the desk is told once."""
    row = locked(row, by=by, version=version)
    expect(row, *Request.OPEN, _State.SCHEDULED)
    _not_endless(row, by)
    told = said(words, needed=True)
    now = clock.now()
    last = row.steps.filter(is_inside=False).last()
    goes_on = last is not None and last.kind == _Kind.REPLIED
    if row.state != _State.PROPOSED:
        wait_for_desk(row, now)
    step = write(row, _Kind.REPLIED, by=by, words=told, now=now, before=row.state)
    if not (goes_on and now - last.at < ONE_BREATH):
        _tell(row, step, now, row.state)
    return row


@verb
def withdraw_request(
    row: Request, *, words: str = "", by: Any = None, version: int | None = None
) -> Request:
    """The asker needs it no more. A show that stands already stays until somebody
    cancels it: the desk is told."""
    row = locked(row, by=by, version=version)
    expect(row, *Request.OPEN, _State.SCHEDULED)
    show = row.show
    if row.state == _State.SCHEDULED and show and show.starts_at <= clock.now():
        raise Refused(_("The show has begun; say below whether it took place."))
    now, before = clock.now(), row.state
    close(row, _State.WITHDRAWN, now)
    step = write(row, _Kind.WITHDRAWN, by=by, words=said(words), now=now, before=before)
    _tell(row, step, now, before)
    return row


@verb
def confirm_played(
    row: Request,
    *,
    took_place: bool,
    audience: int | None = None,
    words: str = "",
    by: Any = None,
    version: int | None = None,
) -> Request:
    """What the place says of the show: it was there and so many came, or it was not.
    Said again of the same show it replaces what was said before: "it was not there"
    too can be put right, until somebody answers anew. Raises Refused before the end.
    """
    if row.show_to_confirm is not None:
        # Whoever reviews its record holds the show: one of the two waits.
        lock_performance(row.show_to_confirm)
    row = locked(row, by=by, version=version)
    _not_endless(row, by)
    now = clock.now()
    if not row.may_be_confirmed(now):
        raise Refused(_("This can be said once the show is over."))
    if audience is not None and not 0 <= audience <= MOST_AUDIENCE:
        raise Refused(_("Check the number of people."), field="audience")
    counted = audience if took_place else None
    show = row.show_to_confirm
    PlaceConfirmation.objects.update_or_create(
        request=row,
        performance=show,
        defaults={
            "took_place": took_place,
            "audience": counted,
            "at": now,
            "recorded_by": by,
        },
    )
    before = row.state
    if took_place:
        row.performance = row.performance or show
        close(row, _State.DONE, now)
    else:
        row.state = _State.REVIEW
        forget_host(row)
        row.closed_at = row.performance = None
        # Not for the troupe alone, which may have reported it as played.
        row.passed_on_at = row.passed_on_at or now
        wait_for_desk(row, now)
    facts = {"took_place": took_place, "audience": counted}
    step = write(
        row, _Kind.CONFIRMED, by=by, words=said(words), facts=facts, now=now,
        before=before,
    )  # fmt: skip
    if not took_place:
        tell_desk(row, step, now)
    return row


def steps_for_asker(row: Request) -> Any:
    """Everything but what is for insiders, in order; one query."""
    return row.steps.filter(is_inside=False).order_by("at", "pk")


def _tell(row: Request, step: RequestStep, now: datetime, before: str) -> None:
    """Of one that is held nobody hears before it is checked."""
    if before != _State.HELD:
        tell_desk(row, step, now)


def _not_endless(row: Request, by: Any) -> None:
    """Raises Refused where the page was written on so often that only a call helps."""
    of_asker = row.steps.filter(by=None, kind__in=RequestStep.OF_ASKER)
    if by is None and of_asker.count() >= MOST_OF_ASKER:
        raise Refused(
            _("A great deal was written here already. Please call instead."),
            field="words",
        )


def _loaded() -> Any:
    return Request.objects.with_place().with_show()
