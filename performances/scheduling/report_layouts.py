"""The layout of the report is put in another's place, or the shipped one back."""

from typing import Any

from ulanmuqi.base import clock, rights

from ..models import ReportLayout
from ..reports import LayoutFault, check
from . import log
from .errors import NotAllowed, Refused
from .outcomes import Why
from .transaction import verb

# As many as anybody goes back to.
KEPT = 20
_LONGEST_NAME = 120


@verb
def put_layout(name: str, data: bytes, *, by: Any = None) -> ReportLayout:
    """From now on reports are written into this workbook. Raises Refused at `file`
    with every fault in words, NotAllowed."""
    _authorise(by)
    try:
        check(data)
    except LayoutFault as fault:
        raise Refused(" ".join(fault.sentences), field="file") from fault
    return _put(ReportLayout(name=name[:_LONGEST_NAME] or "layout.xlsx", data=data), by)


@verb
def take_shipped_layout(*, by: Any = None) -> ReportLayout:
    """The layout the site comes with again. Raises NotAllowed."""
    _authorise(by)
    return _put(ReportLayout(name="", data=b"", is_shipped=True), by)


def _authorise(by: Any) -> None:
    if by is not None and not rights.policy_for(ReportLayout).may(by, "add"):
        raise NotAllowed


def _put(row: ReportLayout, by: Any) -> ReportLayout:
    now = clock.now()
    row.uploaded_at, row.uploaded_by = now, by if by is not None and by.pk else None
    row.save()
    log.write(
        row, "schedule.report_layout", Why(by=by), data={"file": row.name}, at=now
    )
    older = ReportLayout.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
    ReportLayout.objects.filter(pk__in=list(older)).delete()
    return row
