"""What changed, for a venue: each piece of news as sentences it can act on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.templatetags.dates import day, moment
from ulanmuqi.places.models import Venue

from ...models import VenueNews
from ...statuses import Status
from ..cards import place as words
from .rows import UNSEEN

# How far back the folded list goes, and how much of it is read.
KEPT = timedelta(days=14)
MOST_NEWS = 60
Kind = VenueNews.Kind
_NEEDS = frozenset({"technical_note", "expected_audience"})


@dataclass(frozen=True, slots=True)
class NewsLine:
    """`public_id` leads to the show's sheet and is "" once it is not here any more."""

    at: datetime
    title: str
    text: str
    public_id: str
    performance: int | None
    is_fresh: bool
    is_loud: bool


def news(venue: Venue, since: datetime, now: datetime) -> list[NewsLine]:
    """Newest first, of the last days, however long ago the last look was. One query."""
    rows = (
        VenueNews.objects.filter(venue=venue, at__gt=now - KEPT, at__lte=now)
        .select_related("performance__venue__region__league")
        .select_related("performance__venue__region__banner")
        .select_related("performance__region__league", "performance__region__banner")
    )
    zone = ZoneInfo(venue.time_zone)
    return [_line(one, venue, since, now, zone) for one in rows[:MOST_NEWS]]


def _line(
    one: VenueNews, venue: Venue, since: datetime, now: datetime, zone: ZoneInfo
) -> NewsLine:
    show = one.performance
    is_here = (
        show is not None and show.venue_id == venue.pk and show.status not in UNSEEN
    )
    told = _SENTENCES[Kind(one.kind)](one, zone)
    if one.kind == Kind.LEFT and not is_here and show is not None:
        told += _where_to(show, venue, now)
    if one.reason:
        # Translators: zh: 原因:%(reason)s
        told.append(_("Reason: %(reason)s") % {"reason": one.reason})
    return NewsLine(
        at=one.at.astimezone(zone),
        title=one.title,
        text=" ".join(told) if not _in_chinese(told) else "".join(told),
        public_id=show.public_id if is_here else "",
        performance=one.performance_id,
        is_fresh=one.at > since,
        is_loud=one.kind == Kind.LEFT or one.now.get("status") in _LOUD,
    )


_LOUD = frozenset({Status.CANCELLED, Status.POSTPONED})


def _in_chinese(told: list[str]) -> bool:
    """Chinese sentences end in full-width marks and need no blank between them."""
    return bool(told) and told[0].endswith(("。", "：", "！"))


def _came(one: VenueNews, zone: ZoneInfo) -> list[str]:
    values = {"when": _when(one.now, zone)}
    if one.now.get("status") == Status.HOLD:
        # Translators: zh: 想在%(when)s用您的场地,请答复。
        return [_("Somebody would like the stage on %(when)s. Please answer.") % values]
    # Translators: zh: 排到您这里:%(when)s。
    return [_("It plays here on %(when)s.") % values]


def _left(one: VenueNews, zone: ZoneInfo) -> list[str]:
    values = {"when": _when(one.was, zone)}
    match one.now.get("status"):
        case "draft" | "discarded":
            # Translators: zh: 不用再为它留时间了(原来是%(when)s)。
            return [_("You need not keep %(when)s for it any longer.") % values]
        case "withdrawn":
            # Translators: zh: 这场是录错的,已经撤销(原来写的是%(when)s)。
            return [_("It was entered in error (for %(when)s) and is gone.") % values]
    # Translators: zh: 不在您这里演了(原定%(when)s)。
    return [_("It does not play here any more (it was planned for %(when)s).") % values]


def _where_to(show: Any, venue: Venue, now: datetime) -> list[str]:
    """Where everybody may read that it plays; nothing of any other place."""
    if not show.is_public(now) or show.venue_id == venue.pk or not show.place.is_known:
        return []
    # Translators: zh: 现在公布的地点是%(place)s。
    place = words.venue_name(show.place)
    return [_("The place announced now is %(place)s.") % {"place": place}]


