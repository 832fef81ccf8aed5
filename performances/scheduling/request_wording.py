"""Words of a request that are the same to the asker, on the phone and at the desk."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


def _kept() -> str:
    # Translators: zh: 留了日子（备选）
    return _("Day kept (hold)")
