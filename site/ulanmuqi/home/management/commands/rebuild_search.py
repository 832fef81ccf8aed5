"""manage.py rebuild_search: brings what everything is found by up to date."""

from collections.abc import Iterator

from performances.models import ShowName
from performances.scheduling import rebuild
from ulanmuqi.base.rebuilding import RebuildCommand
from ulanmuqi.finding import keeping, sources
from ulanmuqi.finding.models import Stretch


class Command(RebuildCommand):
    help = (
        "Writes anew what troupes, works, venues, regions, showcases, pages and shows "
        "are found by, where it differs from what it should be: after an upgrade, and "
        "after rows were written past the site. It may be stopped and started again."
    )
    tables = (Stretch, ShowName)
    help_of_check = "Only look: name what differs and fail if anything does."
    tells_batches_at = 2

    def batches(self, *, check: bool) -> Iterator[tuple[int, int]]:
        for kind in sources.kinds():
            for keys in keeping.batches(kind):
                if check:
                    stale = keeping.stale(kind, keys)
                    found = self.name(f"{kind.name.lower()} {key}" for key in stale)
                else:
                    found = keeping.refresh(kind, keys)
                yield len(keys), found
        for ids in rebuild.search_batches():
            yield len(ids), self._look(ids) if check else rebuild.rebuild_search(ids)

    def complaint(self, differed: int) -> str:
        return f"{differed} are not found by what they should be. Run rebuild_search."

    def summary(self, looked_at: int, differed: int, *, check: bool) -> str:
        return f"{looked_at} looked at, {differed} {'differ' if check else 'written'}."

    def _look(self, ids: list[int]) -> int:
        return self.name(
            f"show {show.public_id} {show.title}"
            for show in rebuild.stale_in_search(ids)
        )
