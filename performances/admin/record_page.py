"""One record in the admin: what was said of a show, and by whom."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base.row_views import RowInspect

from ..forms.records import PhotoForm
from ..models import FieldAct, Record, TroupeDay
from ..record_policy import ACTS, DAYS
from ..scheduling.carry import why_not
from ..scheduling.field_work import may_report_for
from . import columns, record_words
from .record_before import told_before
from .record_changes import changed_since_seen
from .record_photos import photo_lines
from .report_decide import Decides, WithWord
from .requests.of_show import requests_of


class RecordInspect(WithWord, RowInspect):
    """What was said of one show, what the league says to it, and the troupes' day."""

    template_name = "performances/admin/record.html"
    fields = ["remarks"]
    decide_url_name = photos_url_name = photo_url_name = history_url_name = ""
    carry_url_name = ""
    # What somebody said of a picture, and was refused.
    typed_photo: PhotoForm | None = None

    def rows(self) -> QuerySet:
        return Record.objects.select_related(
            "performance__venue__region__league",
            "performance__region__league",
            "carried_from",
            "reported_by",
            "reviewed_by",
        ).prefetch_related(
            "performance__troupe_parts__troupe__region",
            "performance__place_confirmations",
            "photos__image",
        )

    def get_page_title(self) -> str:
        return _("Record of a show")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        record, buttons = self.object, []
        if not self.may("change", record):
            return []
        if record.counts:
            url = reverse("performances:record", args=[record.performance_id])
            told = {"url": url, "icon_name": "edit", "priority": 10}
            buttons.append(HeaderButton(_("Correct"), **told))
        if not why_not(self.request.user, record):
            url = reverse(self.carry_url_name, args=[record.pk])
            # Translators: zh: 报错了场次
            label = _("It is of another show")
            told = {"url": url, "icon_name": "arrow-right", "priority": 20}
            buttons.append(HeaderButton(label, **told))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, user = self.object, self.request.user
        may_change = self.may("change", record)
        return super().get_context_data(**kwargs) | {
            "show": record.performance,
            "show_url": reverse("performances:inspect", args=[record.performance_id]),
            "when": columns.when_text(record.performance),
            "place": columns.place_text(record.performance),
            "troupes": columns.troupes_text(record.performance),
            "state": record_words.state_text(record.performance),
            "look_at": [
                *record_words.look_at(record),
                *changed_since_seen([record]).values(),
                *told_before([record]).values(),
            ],
            "said_there": record_words.said_there(record.performance),
            "is_denied": record_words.is_denied(record),
            "asked_by": requests_of(user, record.performance),
            "days": _days_of(record, user),
            "acts": _acts_of(record, user),
            "besides": _more_to_say(record, user),
            "photos": photo_lines(
                record, self.photo_url_name if may_change else "", self.typed_photo
            ),
            "photos_url": self.row_url(self.photos_url_name, "change"),
            "counts": record.counts,
            "decide_url": self.row_url(self.decide_url_name, "review"),
            "history_url": self.row_url(self.history_url_name, "change"),
        }


class RecordDecide(Decides, RecordInspect):
    pass


def _days_of(record: Record, user: Any) -> list[dict[str, Any]]:
    """What each troupe of the show says of that day."""
    show = record.performance
    rows = TroupeDay.objects.filter(
        troupe__in=show.troupes_in_order, day=show.day_at_home
    )
    seen = DAYS.visible(user, rows).select_related("troupe__region")
    return [_line(row, "troupe_days") for row in seen]


def _acts_of(record: Record, user: Any) -> list[dict[str, Any]]:
    rows = FieldAct.objects.filter(performance=record.performance)
    seen = ACTS.visible(user, rows).select_related("troupe__region").order_by("pk")
    return [_line(row, "field_acts") for row in seen]


def _more_to_say(record: Record, user: Any) -> list[dict[str, str]]:
    """Where to say it for the first of the show's troupes that is the user's."""
    show = record.performance
    mine = [one for one in show.troupes_in_order if may_report_for(user, one)]
    if not mine:
        return []
    query = f"?troupe={mine[0].pk}&day={show.day_at_home.isoformat()}"
    return [
        {"url": reverse(f"{rows}:add") + query, "label": label}
        for rows, label in (
            # Translators: zh: 报这天的行程
            ("troupe_days", _("Report the day")),
            # Translators: zh: 报辅导、服务
            ("field_acts", _("Report coaching or a service")),
        )
    ]


def _line(row: TroupeDay | FieldAct, rows: str) -> dict[str, Any]:
    return {
        "who": row.troupe.display_name,
        "what": record_words.subject(row),
        "figures": record_words.figures(row),
        "state": record_words.report_state(row),
        "url": reverse(f"{rows}:inspect", args=[row.pk]),
    }
