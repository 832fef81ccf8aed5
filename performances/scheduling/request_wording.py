"""Words of a request that are the same to the asker, on the phone and at the desk."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base.names import person_name
from ulanmuqi.base.templatetags.dates import at_hour, full_day, month_day

from ..models import Request, RequestStep
from ..statuses import INSIDE, Status


def counted(took_place: object, audience: int | None) -> str:
    if not took_place:
        # Translators: zh: 没有演
        return _("It did not take place")
    if audience is None:
        return _("It took place")
    # Translators: zh: 演了，来了约%(count)s人
    told = ngettext(
        "It took place; about %(count)s person came",
        "It took place; about %(count)s people came",
        audience,
    )
    return told % {"count": audience}


def state_text(row: Request) -> str:
    """Where it stands; of one in the schedule, whether its day is no more than kept.
    Load with its show and with what was said."""
    if row.denied is not None:
        # Translators: zh: 点单人说没有演
        return _("Not played, says whoever asked")
    show = row.show if row.state == Request.State.SCHEDULED else None
    if show is not None and show.status == Status.HOLD:
        return _kept()
    return str(row.get_state_display())


def step_label(step: RequestStep, row: Request) -> str:
    """What was done. A day put in the schedule as a hold was no more than kept; a step
    that does not know how the show stood then is told by how it stands."""
    if step.kind == RequestStep.Kind.SCHEDULED:
        show = row.show
        stood = step.facts.get("status") or (show.status if show is not None else "")
        if stood in INSIDE:
            return _kept()
    return str(step.get_kind_display())


def step_day(facts: Mapping[str, Any]) -> str:
    """The day a step was about, with its hour, as pages write it; "" where none is
    told, or none that was ever one."""
    try:
        day = date.fromisoformat(str(facts.get("day", "")))
    except ValueError:
        return ""
    return at_hour(full_day(day), str(facts.get("hour") or ""))


def step_teller(step: RequestStep) -> str:
    """Who said or did it, as insiders read it. Load the step with `by`."""
    if step.by is not None:
        return person_name(step.by)
    return _("the asker") if step.is_of_asker else _("the system")


def came_back_text(row: Request, now: datetime) -> str:
    """Since when it was asked, and since when it is our turn again after the asker's;
    "" for one that waits since it was asked, or is not our turn."""
    since = row.waiting_since
    if since is None or since <= row.asked_at:
        return ""
    days = max(0, (now - since).days)
    has_agreed = row.state == Request.State.ACCEPTED and row.proposed_on is not None
    values = {"asked": month_day(row.asked_at), "days": days}
    if has_agreed and not days:
        # Translators: zh: %(asked)s点的，今天答应了
        told = _("asked on %(asked)s, said yes today")
    elif has_agreed:
        # Translators: zh: %(asked)s点的，%(days)s天前答应了
        told = ngettext(
            "asked on %(asked)s, said yes %(days)s day ago",
            "asked on %(asked)s, said yes %(days)s days ago",
            days,
        )
    elif not days:
        # Translators: zh: %(asked)s点的，今天又轮到这边
        told = _("asked on %(asked)s, our turn again since today")
    else:
        # Translators: zh: %(asked)s点的，又等了%(days)s天
        told = ngettext(
            "asked on %(asked)s, our turn again for %(days)s day",
            "asked on %(asked)s, our turn again for %(days)s days",
            days,
        )
    return told % values


def _kept() -> str:
    # Translators: zh: 留了日子（备选）
    return _("Day kept (hold)")
