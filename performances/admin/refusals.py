"""What a refused act looks like in a form: at the field, in whole sentences."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from ..scheduling import SchedulingError, StaleWrite, TryAgain
from ..scheduling.since import meanwhile_text

BUSY = 503

# Facts of scheduling that a form splits into several fields.
_FIELDS = {"starts_at": "hour", "ends_at": "until", "precision": "hour"}


def at_field(form: Any, error: SchedulingError) -> None:
    """Puts the refusal at the field it is about, or at the form as a whole."""
    for name in (error.field, _FIELDS.get(error.field, "")):
        if name and name in form.fields:
            form.add_error(name, str(error))
            return
    form.add_error(None, str(error))


def announce_refusal(
    request: HttpRequest, error: SchedulingError, *, also: Sequence[str] = ()
) -> int:
    """A message at the top of the page, and the status code that fits."""
    lines = [str(error), *also]
    if isinstance(error, StaleWrite):
        lines += [meanwhile_text(entry) for entry in error.since]
    messages.error(request, format_html_join(mark_safe("<br>"), "{}", zip(lines)))
    return BUSY if isinstance(error, TryAgain) else 200
