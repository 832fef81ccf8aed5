"""A request as its page tells it: where it stands, what was said, what to do next."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext as _

from ulanmuqi.base import clock
from ulanmuqi.base.names import local
from ulanmuqi.base.templatetags.dates import at_hour, full_dates, full_day

from ...models import Performance, Request, RequestSettings, RequestStep
from ...scheduling.request_following import steps_for_asker
from ...scheduling.request_wording import counted, step_day, step_label
from ...statuses import Status
from ..cards.names import listed
from .callers import Callers, callers_for

_State = Request.State
_Kind = RequestStep.Kind
_WITH_DAY = frozenset(
    {
        _Kind.PROPOSED, _Kind.AGREED, _Kind.DISAGREED, _Kind.SCHEDULED, _Kind.MOVED,
        _Kind.SETTLED,
    }
)  # fmt: skip
# An accepted one may have lost its show, which is then told.
_SHOWN = frozenset({_State.SCHEDULED, _State.DONE, _State.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Line:
    """One step; `words` as they were written, `about` what it was about."""

    label: str
    at: datetime
    words: str
    about: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ShowTold:
    """The show that answers it: `link` once it is public; of a hold no more than the
    day, and that it may still change."""

    link: str
    when: str
    sentence: str
    is_loud: bool
    troupes: str
    place: str


@dataclass(frozen=True, slots=True)
class Told:
    heading: str
    sentence: str
    window: str
    proposed: str
    lines: tuple[Line, ...]
    show: ShowTold | None
    may_answer: bool
    may_confirm: bool
    may_withdraw: bool
    may_reply: bool
    confirmation: str
    audience: int | None
    is_denied: bool
    took_place: bool
    contact_hint: str
    callers: Callers
    troupe: str
    keep_days: int

    @classmethod
    def of(cls, row: Request, now: datetime) -> Self:
        """Five queries: numbers, steps, confirmation, settings, the show's troupes."""
        confirmation, may_confirm = row.confirmation, row.may_be_confirmed(now)
        live = row.is_open or row.state == _State.SCHEDULED
        has_begun = row.show is not None and row.show.starts_at <= now
        return cls(
            heading=_heading(row, now, is_asked=may_confirm and confirmation is None),
            sentence=_sentence(row, is_asked=may_confirm and confirmation is None),
            window=full_dates(row.window_from, row.window_until),
            proposed=day_and_hour(row.proposed_on, row.proposed_hour),
            lines=tuple(_line(step, row) for step in steps_for_asker(row)),
            show=_show(row, now),
            may_answer=row.state == _State.PROPOSED,
            may_confirm=may_confirm,
            may_withdraw=live and not (row.state == _State.SCHEDULED and has_begun),
            may_reply=live,
            confirmation=counted(confirmation.took_place, confirmation.audience)
            if confirmation
            else "",
            audience=confirmation.audience if confirmation else None,
            is_denied=row.denied is not None,
            took_place=confirmation is not None and confirmation.took_place,
            contact_hint=hidden_phone(row.contact_phone),
            callers=callers_for(row.region, row.troupe),
            troupe=row.troupe.local_name if row.troupe else "",
            keep_days=RequestSettings.load().keep_contact_days,
        )


def day_and_hour(day: date | None, hour: time | None) -> str:
    if day is None:
        return ""
    return at_hour(full_day(day), f"{hour:%H:%M}" if hour else "")


def hidden_phone(phone: str) -> str:
    """The last digits alone: whoever reads the page over a shoulder learns nothing."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return f"…{digits[-4:]}" if len(digits) > 4 else ""


def _heading(row: Request, now: datetime, *, is_asked: bool) -> str:
    """`is_asked`: the show's time is over, and the place has not said how it was."""
    if is_asked:
        # Translators: zh: 演出的日子过了
        return _("The day of the show is over")
    if row.denied is not None:
        # Translators: zh: 您说没有演
        return _("You said that it did not take place")
    if row.state == _State.HELD:
        return str(_State.RECEIVED.label)
    if row.lost_its_show:
        # Translators: zh: 正在重新安排
        return _("Being arranged anew")
    show = row.show
    if row.state == _State.SCHEDULED and show is not None:
        if show.status in (Status.DRAFT, Status.HOLD):
            # Translators: zh: 日子先留着，还没最后定
            return _("A day is kept for you, not yet settled")
        if show.ends_at <= now:
            return str(_State.DONE.label)
        # Translators: zh: 定下来了
        return _("It is settled")
    return str(row.get_state_display())


