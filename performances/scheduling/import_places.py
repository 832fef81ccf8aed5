"""Which of our venues the words of a foreign calendar mean."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from ulanmuqi.places.models import Region, Venue

# A name is often followed by its address or its hall: 红旗剧场(小厅).
_ENDS = re.compile(r"[,，;；、(（|\n]| - ")


@dataclass(frozen=True, slots=True)
class Places:
    """Venues by the names and codes they go by."""

    by_name: dict[str, list[Venue]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Places":
        """Those these texts may mean; one query. What was merged is its successor."""
        wanted = sorted({name for text in texts for name in _names(text)})
        by_name: dict[str, list[Venue]] = defaultdict(list)
        if not wanted:
            return cls(by_name)
        known = Q(name__in=wanted) | Q(name_en__in=wanted) | Q(code__in=wanted)
        rows = Venue.objects.filter(known).select_related(
            "region__league",
            "region__banner",
            "merged_into__region__league",
            "merged_into__region__banner",
        )
        for row in rows:
            venue = row.merged_into or row
            for name in {row.name, row.name_en, row.code} - {""}:
                if venue not in by_name[name]:
                    by_name[name].append(venue)
        return cls(by_name)

    def find(self, text: str, *, near: Region) -> Venue | None:
        """The only venue of that name, or the only one in the league of `near`.

        None where nothing fits or several do: nobody is sent to the wrong hall.
        """
        for name in _names(text):
            found = self.by_name.get(name, [])
            if len(found) > 1:
                league = near.league_id or near.pk
                found = [
                    one
                    for one in found
                    if league in (one.region.league_id, one.region_id)
                ]
            if len(found) == 1:
                return found[0]
        return None


def _names(text: str) -> list[str]:
    """The whole text, then what stands before an address or a bracket."""
    first = _ENDS.split(text, maxsplit=1)[0].strip()
    return [name for name in dict.fromkeys((text.strip(), first)) if name]
