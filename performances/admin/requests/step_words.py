"""How what was said and done about a request is told at the desk, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ...models import Request, RequestStep
from ...scheduling.request_wording import counted, step_day, step_label, step_teller


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
            step_teller(step), step.is_inside,
        )
        for step in steps
    ]  # fmt: skip


def _about(step: RequestStep) -> tuple[str, ...]:
    facts = step.facts
    told = [step_day(facts), str(facts.get("troupe") or "")]
    if step.kind == RequestStep.Kind.CONFIRMED:
        told.append(counted(facts.get("took_place"), facts.get("audience")))
    return tuple(part for part in told if part)
