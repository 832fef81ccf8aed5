"""How a show's time, place and status are said in the admin."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn

from ulanmuqi.base import clock
from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.templatetags.dates import at_hour, full_day

from ..models import Performance
from ..slots import Precision
from ..statuses import FIRM, Status


def day_text(performance: Performance) -> str:
    local = performance.starts_at.astimezone(ZoneInfo(performance.time_zone))
    return full_day(local)


def hour_text(performance: Performance) -> str:
    """The hour as far as it is known, in the venue's zone."""
    zone = ZoneInfo(performance.time_zone)
    start = performance.starts_at.astimezone(zone)
    end = performance.ends_at.astimezone(zone)
    match Precision(performance.precision):
        case Precision.EXACT:
            return f"{start:%H:%M}–{end:%H:%M}"
        case Precision.ABOUT:
            # Translators: zh: 约%(hour)s
            return _("about %(hour)s") % {"hour": f"{start:%H:%M}"}
        case Precision.PART:
            return performance.get_day_part_display()
        case _:
            # Translators: zh: 时间待定
            return _("time TBA")


def zone_text(performance: Performance) -> str:
    """The zone's offset, said only where it is not Beijing's."""
    if performance.time_zone == "Asia/Shanghai":
        return ""
    start = performance.starts_at.astimezone(ZoneInfo(performance.time_zone))
    offset = f"{start:%z}"
    return f"UTC{offset[:3]}:{offset[3:]}"


def when_text(performance: Performance) -> str:
    when = at_hour(day_text(performance), hour_text(performance))
    return " ".join(part for part in (when, zone_text(performance)) if part)


def place_text(performance: Performance) -> str:
    """The venue by name, as insiders may know it, or the region, or that it is open."""
    if performance.venue is not None:
        return performance.venue.local_name
    if performance.region is not None:
        # Translators: zh: %(region)s(场地待定)
        return _("%(region)s (venue open)") % {"region": performance.region.local_name}
    return _("open")


def troupes_text(performance: Performance) -> str:
    names = [troupe.display_name for troupe in performance.troupes_in_order]
    return "、".join(names)


class StatusColumn(StatusTagColumn):
    """The status as a tag; firm shows stand out."""

    def __init__(self) -> None:
        super().__init__(
            "status",
            label=gettext_lazy("Status"),
            accessor=status_text,
            primary=lambda row: row.status in FIRM,
            sort_key="status",
        )


class WarningsColumn(StatusTagColumn):
    """How many warnings nobody accepted; nothing where all is well."""

    def __init__(self) -> None:
        super().__init__(
            "open_warnings",
            label=gettext_lazy("Warnings"),
            accessor="open_warnings",
            primary=lambda _row: True,
        )

    def render_cell_html(
        self, instance: Performance, parent_context: dict[str, Any]
    ) -> str:
        if not instance.open_warnings:
            return mark_safe("<td></td>")
        return super().render_cell_html(instance, parent_context)


def status_text(performance: Performance) -> str:
    """The status in words; what nobody decided in time says so."""
    if performance.is_overdue(clock.now()):
        # Translators: zh: %(status)s · 已过期限
        return _("%(status)s · time to decide has passed") % {
            "status": performance.get_status_display()
        }
    if performance.status == Status.CONFIRMED and performance.announced_at is None:
        # Translators: zh: 已确定 · 未公布
        return _("Confirmed · not announced")
    return performance.get_status_display()


class _Text(Column):
    def __init__(self, name: str, label: Any, accessor: Any, **kwargs: Any) -> None:
        super().__init__(name, label=label, accessor=accessor, **kwargs)


def show_columns() -> list[Column]:
    return [
        _Text(
            "when",
            gettext_lazy("When"),
            when_text,
            sort_key="starts_at",
            classname=SAYS_ITSELF,
        ),
        _Text("troupes", gettext_lazy("Troupes"), troupes_text, classname=SAYS_ITSELF),
        _Text("place", gettext_lazy("Place"), place_text, classname=SAYS_ITSELF),
        StatusColumn(),
        WarningsColumn(),
        # Set on each row by the list: places are computed for a page at once.
        _Text("waits", gettext_lazy("Waits"), lambda row: getattr(row, "waits", "")),
        _Text("showcase", gettext_lazy("Showcase"), lambda row: row.showcase or ""),
    ]
