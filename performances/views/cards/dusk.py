"""When the sun sets on an outdoor evening show, and only where that tells no secret."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ...daylight import sunset
from ...models import Performance

# A show that is over longer than this before sunset is no evening show.
_EVENING = timedelta(hours=1)
# One that begins before this hour belongs to the night of the day before.
_NIGHT = timedelta(hours=5)


def sunset_of(performance: Performance) -> datetime | None:
    """Aware, in the venue's zone, to the minute, right to a few; no query.

    Nothing for a place the public may not know: a sunset to the minute is a line on
    the map. Nothing either indoors, online only, without an hour or when it is off.
    """
    venue = performance.venue
    if venue is None or venue.is_private or not venue.is_outdoor:
        return None
    if venue.lat is None or venue.lon is None or performance.is_off:
        return None
    if not performance.has_hour or performance.mode == performance.Mode.ONLINE:
        return None
    zone = ZoneInfo(venue.time_zone)
    day = (performance.starts_at.astimezone(zone) - _NIGHT).date()
    seconds = sunset(venue.lat, venue.lon, day, venue.time_zone)
    if seconds is None:
        return None
    sets = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    return sets if performance.ends_at > sets - _EVENING else None
