"""Marks of what a page had shown, borne by its form: what a person left as it was says
nothing, what they wrote anew does."""

from typing import Any

from ..scheduling.report_facts import digest_of


def seen_of(*values: Any) -> str:
    """A mark of what a page showed: whether somebody wrote something else since."""
    plain = [value if isinstance(value, str) else _plain(value) for value in values]
    return digest_of(*plain)[:16]


def marks_of(*values: Any) -> str:
    """A mark of each: which of them somebody wrote anew."""
    return ".".join(seen_of(value)[:8] for value in values)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    return str(value) if isinstance(value, int) else f"{value.normalize():f}"
