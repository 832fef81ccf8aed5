"""Why an act was refused, in whole sentences, with what a form needs to show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..conflicts import Conflict, Severity

Sentence = str | Promise


class SchedulingError(Exception):
    """Base of every refusal; `message` is a translated sentence, `field` names the
    fact it is about ("" for the act as a whole). Nothing was written."""

    def __init__(self, message: Sentence, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Refused(SchedulingError):
    """The act makes no sense for this row: wrong status, missing fact."""


class NotAllowed(SchedulingError):
    """The user may not do this to that row."""

    def __init__(self) -> None:
        super().__init__(_("You may not do this. Ask the coordinator of the league."))


class TryAgain(SchedulingError):
    """The database was too busy, several times over; answered with 503."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else is changing the same shows just now. Please try again.")
        )


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """One act by somebody else since the form was opened; `about` names the city it
    touched and `detail` what became of it, where there is more to say."""

    at: Any
    by: str
    action: str
    about: str = ""
    detail: str = ""


class StaleWrite(SchedulingError):
    """The row changed since it was read; `since` tells the acts in between."""

    def __init__(self, since: tuple[Meanwhile, ...]) -> None:
        super().__init__(
            _(
                "Somebody changed this meanwhile. Nothing was saved: look at the new "
                "state, then do it again."
            )
        )
        self.since = since


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row of many, and why the act was refused for it."""

    performance: Any
    error: SchedulingError


class SomeRefused(SchedulingError):
    """An act on many shows was refused for some of them, so none was changed."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = refusals
        super().__init__(
            _("Some of these shows stand in the way, so nothing was changed.")
        )


class ConflictsFound(SchedulingError):
    """Conflicts stand against the act: blocks, or warnings nobody accepted.

    `rows` are the performances of the act in its order, so that a caller who places
    new ones knows which of them a conflict names.
    """

    def __init__(
        self, conflicts: tuple[Conflict, ...], *, rows: tuple[Any, ...] = ()
    ) -> None:
        self.conflicts = conflicts
        self.rows = rows
        blocked = any(c.severity is Severity.BLOCK for c in conflicts)
        super().__init__(
            _("This cannot be scheduled as it stands.")
            if blocked
            else _("There are warnings. Accept them with a reason, or change the plan.")
        )
        self.blocked = blocked