def _sentence(row: Request, *, is_asked: bool) -> str:
    """What happens next, and whose turn it is."""
    if is_asked:
        return _("Please say whether it took place, and how many came.")
    if row.denied is not None:
        # Translators: zh: 队伍和盟市都已经知道，会联系您。说错了，可以在下面改。
        return _("Troupe and league know of it and will call. A slip? Mend it below.")
    if row.state == _State.ACCEPTED and row.proposed_on is not None:
        # Translators: zh: 说好了%(day)s，正在排进日程。
        return _("You agreed on %(day)s. It is being put in the schedule.") % {
            "day": day_and_hour(row.proposed_on, row.proposed_hour)
        }
    if row.lost_its_show:
        # Translators: zh: 原来的日子不算了。正在另找日子，定了写在这里。
        return _("That day is off. We look for another one and tell you here.")
    show = row.show if row.state == _State.SCHEDULED else None
    if show is not None and show.status in (Status.DRAFT, Status.HOLD):
        # Translators: zh: 队伍替您留着这一天。去得成、去不成，定了都会写在这里。
        return _(
            "The troupe keeps this day for you. Whether they can come is told here as "
            "soon as it is settled."
        )
    sentences = {
        _State.HELD: _("It has arrived. Somebody looks at it and passes it on."),
        _State.RECEIVED: _(
            "It has arrived and lies with those who answer. You read here what they "
            "say; they may also call you."
        ),
        _State.REVIEW: _("It is being talked over. What was said stands below."),
        _State.ACCEPTED: _("They will come. The day is still being arranged."),
        _State.PROPOSED: _("They propose another day. Please say whether it suits."),
        _State.SCHEDULED: _("What you see here always follows the schedule."),
        _State.DONE: _("The show has taken place. Thank you for asking."),
        _State.DECLINED: _("It cannot be this time. The reason stands below."),
        _State.WITHDRAWN: _("You took the request back. You can ask again any time."),
        _State.LAPSED: _(
            "The days you asked for have passed without a show. We are sorry; please "
            "ask again, or call."
        ),
    }
    return sentences[_State(row.state)]


def _show(row: Request, now: datetime) -> ShowTold | None:
    show = row.show
    if show is None or row.state not in _SHOWN:
        return None
    zone = clock.SHANGHAI
    starts = show.starts_at.astimezone(zone)
    return ShowTold(
        link=reverse("performance", args=[show.public_id])
        if show.is_public(now)
        else "",
        when=day_and_hour(starts.date(), starts.time() if show.has_hour else None),
        sentence=_standing(show, now),
        is_loud=show.is_off or show.status == Status.CONDITIONAL,
        troupes=listed(
            [troupe.local_name for troupe in show.troupes_in_order], at_most=6
        ),
        # As the public may know it: it may be another's school or post.
        place=local(show.place.name, show.place.name_en) if show.venue_id else "",
    )


def _standing(show: Performance, now: datetime) -> str:
    reason = show.status_reason.strip()
    match show.status:
        case Status.DRAFT | Status.HOLD:
            return _("Kept for you; it may still change.")
        case Status.CONFIRMED | Status.LATE:
            return _("Over") if show.ends_at <= now else _("Confirmed")
        case Status.CONDITIONAL:
            told = _("Conditional: weather or road decide.")
        case Status.POSTPONED:
            told = _("Postponed; the new day is not known yet.")
        case Status.CANCELLED:
            told = _("Cancelled.")
        case _:
            told = _("Taken out of the schedule.")
    return " ".join(part for part in (told, reason) if part)


def _line(step: RequestStep, row: Request) -> Line:
    facts = step.facts
    about = ""
    if step.kind in _WITH_DAY:
        about = step_day(facts)
    elif step.kind == _Kind.HANDED:
        about = str(facts.get("troupe", ""))
    elif step.kind == _Kind.CONFIRMED:
        about = counted(facts.get("took_place"), facts.get("audience"))
    return Line(step_label(step, row), step.at, step.words, about, step.is_of_asker)
