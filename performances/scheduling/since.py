"""What was done to a showcase and its cities, told from the log: to the second of two
coordinators, and to a page that has been open for a while."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as log_actions
from wagtail.models import ModelLogEntry

from ulanmuqi.base import clock
from ulanmuqi.base.names import person_name

from ..delays import Move, Moved, moved
from ..models import Performance, Readiness, Showcase
from .errors import Meanwhile
from .room import city_name, state_label
from .wording import short_time

# Acts in between that a stale write names, whatever version it claims to have seen.
TOLD_AT_MOST = 20
# Readiness and words stand beside the schedule: they raise no version of a show.
READINESS, WORD = "schedule.ready", "schedule.go"
_EDIT = "schedule.revise"
_LINKS = frozenset(
    {"schedule.link_issue", "schedule.link_reset", "schedule.link_revoke"}
)
# Acts that move all openings within the plan; a postponement makes another.
_MOVES = ("schedule.delay", "schedule.move")
# A party of a call sheet was told, or not after all; whom to ring was noted.
TICKS = ("schedule.call_told", "schedule.call_untold")
CALLS = frozenset({*TICKS, "schedule.contact"})
BESIDE = frozenset({READINESS, WORD}) | _LINKS


def newest(showcase: Showcase) -> int:
    """The key of the last act on the showcase or a city of it; one query.

    Every such act holds the showcase's lock, so keys rise in the order of the acts.
    """
    return entries_of(showcase).aggregate(last=Max("pk"))["last"] or 0


def acts_since(showcase: Showcase, after: int) -> tuple[Meanwhile, ...]:
    """What was done after the entry with that key, latest first; two queries."""
    entries = entries_of(showcase).filter(pk__gt=after)
    return _told(entries, showcase)


def acts_on_showcase(showcase: Showcase) -> tuple[Meanwhile, ...]:
    """The last acts on the whole room, for somebody who saw it as it was before."""
    return _told(entries_of(showcase), showcase)[:3]


def acts_on_city(
    opening: Performance, actions: Sequence[str] = ()
) -> tuple[Meanwhile, ...]:
    """The last acts on one city, of these kinds when any are named."""
    return tuple(meanwhile(entry) for entry in acts_of(opening, actions)[:3])


def acts_of(show: Performance, actions: Sequence[str] = ()) -> QuerySet:
    """The log of one show, latest first; of these kinds when any are named."""
    entries = ModelLogEntry.objects.for_instance(show).select_related("user")
    if actions:
        entries = entries.filter(action__in=actions)
    return entries.order_by("-pk")


def acts_of_whole_since(showcase: Showcase, version: int) -> tuple[Meanwhile, ...]:
    """What raised the showcase's version above the one seen: acts on the whole, and
    acts on one city. Empty for entries written before versions were logged."""
    entries = entries_of(showcase).filter(
        Q(content_type=_type_of(Showcase), data__version__gt=version)
        | Q(content_type=_type_of(Performance), data__showcase_version__gt=version)
    )
    return _told(entries.exclude(action__in=BESIDE), showcase)


def moved_t_zero(showcase: Showcase) -> Moved | None:
    """How T-zero came to be where it is, by the log; one query. Nothing when no move
    led there: it is where it was first put, or the openings were postponed."""
    entries = ModelLogEntry.objects.for_instance(showcase).filter(action__in=_MOVES)
    moves = []
    for entry in entries.order_by("pk"):
        was, now = (
            (entry.data.get(side) or {}).get("t_zero") for side in ("before", "after")
        )
        if was and now:
            told = (datetime.fromisoformat(at) for at in (was, now))
            moves.append(Move(entry.timestamp, *told, entry.data.get("reason", "")))
    return moved(moves, showcase.t_zero)


def entries_of(showcase: Showcase) -> QuerySet:
    """The log of the showcase and of its openings."""
    openings = Performance.objects.filter(showcase=showcase, is_opening=True)
    keys = [str(key) for key in openings.values_list("pk", flat=True)]
    return ModelLogEntry.objects.filter(
        Q(content_type=_type_of(Showcase), object_id=str(showcase.pk))
        | Q(content_type=_type_of(Performance), object_id__in=keys)
    ).exclude(action__in=_LINKS)


def meanwhile(entry: ModelLogEntry, about: str = "") -> Meanwhile:
    return Meanwhile(
        entry.timestamp, _who(entry), entry.action, about=about, detail=detail(entry)
    )


def tick_detail(row: Readiness) -> str:
    return _ready_text(
        row.item, str(row.troupe or ""), row.state, row.note, row.expected_at
    )


def meanwhile_text(entry: Meanwhile) -> str:
    """One line for a person: when, who, what, where."""
    # Translators: zh: %(at)s,%(who)s:%(act)s
    told = _("%(at)s, %(who)s: %(act)s") % {
        "at": short_time(entry.at),
        "who": entry.by,
        "act": log_actions.get_action_label(entry.action),
    }
    return " · ".join(part for part in (told, entry.about, entry.detail) if part)


def _told(entries: QuerySet, showcase: Showcase) -> tuple[Meanwhile, ...]:
    rows = list(entries.select_related("user").order_by("-pk")[: 2 * TOLD_AT_MOST])
    names = _names(showcase, rows)
    wholes = {(row.action, row.timestamp) for row in rows if not names.get(row.pk)}
    return tuple(
        meanwhile(row, names.get(row.pk, ""))
        for row in rows
        # An act on the whole is told once, not again for every city.
        if not names.get(row.pk) or (row.action, row.timestamp) not in wholes
    )[:TOLD_AT_MOST]


def _names(showcase: Showcase, rows: Iterable[ModelLogEntry]) -> dict[int, str]:
    """The city of each entry about one, by the entry's key."""
    own = _type_of(Performance).pk
    about = [row for row in rows if row.content_type_id == own]
    if not about:
        return {}
    openings = list(
        Performance.objects.filter(showcase=showcase, is_opening=True).select_related(
            "region__league", "region__banner"
        )
    )
    known = {str(one.pk): city_name(one, openings) for one in openings}
    return {row.pk: known.get(row.object_id, row.label) for row in about}


