"""The time zones a foreign calendar names: as the world knows them, or as it says.

Pure. A zone's own rules for summer time are not run: they are a program of somebody
else's. A name that nobody knows counts only when the file gives it one fixed offset.
"""

import re
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from .lines import Component

HERE = ZoneInfo("Asia/Shanghai")
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?", re.ASCII)
_NAMES = available_timezones()


@dataclass(frozen=True, slots=True)
class Zones:
    fixed: dict[str, tzinfo]

    def find(self, name: str) -> tzinfo | None:
        """The zone of a TZID; "" is a floating hour, read as Beijing time."""
        name = name.strip().strip('"')
        if not name:
            return HERE
        known = WINDOWS_TO_OLSON.get(name, name)
        # Some programs write their own path before it: /example.org/Asia/Shanghai.
        for one in (known, "/".join(known.split("/")[-2:])):
            if one in _NAMES:
                return ZoneInfo(one)
        return self.fixed.get(name)


def zones_of(calendar: Component) -> Zones:
    fixed: dict[str, tzinfo] = {}
    for zone in calendar.inner:
        name = zone.first("TZID")
        if zone.name != "VTIMEZONE" or name is None:
            continue
        offsets = {
            said.value.strip() for part in zone.inner for said in part.all("TZOFFSETTO")
        }
        found = _OFFSET.fullmatch(offsets.pop()) if len(offsets) == 1 else None
        if found is not None and int(found[2]) < 15 and int(found[3]) < 60:
            apart = timedelta(hours=int(found[2]), minutes=int(found[3]))
            fixed[name.value.strip()] = timezone(-apart if found[1] == "-" else apart)
    return Zones(fixed)
