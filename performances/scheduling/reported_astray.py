"""Finds records that say something else than their show, for the nightly check."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..models import Performance, Record
from ..statuses import FIRM, INSIDE
from .report_facts import over_from, unfit_side


def strayed(since: datetime | None, until: datetime | None) -> list[Record]:
    """Records that say something else than their show: of one that is not over, of a
    draft or hold, or of people where it was not. One query."""
    now = clock.now()
    mode = Performance.Mode
    rows = Record.objects.select_related("performance").filter(
        Q(performance__status__in=INSIDE)
        | Q(performance__ends_at__gt=now)
        | Q(performance__mode=mode.ONLINE, onsite_audience__isnull=False)
        | Q(performance__mode=mode.ON_SITE, online_views__isnull=False)
    )
    if since is not None:
        rows = rows.filter(performance__ends_at__gt=since)
    if until is not None:
        rows = rows.filter(performance__starts_at__lt=until)
    return [row for row in rows.order_by("pk") if why_strayed(row, now)]


def why_strayed(record: Record, now: datetime) -> str:
    """A sentence, or "" where record and show agree."""
    show = record.performance
    if show.status in INSIDE:
        # Translators: zh: 还是草稿或备选，却有记录。
        return _("A draft or hold has a record.")
    if show.status not in FIRM:
        return ""
    if over_from(show) > now:
        # Translators: zh: 还没有演，却有记录。
        return _("It is not over and has a record.")
    return unfit_side(record, show.mode)
