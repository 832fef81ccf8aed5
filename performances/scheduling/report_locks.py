"""Reports as they are now, locked in the house's order: shows, resources, then they."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ..models import FieldAct, Performance, Record, Reported, TroupeDay
from .errors import Refused
from .locks import lock

_LOADED = {
    Record: ("performance__venue__region", "performance__region", "reported_by"),
    TroupeDay: ("troupe__region", "reported_by"),
    FieldAct: ("troupe__region", "region", "performance", "reported_by"),
}


def lock_show(show: Performance) -> Performance:
    """The show as it is now, with its troupes. Its showcase is left alone: nothing
    here moves a show that is over."""
    lock(Performance.objects.filter(pk=show.pk))
    rows = Performance.objects.select_related("venue__region", "region")
    return rows.prefetch_related("troupe_parts__troupe__region").get(pk=show.pk)


def lock_report(report: Reported) -> Reported:
    """Raises Refused when it is gone."""
    return lock_reports([report])[0]


def lock_reports(reports: Sequence[Reported]) -> list[Reported]:
    """Those reports by kind and id; three queries a kind. Raises Refused when one of
    them is gone."""
    keys: dict[type[Reported], set[int]] = {kind: set() for kind in _LOADED}
    for one in reports:
        keys[type(one)].add(one.pk)
    records = Record.objects.filter(pk__in=keys[Record])
    if keys[Record]:
        shows = records.values("performance")
        lock(Performance.objects.filter(pk__in=shows))
    found: list[Reported] = []
    for kind, wanted in keys.items():
        if not wanted:
            continue
        lock(kind.objects.filter(pk__in=wanted))
        rows = kind.objects.filter(pk__in=wanted).select_related(*_LOADED[kind])
        if kind is Record:
            rows = rows.prefetch_related("performance__troupe_parts__troupe__region")
        found += rows.order_by("pk")
    if len(found) < sum(len(wanted) for wanted in keys.values()):
        raise Refused(_("Somebody removed this meanwhile."))
    return found
