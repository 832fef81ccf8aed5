"""Merges a work that was entered twice: one goes on, the old code answers for ever."""

from datetime import datetime
from typing import Any

from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision, Site

from troupes.models import Work, WorkCreator, WorkPage
from ulanmuqi.base import clock

from ..calendars import entries
from ..models import Performance, ProgrammeItem
from . import log
from .locks import lock_performances
from .merging import Merged, gain, may_merge
from .outcomes import Why
from .repoint import repoint
from .snapshot import Snapshot, differences
from .transaction import verb

# What the kept work takes from the duplicate where it has nothing of its own.
_GAINS = ("title_en", "title_mn", "minutes", "first_shown", "new_work_year")


@verb
def merge_works(
    duplicate: Work, *, into: Work, by: Any = None, reason: str = ""
) -> Merged:
    """Every programme that names `duplicate` names `into` from now on; its pages tell
    of `into`, or lead to the page `into` has.

    Who made the kept work stays as it is: adopting a work does not make one its
    author. Raises Refused for the same or an already merged work, NotAllowed without
    rights over both.
    """
    lock_performances(_playing(duplicate))
    for key in sorted((duplicate.pk, into.pk)):
        _lock(key)
    rows = lock_performances(_playing(duplicate))
    duplicate, into = (Work.objects.get(pk=work.pk) for work in (duplicate, into))
    may_merge(duplicate, into, by)
    gained = gain(into, duplicate, _GAINS)
    into.save()
    _gain_creators(duplicate, into)
    now, why = clock.now(), Why(by=by, reason=reason)
    before = [Snapshot.of(row) for row in rows]
    ProgrammeItem.objects.filter(work=duplicate).update(work=into)
    _carry_pages(duplicate, into)
    turned = repoint(duplicate, into, leaving=("creators", "programme_items"))
    duplicate.merged_into = into
    duplicate.save()
    for row, old in zip(rows, before, strict=True):
        _touch(row, old, why, now)
    entries.refresh(rows)
    entries.refresh_for_work(into)
    note = {"after": {"merged_into": into.code}}
    log.write(duplicate, "schedule.merge", why, data=note, at=now)
    shows = sorted(rows, key=lambda row: (row.starts_at, row.pk))
    return Merged(tuple(shows), gained, turned)


def _playing(work: Work) -> Any:
    return Performance.objects.filter(programme__work=work).distinct()


def _lock(key: int) -> None:
    """Nobody can put the work on a programme meanwhile: that needs its row."""
    if connection.features.has_select_for_update:
        list(Work.objects.select_for_update().filter(pk=key).values_list("pk"))


def _gain_creators(duplicate: Work, into: Work) -> None:
    """Words and music of the duplicate count where the kept work names nobody."""
    if not WorkCreator.objects.filter(work=into).exists():
        WorkCreator.objects.filter(work=duplicate).update(work=into)


def _touch(row: Performance, before: Snapshot, why: Why, now: datetime) -> None:
    row._prefetched_objects_cache = {}
    after = Snapshot.of(row)
    row.version += 1
    row.changed_at = now
    if row.announced_at is not None and after.shows_difference(before):
        row.public_changed_at = now
    row.save()
    log.write(row, "schedule.merge", why, data=differences(before, after), at=now)


def _carry_pages(duplicate: Work, into: Work) -> None:
    """A page in a language `into` has none in tells of `into` from now on, drafts
    too; any other is taken down, and its address leads to the page that stands."""
    told = set(WorkPage.objects.filter(work=into).values_list("locale", flat=True))
    for page in WorkPage.objects.filter(work=duplicate):
        if page.locale_id not in told:
            _repoint_drafts(page, into)
            continue
        _lead_on(page, duplicate, into)
        if page.live:
            page.unpublish()


def _repoint_drafts(page: WorkPage, into: Work) -> None:
    """An older draft published later must not bring the duplicate back."""
    for revision in Revision.objects.for_instance(page):
        revision.content["work"] = into.pk
        revision.save(update_fields=["content"])


def _lead_on(page: WorkPage, duplicate: Work, into: Work) -> None:
    """The index answers for the duplicate's code; another slug needs a redirect."""
    if not page.live or page.slug == duplicate.code:
        return
    target = WorkPage.objects.filter(work=into, locale=page.locale).first()
    parts = page.get_url_parts()
    if target is None or parts is None or parts[2] is None:
        return
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(parts[2]),
        site=Site.objects.get(pk=parts[0]),
        defaults={"redirect_page": target, "is_permanent": True},
    )
