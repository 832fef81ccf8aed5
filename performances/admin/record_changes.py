"""What of a report is otherwise than the league saw it last: 90 → 96 people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ..models import Reported
from ..scheduling.report_review import label_of

_LOOKED = frozenset({"record.review", "record.return"})
_SAID = frozenset({"record.correct"})


def changed_since_seen(rows: Sequence[Reported]) -> dict[str, str]:
    """By label, for those that wait again after the league had looked; remarks are not
    kept in the history, so nothing is told of them. One query for all of them."""
    rows = [row for row in rows if not row.is_reviewed]
    about = {_key(row): row for row in rows}
    if not about:
        return {}
    wanted = Q()
    for kind in {type(row) for row in rows}:
        keys = [str(row.pk) for row in rows if type(row) is kind]
        wanted |= Q(
            content_type=ContentType.objects.get_for_model(kind), object_id__in=keys
        )
    entries = ModelLogEntry.objects.filter(wanted, action__in=_LOOKED | _SAID)
    by_row: dict[Any, list[ModelLogEntry]] = defaultdict(list)
    for entry in entries.order_by("pk"):
        by_row[(entry.content_type_id, entry.object_id)].append(entry)
    found = {
        label_of(about[key]): _told(about[key], several)
        for key, several in by_row.items()
    }
    return {label: told for label, told in found.items() if told}


def _key(row: Reported) -> tuple[int, str]:
    return ContentType.objects.get_for_model(row).pk, str(row.pk)


def _told(row: Reported, entries: Iterable[ModelLogEntry]) -> str:
    """ "" where nobody had looked, or nothing differs since."""
    was: dict[str, Any] | None = None
    now: dict[str, Any] = {}
    for entry in entries:
        if entry.action in _LOOKED:
            was, now = {}, {}
        elif was is not None:
            for name, value in (entry.data.get("before") or {}).items():
                was.setdefault(name, value)
            now |= entry.data.get("after") or {}
    labels = {one.name: str(one.verbose_name) for one in row._meta.fields}
    told = [
        f"{labels[name]} {_plain(old)} → {_plain(now.get(name))}"
        for name, old in (was or {}).items()
        if name in labels and old != now.get(name)
    ]
    if not told:
        return ""
    # Translators: zh: 盟市看过以后改了：%(told)s
    return _("Changed since the league looked: %(told)s") % {"told": " · ".join(told)}


def _plain(value: Any) -> str:
    if value is None:
        return _("not said")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    return str(value)
