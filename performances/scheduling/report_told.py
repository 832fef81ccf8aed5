"""What was done to a report, told to whoever comes second."""

from wagtail.models import ModelLogEntry

from ..models import Reported
from .errors import Meanwhile, StaleWrite
from .since import TOLD_AT_MOST, meanwhile


def told_of(report: Reported) -> tuple[Meanwhile, ...]:
    """The last acts on it, latest first; one query."""
    entries = ModelLogEntry.objects.for_instance(report).select_related("user")
    return tuple(meanwhile(one) for one in entries.order_by("-pk")[:TOLD_AT_MOST])


def fresh_report(report: Reported, version: int | None) -> None:
    """Raises StaleWrite, with what happened since, unless it is the version the caller
    saw."""
    if version is not None and report.version != version:
        told = told_of(report)
        raise StaleWrite(told[: max(report.version - version, 1)])
