"""What nearly every page shows and hardly ever changes, remembered by this process.

The ways through the site, who runs it, the choices of a filter: asked for again they
would cost a page more than its own rows. They are remembered under a *state*, which
says how often the rows they come from were written. Whoever answers a request says
with `under` how it is read, which happens before the first fact is, and not at all
where there is none; after any write it is another one, and what was remembered under
the old is forgotten as a whole.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any, TypeVar

Fact = TypeVar("Fact")

# So many facts at once: each is a short list or a piece of a page.
MOST = 64

Read = Callable[[], Hashable | None]


class _Answer:
    """One request; its state is read once."""

    def __init__(self, read: Read) -> None:
        self._read = read

    @cached_property
    def state(self) -> Hashable | None:
        return self._read()


_answer: ContextVar[_Answer | None] = ContextVar("remembered_for", default=None)
_kept: tuple[Hashable, dict[Hashable, Any]] = (None, {})


@contextmanager
def under(read: Read) -> Iterator[None]:
    """Inside, facts may be remembered; where it reads None nothing is, as outside.
    Inside of another nothing is read anew."""
    token = _answer.set(_answer.get() or _Answer(read))
    try:
        yield
    finally:
        _answer.reset(token)


def remembered(key: Hashable, make: Callable[[], Fact]) -> Fact:
    """What `make` answered the last time under this state. Threads share it, so it is
    nothing anybody changes: lists of frozen values, strings, rows nobody saves.

    `key` names the fact and whatever else it depends on, such as the language.
    """
    answer = _answer.get()
    state = answer.state if answer else None
    if state is None:
        return make()
    facts = _facts_of(state)
    if key not in facts:
        fact = make()
        if len(facts) >= MOST:
            return fact
        facts[key] = fact
    return facts[key]


def forget(**_signal: Any) -> None:
    """Everything: where a database was emptied or migrated its states begin anew."""
    global _kept
    _kept = (None, {})


def _facts_of(state: Hashable) -> dict[Hashable, Any]:
    global _kept
    now = _kept
    if now[0] != state:
        _kept = now = (state, {})
    return now[1]
