"""What the opening room says of a city and of the whole, in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..delays import Moved
from ..models import Performance, Readiness
from ..readiness import Overall
from ..scheduling.room import ItemLine, Room
from ..scheduling.wording import short_time
from ..statuses import INSIDE, OFF, Status


def state_words(
    opening: Performance, now: datetime, origin: Moved | None = None
) -> tuple[str, str]:
    """What became of the city, and the kind of its mark: planned, late, off, live.

    Once T-zero was moved (`origin`) nobody reads "as planned": the hour stands there
    plainly, beside the one that was promised while that is news."""
    if opening.status in OFF:
        return str(opening.get_status_display()), "off"
    if opening.status in INSIDE:
        # Translators: zh: %(status)s，还没有确认
        text = _("%(status)s, not confirmed")
        return text % {"status": opening.get_status_display()}, "late"
    if opening.is_running(now):
        # Translators: zh: 正在演出
        return _("On stage now"), "live"
    if opening.status == Status.LATE:
        return _late(opening, now), "late"
    if opening.is_over(now):
        # Translators: zh: 已结束
        return _("Over"), "over"
    hour = f"{opening.starts_at.astimezone(clock.SHANGHAI):%H:%M}"
    if opening.status == Status.CONDITIONAL:
        return f"{opening.get_status_display()} · {hour}", "late"
    if origin is not None:
        return _moved(opening, hour, origin), "planned"
    # Translators: zh: 照常，%(hour)s启幕
    return _("As planned, %(hour)s") % {"hour": hour}, "planned"


def overall_words(room: Room) -> str:
    """Where the whole stands, in one sentence."""
    standing = room.standing
    go = sum(city.go is True for city in standing)
    values = {"go": go, "all": len(standing)}
    match room.overall:
        case Overall.NO_GO:
            # Translators: zh: 不能启幕
            return _("No-go")
        case Overall.GO:
            # Translators: zh: 全部可以启幕，已下最后口令
            return _("Go: every city, and the final word")
        case Overall.ALL_GO:
            # Translators: zh: %(all)d城全部可以启幕，等最后口令
            return _("All %(all)d cities are go; the final word is open") % values
        case _:
            # Translators: zh: %(all)d城中%(go)d城可以启幕
            return _("%(go)d of %(all)d cities are go") % values


def lapse_words(key: str, items: dict[str, ItemLine], cities: dict[str, str]) -> str:
    if key in items:
        line = items[key]
        who = f" · {line.troupe.display_name}" if line.troupe else ""
        values = {"item": f"{line.item_label}{who}", "state": _worse(line)}
        # Translators: zh: %(item)s：%(state)s
        return _("%(item)s: %(state)s") % values
    if key.startswith("facts.city:"):
        name = cities.get(key.removeprefix("facts.city:"), "")
        # Translators: zh: %(city)s的口令变了
        return _("the word of %(city)s changed") % {"city": name}
    if key in _FACTS:
        return str(_FACTS[key]())
    return str(Readiness.Item.ARRIVAL.label)


def _moved(opening: Performance, hour: str, origin: Moved) -> str:
    if not origin.is_news:
        # Translators: zh: %(at)s启幕
        return _("Opens at %(at)s") % {"at": hour}
    was, is_at = (
        at.astimezone(clock.SHANGHAI) for at in (origin.was_at, opening.starts_at)
    )
    same_day = was.date() == is_at.date()
    # Translators: zh: %(at)s启幕（原定%(was)s）
    return _("Opens at %(at)s (planned for %(was)s)") % {
        "at": hour,
        "was": f"{was:%H:%M}" if same_day else short_time(was),
    }


def _late(opening: Performance, now: datetime) -> str:
    if opening.next_word_at is not None:
        at = _word_time(opening)
        if opening.next_word_at <= now:
            # Translators: zh: 推迟，原说%(at)s给消息，还没有
            return _("Late; word was due at %(at)s and has not come") % {"at": at}
        # Translators: zh: 推迟，%(at)s再给消息
        return _("Late; next word at %(at)s") % {"at": at}
    at = f"{opening.starts_at.astimezone(clock.SHANGHAI):%H:%M}"
    # Translators: zh: 推迟到%(at)s启幕
    return _("Late, opens at %(at)s") % {"at": at}


def _word_time(opening: Performance) -> str:
    """When word was promised: with its day where that is not the opening's own."""
    word, starts = (
        at.astimezone(clock.SHANGHAI)
        for at in (opening.next_word_at, opening.starts_at)
    )
    return f"{word:%H:%M}" if word.date() == starts.date() else short_time(word)


def _worse(line: ItemLine) -> str:
    if line.standing.is_trouble and line.state != "problem":
        # Translators: zh: 启幕后才到
        return _("expected after the curtain")
    return line.state_label


_FACTS = {
    # Translators: zh: 启幕时间变了
    "facts.t_zero": lambda: _("T-zero moved"),
    # Translators: zh: 开演时间变了
    "facts.starts": lambda: _("the hour changed"),
    # Translators: zh: 场地变了
    "facts.venue": lambda: _("the venue changed"),
    # Translators: zh: 是否直播变了
    "facts.streams": lambda: _("the streaming changed"),
    # Translators: zh: 本城是否启幕变了
    "facts.stands": lambda: _("whether it opens changed"),
    # Translators: zh: 正在等消息
    "facts.waits": lambda: _("it waits for word"),
    # Translators: zh: 队伍变了
    "facts.troupes": lambda: _("the troupes changed"),
}
