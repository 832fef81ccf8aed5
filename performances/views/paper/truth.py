"""Whether a programme sheet somebody holds is still true, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock
from ulanmuqi.base.clock import SHANGHAI

from ...models import Performance, PublicVersion
from ..cards import ChangeLine, PerformanceCard, card, changes
from ..cards.names import listed
from ..cards.state import State
from ..cookieless import cookieless
from .programme import latest, load

# More names in one sentence nobody reads at a village hall.
_listed = partial(listed, at_most=6)


class Verdict(StrEnum):
    TRUE = "true"
    CHANGED = "changed"
    OFF = "off"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Differences:
    """`parts` differ between the sheet and now; `told` is what the public was told of
    it, newest first; `sentences` say the rest in words."""

    parts: frozenset[str]
    told: Sequence[ChangeLine]
    sentences: Sequence[str]


@require_safe
@never_cache
@cookieless
def check(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Ten queries at most. A number that never was answers 404, with what is true."""
    now = clock.now()
    row = load(public_id, now)
    show = card(row, now)
    newest = latest(row)
    printed = row.public_versions.filter(number=number).first() if number else None
    found = None
    if printed is not None and newest is not None:
        told = [one for one in changes(row.changes.all(), now) if one.at > printed.at]
        found = _differences(row, printed, newest, told)
    verdict = _verdict(show, found)
    return render(
        request,
        "performances/paper/programme_check.html",
        {
            "card": show,
            "verdict": verdict,
            "number": number,
            "newest": newest.number if newest else 0,
            "since": newest.at if newest else row.public_changed_at,
            "found": found,
            "sheet": reverse("sheet", args=[public_id]),
            "now": now.astimezone(SHANGHAI),
        },
        status=404 if verdict is Verdict.UNKNOWN else 200,
    )


def _verdict(show: PerformanceCard, found: Differences | None) -> Verdict:
    if show.state is State.WITHDRAWN:
        return Verdict.WITHDRAWN
    if found is None:
        return Verdict.UNKNOWN
    if show.state is State.OVER:
        return Verdict.OVER
    if not found.parts:
        return Verdict.TRUE
    return Verdict.OFF if show.state.is_off else Verdict.CHANGED


def _differences(
    row: Performance,
    printed: PublicVersion,
    newest: PublicVersion,
    told: Sequence[ChangeLine],
) -> Differences:
    """What was changed and changed back is no difference."""
    parts = frozenset(
        name
        for name, digest in newest.parts.items()
        if printed.parts.get(name) != digest
    )
    if not parts:
        return Differences(parts, (), ())
    return Differences(parts, told, _sentences(row, parts, printed, newest, told))


def _sentences(
    row: Performance,
    parts: frozenset[str],
    printed: PublicVersion,
    newest: PublicVersion,
    told: Sequence[ChangeLine],
) -> list[str]:
    said = []
    if "title" in parts:
        # Translators: zh: 演出名称改为：%(title)s
        said.append(_("It is now called: %(title)s") % {"title": row.local_title})
    if "programme" in parts:
        said += _of_programme(printed.programme, newest.programme)
    if "cast" in parts and not told:
        names = _listed([troupe.local_name for troupe in row.troupes_in_order])
        # Translators: zh: 演出队伍：%(names)s。
        said.append(_("Now playing: %(names)s.") % {"names": names})
    if parts & {"time", "place", "status"} and not told:
        # Translators: zh: 时间或地点的细节有调整，以下面写的为准。
        said.append(
            _("Details of time or place were corrected; what stands below counts.")
        )
    if "words" in parts:
        # Translators: zh: 入场、语言或说明有更新，以演出页面为准。
        said.append(
            _("Admission, language or note were updated; the show's page has them.")
        )
    return said


def _of_programme(before: list[list[str]], after: list[list[str]]) -> list[str]:
    """Added, taken off, else another order or other words."""
    old, new = dict(before), dict(after)
    added = [title for key, title in after if key not in old]
    gone = [title for key, title in before if key not in new]
    said = []
    if added:
        said.append(
            # Translators: zh: 节目单新增：%(names)s。
            _("New on the programme: %(names)s.") % {"names": _listed(added)}
        )
    if gone:
        said.append(
            # Translators: zh: 节目单去掉了：%(names)s。
            _("No longer on the programme: %(names)s.") % {"names": _listed(gone)}
        )
    if not said:
        # Translators: zh: 节目的顺序或文字有调整。
        said.append(_("The order or the wording of the programme has changed."))
    return said
