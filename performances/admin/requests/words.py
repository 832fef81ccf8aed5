"""How a request is said at the desk: whose turn, how long, what was there before."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import full_date, full_dates

from ...models import PlaceConfirmation, Request
from ...scheduling.request_doubts import BANNER, LINKS, NETWORK, QUICK, TELEPHONE, TRAP
from ...scheduling.request_wording import came_back_text, counted


def doubt_words(doubts: list[str]) -> list[str]:
    """Why a request is held, in words; what nobody knows is left out."""
    known = {
        LINKS: _("It holds an address of the web."),
        NETWORK: _("Many came from the same network that day."),
        TELEPHONE: _("Many were asked with the same telephone within a week."),
        BANNER: _("Very many came for the same banner that day."),
        QUICK: _("It was filled in faster than a hand can."),
        TRAP: _("A field nobody sees was filled in."),
    }
    return [known[one] for one in doubts if one in known]


def days_since(at: datetime, now: datetime) -> int:
    return max(0, (now - at).days)


def waits_with_troupe(row: Request) -> bool:
    """Whether the banner's own troupe still has to answer first, and the league has
    not been told of it."""
    first = (Request.State.RECEIVED, Request.State.REVIEW)
    waits = row.state in first and row.waiting_since is not None
    return waits and row.troupe is not None and row.passed_on_at is None


def is_our_turn(row: Request) -> bool:
    return row.waiting_since is not None or row.keeps_a_show(clock.now())


def waits_text(row: Request) -> str:
    """Since when we owe a word, or whose turn it is."""
    now = clock.now()
    if row.keeps_a_show(now):
        # Translators: zh: 日子还留着
        return _("a day is still kept")
    if row.is_over:
        return "—"
    if row.waiting_since is None:
        if row.state == Request.State.SCHEDULED:
            # Translators: zh: 要重新安排 / 已排定
            return _("to be arranged anew") if row.lost_its_show else "—"
        # Translators: zh: 等对方答复
        return _("the asker’s turn")
    again = came_back_text(row, now)
    if again:
        return again
    days = days_since(row.waiting_since, now)
    if not days:
        return _("since today")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def window_text(row: Request) -> str:
    parts = [full_dates(row.window_from, row.window_until), row.when_words]
    if row.proposed_on is not None and row.state == Request.State.ACCEPTED:
        # Translators: zh: 说好%(day)s
        parts.append(_("agreed: %(day)s") % {"day": full_date(row.proposed_on)})
    if row.proposed_on is not None and row.state == Request.State.PROPOSED:
        # Translators: zh: 提议%(day)s
        parts.append(_("proposed: %(day)s") % {"day": full_date(row.proposed_on)})
    return " · ".join(part for part in parts if part)


def place_text(row: Request) -> str:
    """From the banner down; what was typed comes last."""
    parts = [row.region.banner, row.region]
    names = [part.local_name for part in parts if part is not None]
    return " · ".join(dict.fromkeys([*names, row.place_name]))


def wish_text(row: Request) -> str:
    if row.work is not None:
        return row.work.local_title
    return row.get_genre_display() if row.genre else ""


def hands_text(row: Request) -> str:
    """In whose hands it is."""
    if row.troupe is None:
        # Translators: zh: 盟市
        return _("the league")
    name = row.troupe.short_name or row.troupe.local_name
    if row.passed_on_at is None:
        return name
    # Translators: zh: %(troupe)s和盟市
    return _("%(troupe)s and the league") % {"troupe": name}


def confirmed_text(one: PlaceConfirmation | None) -> str:
    return "" if one is None else counted(one.took_place, one.audience)
