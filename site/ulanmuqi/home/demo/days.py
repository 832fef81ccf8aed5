"""The day the demo season is laid around, and instants counted from it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from ulanmuqi.base import clock


@dataclass(frozen=True, slots=True)
class Days:
    """Counts days from the reference day, in Shanghai.

    `latest` is the last instant at which something may have been entered: the moment
    of loading, or noon when the season is laid around another day than today.
    """

    today: date
    latest: datetime

    @classmethod
    def around(cls, day: date | None = None) -> "Days":
        now = clock.now()
        today = now.astimezone(clock.SHANGHAI).date()
        if day is None or day == today:
            return cls(today, now)
        return cls(day, on(day, 12))

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        """That hour in Shanghai, so many days from the reference day."""
        return on(self.day(offset), hour, minute)

    def entered(self, offset: int, hour: int = 10) -> datetime:
        """When something that belongs to the past was entered: never after now."""
        return min(self.at(offset, hour), self.at(-1, hour))

    def chance(self, name: str) -> Random:
        """Randomness of its own for a name: the same for the same day, always."""
        return Random(f"{self.today.isoformat()}:{name}")  # noqa: S311 no secret


def on(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=clock.SHANGHAI)


def awake(at: datetime) -> datetime:
    """The instant, or the evening before when nobody would be up to enter anything."""
    local = at.astimezone(clock.SHANGHAI)
    if 7 <= local.hour < 23:
        return at
    evening = local.date() - timedelta(days=1 if local.hour < 7 else 0)
    return on(evening, 21, local.minute)
