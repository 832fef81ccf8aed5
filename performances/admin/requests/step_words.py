"""How what was said and done about a request is told at the desk, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from ulanmuqi.base.templatetags.dates import at_hour, full_day

from ...models import Request, RequestStep
from ...scheduling.request_wording import counted, step_label


@dataclass(frozen=True, slots=True)
class StepLine:
    """`about`: the day, the troupe, or what the place said; `words` as written."""

    label: str
    about: tuple[str, ...]
    words: str
    at: datetime
    who: str
    is_inside: bool


def step_lines(row: Request, steps: Iterable[RequestStep]) -> list[StepLine]:
    """Of a request loaded with its show, steps with `by`; no query."""
    return [
        StepLine(
            step_label(step, row), _about(step), step.words, step.at,
            _who(step), step.is_inside,
        )
        for step in steps
    ]  # fmt: skip


def _about(step: RequestStep) -> tuple[str, ...]:
    facts = step.facts
    told = [_day(facts), str(facts.get("troupe") or "")]
    if step.kind == RequestStep.Kind.CONFIRMED:
        told.append(counted(facts.get("took_place"), facts.get("audience")))
    return tuple(part for part in told if part)


def _day(facts: dict) -> str:
    """The day as pages write it; "" where none is told, or none that was ever one."""
    try:
        day = date.fromisoformat(str(facts.get("day", "")))
    except ValueError:
        return ""
    hour = str(facts.get("hour") or "")
    return at_hour(full_day(day), hour) if hour else full_day(day)


def _who(step: RequestStep) -> str:
    if step.by is not None:
        return step.by.get_full_name() or step.by.get_username()
    return _("the asker") if step.is_of_asker else _("the system")
