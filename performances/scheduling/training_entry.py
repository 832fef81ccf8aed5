"""The entry of the calendar and the training session it belongs to agree."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe

from ..models import Engagement, TrainingSession
from . import log
from .errors import Refused

# What an entry and its session both say.
FOLLOWED = ("title", "starts_at", "ends_at", "venue", "region")


def session_of(row: Engagement) -> TrainingSession | None:
    return TrainingSession.objects.for_rows().filter(engagement=row).first()


def allow_rebook(row: Engagement, facts: Any) -> None:
    """Raises Refused where an entry was to lose its session's troupes or teachers, or
    its kind: who attends is said in the training alone. Three queries for a training,
    none for anything else."""
    if row.kind != Engagement.Kind.TRAINING:
        return
    session = session_of(row)
    if session is None:
        return
    if facts.kind != Engagement.Kind.TRAINING:
        raise Refused(
            _("This time belongs to a training session. Cancel it there instead."),
            field="kind",
        )
    teaching = {one.member for one in session.teachers.all() if one.member is not None}
    taken = {one for one in facts.takes if isinstance(one, Troupe)}
    troupes = set(session.troupes_in_order)
    if taken != troupes or not teaching <= set(facts.takes):
        raise Refused(
            _(
                "Who attends and who teaches is said in the training session this time "
                "belongs to. Change it there."
            ),
            field="takes",
        )


def allow_unbook(row: Engagement) -> None:
    """Raises Refused while a session needs the time; one query."""
    if TrainingSession.objects.filter(engagement=row).exists():
        raise Refused(
            _("This time belongs to a training session. Cancel it there instead.")
        )


def follow(row: Engagement, why: Any, at: datetime) -> None:
    """The session gets the time, title and place its entry has now. Two queries for a
    training, none for anything else."""
    if row.kind != Engagement.Kind.TRAINING:
        return
    session = session_of(row)
    if session is None:
        return
    before = {name: getattr(session, name) for name in FOLLOWED}
    after = {name: getattr(row, name) for name in FOLLOWED}
    if before == after:
        return
    for name, value in after.items():
        setattr(session, name, value)
    session.version += 1
    session.changed_at = at
    session.save()
    data = different(before, after)
    log.write(session, "schedule.training_moved", why, data=data, at=at)


def different(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """{"before": …, "after": …} for the log, with only the values that differ."""
    names = [
        name for name in {**before, **after} if before.get(name) != after.get(name)
    ]
    return {
        side: {name: _logged(values[name]) for name in names if values.get(name)}
        for side, values in (("before", before), ("after", after))
    }


def _logged(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value if isinstance(value, str | bool | int) else str(value)