def _who(entry: ModelLogEntry) -> str:
    said_by = entry.data.get("said_by", "") if entry.action == READINESS else ""
    user = entry.user
    if user is not None:
        return person_name(user)
    return said_by or str(_("the system"))


def detail(entry: ModelLogEntry) -> str:
    """What became of it, in a few words; "" when the act itself says it."""
    data = entry.data
    if entry.action == READINESS:
        state = data.get("after", {}).get("state", "")
        expected = _instant(data.get("expected_at"))
        return _ready_text(
            data.get("item", ""), data.get("troupe", ""), state, data.get("note", ""),
            expected,
        )  # fmt: skip
    if entry.action == WORD:
        values = {"who": data.get("said_by", "")}
        # Translators: zh: %(who)s：可以启幕 / %(who)s：不能启幕
        text = _("go, says %(who)s") if data.get("go") else _("no-go, says %(who)s")
        return text % values
    if entry.action in CALLS:
        # What the act is called does not say which of the two it was.
        return str(log_actions.get_formatter(entry).message)
    before, after = data.get("before") or {}, data.get("after") or {}
    if entry.action == _EDIT:
        return _moved(before, after) or _edited(entry, after)
    return _moved(before, after)


def _edited(entry: ModelLogEntry, after: dict[str, Any]) -> str:
    """What an edit changed, by the names the form has for it; not the values, which
    the form shows as they stand now."""
    model = entry.content_type.model_class()
    fields = (*model._meta.fields, *model._meta.many_to_many) if model else ()
    names = {one.name: one.verbose_name for one in fields}
    names |= {"programme": _("programme"), "along": _("Stage trucks and lent members")}
    told = dict.fromkeys(str(name) for key, name in names.items() if key in after)
    return _(", ").join(told)


def _moved(before: dict[str, Any], after: dict[str, Any]) -> str:
    """What an act changed, in the order in which people ask."""
    for name in ("t_zero", "starts_at"):
        new = _instant(after.get(name))
        if new is not None and (old := _instant(before.get(name))) is not None:
            return f"{_hour(old, new)} → {_hour(new, old)}"
    if word := _instant(after.get("next_word_at")):
        # Translators: zh: %(at)s再给消息
        return _("next word at %(at)s") % {"at": f"{word:%H:%M}"}
    return str(after.get("venue") or "")


def _hour(at: datetime, other: datetime) -> str:
    return f"{at:%H:%M}" if at.date() == other.date() else short_time(at)


def _ready_text(
    item: str, troupe: str, state: str, note: str, expected_at: datetime | None
) -> str:
    parts = [str(Readiness.Item(item).label), troupe, state_label(item, state)]
    if expected_at is not None:
        # Translators: zh: 预计%(at)s到
        parts.append(
            _("expected at %(at)s")
            % {"at": f"{expected_at.astimezone(clock.SHANGHAI):%H:%M}"}
        )
    return " · ".join(part for part in (*parts, note) if part)


def _instant(text: Any) -> datetime | None:
    if not isinstance(text, str):
        return None
    return datetime.fromisoformat(text).astimezone(clock.SHANGHAI)


def _type_of(model: type) -> ContentType:
    return ContentType.objects.get_for_model(model, for_concrete_model=False)
