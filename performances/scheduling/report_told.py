"""What was done to a report, told to whoever comes second."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ..models import Reported
from .errors import Meanwhile, StaleWrite
from .since import TOLD_AT_MOST, meanwhile


def told_of(report: Reported) -> tuple[Meanwhile, ...]:
    """The last acts on it with the figures they left, latest first; one query."""
    entries = ModelLogEntry.objects.for_instance(report).select_related("user")
    return tuple(
        replace(meanwhile(one), detail=figures_said(one))
        for one in entries.order_by("-pk")[:TOLD_AT_MOST]
    )


def figures_said(entry: ModelLogEntry) -> str:
    """People on site: 320 · Online views: 1,200; of a review what the league wrote."""
    after = entry.data.get("after") or {}
    model = entry.content_type.model_class()
    labels = {one.name: str(one.verbose_name) for one in model._meta.fields}
    before = entry.data.get("before") or {}
    told = [
        f"{labels[name]}：{_plain(value)}"
        for name, value in after.items()
        # What nobody has said, and nobody had, is not told.
        if name in labels and (value is not None or before.get(name) is not None)
    ]
    reason = entry.data.get("reason", "")
    return " · ".join([*told, *([reason] if reason else [])])


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "—" if value is None else f"{value:,}" if isinstance(value, int) else value


def fresh_report(report: Reported, version: int | None) -> None:
    """Raises StaleWrite, with what happened since, unless it is the version the caller
    saw."""
    if version is not None and report.version != version:
        told = told_of(report)
        raise StaleWrite(told[: max(report.version - version, 1)])
