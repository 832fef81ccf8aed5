"""The schedule as a list by day, one sheet of whole days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base.templatetags.dates import month_day

from ...models import Performance
from .. import rows
from ..cards import card as card_of
from ..cards import days
from ..filters import address_of
from .question import Question, Shown


def by_day(question: Question) -> Shown:
    """Four queries, two more where nothing is found."""
    asked, now = question.asked, question.now
    first, last = asked.days(now)
    sheet = rows.sheet(question.found, first, last, leaf=not asked.when)
    earlier, later = sheet.earlier, sheet.later
    return Shown(
        template="performances/schedule_list.html",
        said=_said(sheet.rows, is_cut=later is not None),
        context={
            "groups": days(sheet.rows, now),
            "earlier": address_of(asked.but(start=earlier)) if earlier else "",
            "later": address_of(asked.but(when="", start=later, end=last))
            if later
            else "",
            "later_day": later,
            "empty": None if sheet.rows else _empty(question, last),
        },
    )


def _said(shows: Sequence[Performance], *, is_cut: bool) -> str:
    """How many shows this sheet has, and to which day it reaches."""
    if not shows:
        # Translators: zh: 没有找到演出
        return _("No shows found")
    facts = {
        "count": len(shows),
        "first": month_day(shows[0].day),
        "last": month_day(shows[-1].day),
    }
    if facts["first"] == facts["last"]:
        # Translators: zh: %(first)s，%(count)d场
        words = ngettext(
            "%(first)s: %(count)d show", "%(first)s: %(count)d shows", facts["count"]
        )
    else:
        # Translators: zh: %(first)s至%(last)s，%(count)d场
        words = ngettext(
            "%(first)s to %(last)s: %(count)d show",
            "%(first)s to %(last)s: %(count)d shows",
            facts["count"],
        )
    # Translators: zh: ，后面还有
    return words % facts + (_(", and more after") if is_cut else "")


def _empty(question: Question, last: date | None) -> dict[str, Any]:
    """What an empty list offers: the next show, or one filter less."""
    following = rows.next_after(question.found, last) if last else None
    chips = question.chips
    return {
        "next": card_of(following, question.now) if following else None,
        "drop": chips[0] if chips and question.asked.is_filtered else None,
    }