def _changed(one: VenueNews, zone: ZoneInfo) -> list[str]:
    was, now = one.was, one.now
    told = _status(now, zone)
    if "starts_at" in now and _when(was, zone) != _when(now, zone):
        values = {"was": _when(was, zone), "now": _when(now, zone)}
        # Translators: zh: 时间改了:原定%(was)s,现在%(now)s。
        told.append(_("Moved from %(was)s to %(now)s.") % values)
    elif "ends_at" in now and now["ends_at"] != was.get("ends_at"):
        values = {"now": moment(_instant(now["ends_at"], zone))}
        # Translators: zh: 结束时间改为%(now)s。
        told.append(_("It ends at %(now)s now.") % values)
    if "doors_minutes" in now and now["doors_minutes"] is not None:
        # Translators: zh: 演出前%(minutes)s分钟放观众入场。
        told.append(
            ngettext(
                "The audience is let in %(minutes)s minute before the start.",
                "The audience is let in %(minutes)s minutes before the start.",
                now["doors_minutes"],
            )
            % {"minutes": now["doors_minutes"]}
        )
    elif "doors_minutes" in now:
        # Translators: zh: 不再写明观众几点入场。
        told.append(_("When the audience is let in is no longer stated."))
    if "load_in_minutes" in now:
        values = {"load_in": now["load_in_minutes"], "strike": now["strike_minutes"]}
        # Translators: zh: 现在装台%(load_in)s分钟,拆台%(strike)s分钟。
        told.append(
            _("Load-in takes %(load_in)s minutes, strike %(strike)s minutes.") % values
        )
    if "troupes" in now:
        # Translators: zh: 队伍改为%(troupes)s。
        names = _(", ").join(now["troupes"])
        told.append(_("It is played by %(troupes)s now.") % {"troupes": names})
    if "title" in now:
        # Translators: zh: 名称改了,原来叫“%(title)s”。
        title = within_quotes(was["title"])
        told.append(_("It was called “%(title)s” before.") % {"title": title})
    if "programme" in now:
        # Translators: zh: 节目单有改动。
        told.append(_("The programme changed."))
    if any(name in _NEEDS or name.startswith("needs_") for name in now):
        # Translators: zh: 对舞台的要求有改动,请看运行单。
        told.append(_("What the stage needs changed; see the run sheet."))
    return told


def _status(now: dict[str, Any], zone: ZoneInfo) -> list[str]:
    status = now.get("status")
    decide_by = now.get("decide_by")
    if status == Status.CONFIRMED:
        # Translators: zh: 已经确定。
        return [_("It is confirmed.")]
    if status == Status.CANCELLED:
        # Translators: zh: 取消了。
        return [_("It is cancelled.")]
    if status == Status.POSTPONED:
        # Translators: zh: 改期了,这一天不演。
        return [_("It is postponed and does not play that day.")]
    if status == Status.LATE:
        # Translators: zh: 推迟启幕。
        return [_("It opens later.")]
    if decide_by and status in (Status.HOLD, Status.CONDITIONAL):
        values = {"when": moment(_instant(decide_by, zone))}
        # Translators: zh: 最晚%(when)s决定。
        return [_("It will be decided by %(when)s.") % values]
    if status == Status.HOLD:
        # Translators: zh: 还没有定,先留着。
        return [_("It is not settled; keep the time for now.")]
    return []


def _when(facts: dict[str, Any], zone: ZoneInfo) -> str:
    starts = _instant(facts["starts_at"], zone)
    if facts.get("precision") in ("exact", "about"):
        return moment(starts)
    return day(starts)


def _instant(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)


_SENTENCES = {Kind.CAME: _came, Kind.CHANGED: _changed, Kind.LEFT: _left}
