"""manage.py rebuild_calendars: brings every stored calendar entry up to date."""

from collections.abc import Iterator

from performances.models import CalendarEntry, PrivateEntry, PrivateScope
from performances.scheduling import rebuild
from ulanmuqi.base.rebuilding import RebuildCommand


class Command(RebuildCommand):
    help = (
        "Renders the calendar entries anew whose stored text differs from what would "
        "be rendered now: after BASE_URL or the wording changed, and from a timer when "
        "showcases are announced ahead of time. It may be stopped and started again."
    )
    tables = (CalendarEntry, PrivateEntry, PrivateScope)
    help_of_check = "Only look: name the entries that differ and fail if there are any."

    def batches(self, *, check: bool) -> Iterator[tuple[int, int]]:
        for ids in rebuild.batches():
            yield len(ids), self._look(ids) if check else rebuild.rebuild(ids)
        for ids in rebuild.engagement_batches():
            look = self._look_at_engagements if check else rebuild.rebuild_engagements
            yield len(ids), look(ids)

    def complaint(self, differed: int) -> str:
        return (
            f"{differed} calendar entries differ from what would be rendered now. "
            "Run rebuild_calendars."
        )

    def summary(self, looked_at: int, _differed: int, *, check: bool) -> str:
        return f"{looked_at} calendar entries are up to date."

    def _look(self, ids: list[int]) -> int:
        return self.name(
            f"{show.public_id} {show.title}" for show in rebuild.stale(ids)
        )

    def _look_at_engagements(self, ids: list[int]) -> int:
        stale = rebuild.stale_engagements(ids)
        return self.name(f"engagement {row.pk} {row}" for row in stale)
