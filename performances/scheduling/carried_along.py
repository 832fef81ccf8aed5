"""What goes along when a record is carried to another show: the coaching and services
told with it, the troupes' day where it was said of the wrong one, and pictures.

Called by `carry`, in its transaction, with shows and resources locked.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ulanmuqi.base.quotes import within_quotes

from ..models import FieldAct, Performance, Record, ReportState, TroupeDay
from ..record_policy import DAYS
from . import log
from .errors import Refused
from .locks import lock
from .outcomes import Why
from .picture_files import collection_of


def carry_acts(
    left: Performance, target: Performance, by: Any, now: datetime
) -> tuple[FieldAct, ...]:
    """Those told with the show by troupes that play in the other one too. On another
    day, or in another region, they wait for the league again. Two queries, two an act;
    raises Refused at `to` where the same was told of that day already."""
    both = _of_both(left, target)
    rows = FieldAct.objects.filter(performance=left, troupe__in=both).order_by("pk")
    lock(rows)
    moved = []
    for act in rows.select_related("troupe__region"):
        was = {"day": act.day.isoformat(), "region": act.region_id}
        act.performance = target
        if act.region_id == left.region_id:
            # Nobody had named a place: it was where the show was.
            act.region = target.region
        if act.day == left.day_at_home:
            act.day = target.day_at_home
        here = {"day": act.day.isoformat(), "region": act.region_id}
        if here != was:
            _only_once(act)
            _waits(act, by, now)
            moved.append(act)
        act.version += 1
        act.save()
        data = {"before": was, "after": {"day": here["day"]}}
        log.write(act, "record.carry", Why(by=by), data=data, at=now)
    return tuple(moved)


def carry_days(
    left: Performance, target: Performance, by: Any, now: datetime
) -> tuple[TroupeDay, ...]:
    """Days of troupes of both shows, said of the day of the wrong one. Raises Refused
    at `with_days` where the right day has its own already."""
    if left.day_at_home == target.day_at_home:
        return ()
    both = [one for one in _of_both(left, target) if may_mend(by, one)]
    rows = TroupeDay.objects.filter(troupe__in=both, day=left.day_at_home)
    lock(rows)
    moved = []
    for row in rows.select_related("troupe__region").order_by("pk"):
        _day_is_free(row, target)
        to_day(row, target.day_at_home, by, now)
        moved.append(row)
    return tuple(moved)


def days_along(left: Performance, target: Performance, user: Any) -> list[TroupeDay]:
    """Those `carry_days` would move, for whoever is asked; one query."""
    if left.day_at_home == target.day_at_home:
        return []
    both = [one for one in _of_both(left, target) if may_mend(user, one)]
    rows = TroupeDay.objects.filter(troupe__in=both, day=left.day_at_home)
    return list(rows.select_related("troupe__region").order_by("pk"))


def carry_pictures(record: Record, left: Performance, target: Performance) -> None:
    """Those without words of their own bear the show's, and lie with its troupe.
    Raises Refused at `to` where a caption names a place that is not public. One query,
    and four a picture."""
    venue = target.venue
    is_private = venue is not None and venue.is_private
    was = (str(left)[:255], _names(left))
    record.performance = target
    for photo in record.photos.select_related("image"):
        if is_private and venue.name in photo.caption:
            raise Refused(
                # Translators: zh: 那一场的地点不公开，图片说明里却写着“%(name)s”。请先改图片说明。
                _(
                    "The place of that show is not public, and a caption names "
                    "“%(name)s”. Change the caption first."
                )
                % {"name": within_quotes(venue.name)},
                field="to",
            )
        image = photo.image
        if image.title == was[0]:
            image.title = image.description = str(target)[:255]
        if image.credit == was[1]:
            image.credit = _names(target)
        image.collection = collection_of(record)
        image.save(update_fields=["title", "description", "credit", "collection"])


def _of_both(left: Performance, target: Performance) -> list[Any]:
    keys = {troupe.pk for troupe in left.troupes_in_order}
    return [one for one in target.troupes_in_order if one.pk in keys]


def may_mend(by: Any, troupe: Any) -> bool:
    return by is None or DAYS.may_of_troupe(by, "change", troupe)


def _names(show: Performance) -> str:
    return "、".join(str(one) for one in show.troupes_in_order)[:120]


def has_same_act(act: FieldAct, on: date) -> bool:
    """Whether the same stands on that day already and would count twice."""
    same = FieldAct.objects.filter(
        troupe=act.troupe, day=on, kind=act.kind, title=act.title
    )
    return same.exclude(pk=act.pk).exists()


def to_day(row: FieldAct | TroupeDay, day: date, by: Any, now: datetime) -> None:
    """Of that day from now on. Two queries."""
    was = row.day.isoformat()
    row.day = day
    _waits(row, by, now)
    row.version += 1
    row.save()
    data = {"before": {"day": was}, "after": {"day": day.isoformat()}}
    log.write(row, "record.carry", Why(by=by), data=data, at=now)


def _only_once(act: FieldAct) -> None:
    if has_same_act(act, act.day):
        raise Refused(
            # Translators: zh: 那一天已经报过“%(title)s”，会数两遍。请先删掉其中一条。
            _(
                "“%(title)s” was reported for that day already and would count twice. "
                "Strike one of them out first."
            )
            % {"title": within_quotes(act.title)},
            field="to",
        )


def _day_is_free(row: TroupeDay, target: Performance) -> None:
    day = target.day_at_home
    if TroupeDay.objects.filter(troupe=row.troupe, day=day).exists():
        raise Refused(
            # Translators: zh: %(troupe)s那一天已经报了行程。请不勾这一项，再分别更正两天的行程。
            _(
                "%(troupe)s has reported that day already. Leave this out, and correct "
                "the two days by themselves."
            )
            % {"troupe": row.troupe.display_name},
            field="with_days",
        )


def _waits(row: FieldAct | TroupeDay, by: Any, now: datetime) -> None:
    """What was looked at says another day now; what came back goes to the league."""
    if row.state == ReportState.REVIEWED:
        row.state, row.reviewed_by, row.reviewed_at = ReportState.REPORTED, None, None
    elif row.is_returned:
        row.report_again(by, now)
