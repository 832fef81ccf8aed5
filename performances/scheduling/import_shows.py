"""Takes over shows from a foreign calendar: all that were chosen, or none."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes

from ..ics_files import MOST_EVENTS
from ..models import ImportedShow, Performance
from ..statuses import INSIDE, Status
from .allowed import authorise_cast
from .confirm import release
from .discard import discard
from .errors import Refused
from .import_facts import said_by
from .import_plan import PLACES_ANEW, Fate, Row
from .locks import lock, lock_performances, lock_resources
from .outcomes import Outcome, Why
from .pending import Pending
from .place import newcomer
from .revise import revision
from .settle import settle
from .transaction import verb


@verb
def take_over(
    rows: Sequence[Row],
    troupe: Troupe,
    *,
    by: Any = None,
    status: str,
    judged_as: str = "",
) -> list[Outcome]:
    """Places what is new as drafts or holds, revises what changed, deletes drafts and
    releases holds that were called off. Nothing becomes public, nothing firm changes.

    Gives the outcomes of what was placed and revised, in that order. `judged_as` is
    for a preview that is taken back: the status they are weighed with. Raises Refused,
    NotAllowed, StaleWrite when a show changed since the plan was made.
    """
    if status not in (Status.DRAFT, Status.HOLD):
        raise Refused(_("An import makes drafts or holds."), field="status")
    if not rows:
        raise Refused(_("Choose at least one show."), field="rows")
    if len(rows) > MOST_EVENTS or not all(row.may_be_taken for row in rows):
        raise Refused(_("Some of these cannot be taken over. Look at them again."))
    authorise_cast(by, [troupe], troupe.region)
    locked = _lock(rows, troupe)
    anew = [row for row in rows if row.fate in PLACES_ANEW]
    batch = [
        newcomer(row.facts, judged_as or status, None, None, None, "", by)
        for row in anew
    ]
    kept = list(zip(anew, [one.performance for one in batch], strict=True))
    for row in rows:
        if row.fate not in (Fate.CHANGED, Fate.UNCLEAR):
            continue
        ours = locked[row.performance.pk]
        pending = _revised(ours, row, by)
        if judged_as:
            ours.status = judged_as
        batch.append(pending)
        kept.append((row, ours))
    outcomes = settle(batch, Why(by=by)) if batch else []
    for row in rows:
        if row.fate is Fate.CALLED_OFF:
            _call_off(row, by)
            kept.append((row, row.performance))
    _remember(kept, troupe)
    return outcomes


def in_order(rows: Sequence[Row]) -> list[Row]:
    """The rows as the outcomes of `take_over` follow one another."""
    anew = [row for row in rows if row.fate in PLACES_ANEW]
    return anew + [row for row in rows if row.fate in (Fate.CHANGED, Fate.UNCLEAR)]


def _lock(rows: Sequence[Row], troupe: Troupe) -> dict[int, Performance]:
    """Our rows by id, locked in the house's order; the troupe's own last, so that two
    uploads of one file follow one another."""
    keys = [row.performance.pk for row in rows if row.performance is not None]
    found = lock_performances(Performance.objects.filter(pk__in=keys))
    if len(found) < len(set(keys)):
        raise Refused(_("Somebody deleted one of these shows. Upload the file again."))
    venues = [row.facts.venue for row in rows if row.facts and row.facts.venue]
    casts = [one for show in found for one in show.cast]
    before = [show.venue for show in found if show.venue]
    lock_resources([troupe], venues, casts, before)
    uids = {row.key[0] for row in rows}
    mine = ImportedShow.objects.filter(troupe=troupe, uid__in=uids)
    lock(mine)
    stands = {(one.uid, one.recurrence): one for one in mine}
    for row in rows:
        now = stands.get(row.key)
        seen = row.record
        same = now is seen is None or (
            now is not None and seen is not None and now.taken_at == seen.taken_at
        )
        if not same:
            raise Refused(
                _("Somebody took this file over meanwhile. Upload it once more.")
            )
    return {show.pk: show for show in found}


def _revised(ours: Performance, row: Row, by: Any) -> Pending:
    _still_inside(ours)
    pending = revision(ours, row.facts, by=by, version=row.performance.version)
    if pending is None:
        raise Refused(_("Some of these cannot be taken over. Look at them again."))
    return pending


def _still_inside(ours: Performance) -> None:
    if ours.announced_at is not None or ours.status not in INSIDE:
        raise Refused(
            _("“%(title)s” is firm or public by now. An import leaves it alone.")
            % {"title": within_quotes(ours.title)}
        )


def _call_off(row: Row, by: Any) -> None:
    """A hold gives its time back and is a draft again; a draft is deleted."""
    ours = row.performance
    _still_inside(ours)
    if ours.status == Status.HOLD:
        release(ours, by=by, version=ours.version)
    else:
        discard(ours, by=by, version=ours.version)


def _remember(kept: Sequence[tuple[Row, Performance]], troupe: Troupe) -> None:
    now = clock.now()
    new, known = [], []
    for row, ours in kept:
        record = row.record or ImportedShow(
            troupe=troupe, uid=row.key[0], recurrence=row.key[1]
        )
        stamp = row.show.stamp
        record.show = ours.uid
        record.sequence = stamp.sequence
        record.modified_at, record.stamped_at = stamp.modified, stamp.stamped
        if row.fate is not Fate.CALLED_OFF:
            record.said = said_by(row.show, row.facts.technical_note)
        record.taken_at = now
        (known if record.pk else new).append(record)
    ImportedShow.objects.bulk_create(new)
    ImportedShow.objects.bulk_update(
        known,
        ["show", "sequence", "modified_at", "stamped_at", "said", "taken_at"],
    )
