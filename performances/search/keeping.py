"""Writes which names lead to a show: in the transaction of each change, gate open."""

from collections.abc import Iterable, Iterator

from ulanmuqi.finding import keeping
from ulanmuqi.finding.documents import Kind, number, title_number
from ulanmuqi.finding.spelling import Said

from ..models import Performance, ShowName
from ..slots import epoch
from ..statuses import INSIDE, Status


def keep(shows: Iterable[Performance], *, titles_anew: bool = False) -> int:
    """Shows loaded as `calendars.entries.load` does; how many differed.

    One query where nothing differs; where names are new, three more. `titles_anew` also
    looks at the stretches of titles that no show takes on now.
    """
    rows = list(shows)
    kept = _kept(rows)
    fresh: list[ShowName] = []
    old: list[int] = []
    titles: dict[int, str] = {}
    differed = 0
    for show in rows:
        before = kept.get(show.pk, {})
        wanted = {_key(name): name for name in _names(show)}
        new = wanted.keys() - before.keys()
        gone = [pk for key, pk in before.items() if key not in wanted]
        fresh += [name for key, name in wanted.items() if key in new]
        old += gone
        differed += bool(new or gone)
        if titles_anew or new:
            titles |= _titles(show)
    if old:
        ShowName.objects.filter(pk__in=old).delete()
    if fresh:
        ShowName.objects.bulk_create(fresh, batch_size=2_000)
    if titles:
        # Never taken away here: another act may be giving the same title right now.
        keeping.keep({one: Said((title,)) for one, title in titles.items()})
    return differed


def stale(shows: Iterable[Performance]) -> Iterator[Performance]:
    """Shows that `keep` would write; writes nothing. Two queries."""
    rows = list(shows)
    kept = _kept(rows)
    missing = keeping.missing(
        {
            document: Said((title,))
            for show in rows
            for document, title in _titles(show).items()
        }
    )
    for show in rows:
        names = {_key(name) for name in _names(show)}
        if names != kept.get(show.pk, {}).keys() or missing & _titles(show).keys():
            yield show


_Key = tuple[int, int, int, int]


def _key(name: ShowName) -> _Key:
    return (name.document, name.starts, name.ends, name.told)


def _kept(rows: Iterable[Performance]) -> dict[int, dict[_Key, int]]:
    names = ShowName.objects.filter(performance__in=rows)
    kept: dict[int, dict[_Key, int]] = {}
    for pk, show, *key in names.values_list(
        "pk", "performance", "document", "starts", "ends", "told"
    ):
        kept.setdefault(show, {})[tuple(key)] = pk
    return kept


def _names(show: Performance) -> Iterator[ShowName]:
    if not _is_listed(show):
        return
    starts, ends = epoch(show.starts_at), epoch(show.ends_at)
    told = epoch(show.announced_at)
    for document in sorted({*_titles(show), *_rows(show)}):
        yield ShowName(
            document=document, performance=show, starts=starts, ends=ends, told=told
        )


def _is_listed(show: Performance) -> bool:
    """Announced, maybe from some hour on, and worth a place in a list."""
    return show.announced_at is not None and show.status not in (
        *INSIDE,
        Status.WITHDRAWN,
    )


def _titles(show: Performance) -> dict[int, str]:
    """What it is called and what it plays, where that is no work of its own."""
    if not _is_listed(show):
        return {}
    played = (item.title for item in show.programme.all() if item.work_id is None)
    titles = {title_number(text): text for text in (show.title, show.title_en, *played)}
    titles.pop(0, None)
    return titles


def _rows(show: Performance) -> Iterator[int]:
    """Rows that have names of their own. A private venue is none of them."""
    for part in show.troupe_parts.all():
        yield number(Kind.TROUPE, part.troupe_id)
    for item in show.programme.all():
        if item.work is not None:
            yield number(Kind.WORK, item.work.merged_into_id or item.work_id)
    if show.showcase_id is not None:
        yield number(Kind.SHOWCASE, show.showcase_id)
    if show.venue is not None and not show.venue.is_private:
        yield number(Kind.VENUE, show.venue_id)
    region = show.venue.region if show.venue is not None else show.region
    for part in region.public_parts if region is not None else ():
        yield number(Kind.REGION, part.pk)
