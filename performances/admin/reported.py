"""What an act on a show that was reported means for its record, before it is done."""

from typing import Any

from django.utils.translation import gettext as _

from ..models import Performance
from ..record_policy import RECORDS
from ..statuses import FIRM
from . import record_words
from .acts import Act

CALLS_OFF = frozenset({"cancel", "postpone", "withdraw", "drop"})


def consequence(user: Any, show: Performance, act: Act) -> str:
    """ "" where there is no record or the act leaves it alone. One query."""
    stands = show.status in FIRM
    calls_off, calls_back = act.key in CALLS_OFF, act.key == "reinstate"
    if not ((calls_off and stands) or (calls_back and not stands)):
        return ""
    record = record_words.record_of(show)
    if record is None:
        return ""
    if not RECORDS.may_of_show(user, "review", show):
        # Translators: zh: 这场已经上报，只能由盟市来办。在手机行程单上点“请盟市改”，或打电话。
        return _(
            "This show is reported, so only its league does this. Say on the day sheet "
            "what is wrong (“Ask the league”), or ring."
        )
    state = record_words.report_state(record)
    told = _(", ").join(filter(None, (record_words.figures(record), state)))
    if calls_back:
        # Translators: zh: 这场有记录（%(told)s）：恢复以后重新计入，要再审核一次，上报的人会收到通知。
        text = _(
            "It has a record (%(told)s): that counts again, has to be reviewed again, "
            "and whoever reported is told."
        )
    else:
        # Translators: zh: 这场已经上报（%(told)s）：以后记录不再计入数字，退回待审，上报的人会收到通知；里程、辅导和服务留在原来那天。
        text = _(
            "It is reported (%(told)s): its record no longer counts and waits for "
            "review again, and whoever reported is told; kilometres, coaching and "
            "services stay with their day."
        )
    return text % {"told": told}
