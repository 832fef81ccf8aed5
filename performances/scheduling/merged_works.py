"""A work that was merged while a form stood open: its programme names the other one."""

from collections.abc import Iterable

from troupes.models import Work

from ..models import Performance


def follow_merged_works(rows: Iterable[Performance]) -> None:
    """Call inside the gate with programme and works loaded; no query where none of
    the works was merged into another, else two for each that was."""
    for row in rows:
        for item in row.programme.all():
            if item.work is not None and item.work.merged_into_id is not None:
                item.work = Work.objects.get(pk=item.work.merged_into_id)
                item.save(update_fields=["work"])
