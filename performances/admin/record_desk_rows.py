"""Rows of the desk on which reports are reviewed: all a person needs to agree."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from ulanmuqi.base.names import person_name

from ..models import FieldAct, Record, RecordPhoto, Reported, TroupeDay
from ..picture_rights import cleared
from ..scheduling.report_review import label_of
from . import columns, record_words
from .record_before import told_before
from .record_changes import changed_since_seen

# As on the page of a record, so that each picture is drawn once.
PICTURE = "max-400x300"
# At one opening: to draw one takes a few tenths of a second. The others are a link, and
# drawn at the next.
MOST_DRAWN = 8
KINDS: dict[str, type[Reported]] = {
    "record": Record,
    "troupeday": TroupeDay,
    "fieldact": FieldAct,
}
KIND_LABELS = {
    # Translators: zh: 演出
    "record": pgettext_lazy("report", "Show"),
    # Translators: zh: 行程
    "troupeday": pgettext_lazy("report", "Day"),
    # Translators: zh: 辅导、服务
    "fieldact": gettext_lazy("Coaching, service"),
}
_PAGES = {Record: "records", TroupeDay: "troupe_days", FieldAct: "field_acts"}


def prefetched_sizes() -> QuerySet:
    return get_image_model().objects.prefetch_renditions(PICTURE)


def review_rows(
    rows: Sequence[Reported], chosen: Mapping[str, int], refusals: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Two queries for what stands beside them, whatever their number."""
    changed, before = changed_since_seen(rows), told_before(rows)
    left = MOST_DRAWN
    photos: dict[str, list[RecordPhoto]] = {}
    for row in rows:
        shown, drawn = _shown(row, left)
        photos[label_of(row)], left = shown, left - drawn
    return [
        {
            **_row(row, chosen),
            "beside": [
                told[label_of(row)]
                for told in (changed, before)
                if label_of(row) in told
            ],
            "photos": photos[label_of(row)],
            "more": len(_published_with(row)) - len(photos[label_of(row)]),
            "refused": refusals.get(label_of(row), ""),
        }
        for row in rows
    ]


def anchor(row: Reported) -> str:
    return label_of(row).replace(":", "-")


def _row(row: Reported, chosen: Mapping[str, int]) -> dict[str, Any]:
    label = label_of(row)
    show = row.performance if isinstance(row, Record) else None
    return {
        "value": f"{label}:{chosen.get(label, row.version)}",
        "anchor": anchor(row),
        "is_chosen": label in chosen,
        "kind": KIND_LABELS[row._meta.model_name],
        "subject": record_words.subject(row),
        "url": reverse(f"{_PAGES[type(row)]}:inspect", args=[row.pk]),
        "when": record_words.when_text(row),
        "who": record_words.who_text(row),
        "figures": record_words.figures(row),
        "place": columns.place_text(show) if show else "",
        "counted_there": record_words.counted_there(show) if show else [],
        # Nobody agrees to it in passing, with forty others.
        "is_alone": record_words.is_denied(row),
        "by": person_name(row.reported_by),
        "look_at": record_words.look_at(row),
        "remarks": row.remarks,
    }


def _shown(row: Reported, left: int) -> tuple[list[RecordPhoto], int]:
    """Its pictures that are drawn in that size already, and so many of the others as
    are left to draw; how many that is."""
    size, shown, drawn = Filter(PICTURE), [], 0
    for one in _published_with(row):
        is_drawn = one.image.find_existing_renditions(size)
        if not is_drawn and drawn == left:
            continue
        drawn += not is_drawn
        shown.append(one)
    return shown, drawn


def _published_with(record: Reported) -> list[RecordPhoto]:
    """Those the public sees once the league agrees: nobody publishes one unseen."""
    if not isinstance(record, Record):
        return []
    seen = record.reviewed_at if record.is_reviewed else None
    new = (one for one in record.photos.all() if seen is None or one.said_at > seen)
    return cleared(one for one in new if one.is_free)
