"""Lays the demo season: all of it in one transaction, so that stopping does no harm."""

from collections.abc import Callable

from django.db import transaction

from performances.models import Performance, Showcase
from performances.scheduling import check_conflicts, sentence
from ulanmuqi.places.loading import load_reference

from . import (
    cases,
    founding,
    july,
    people,
    places,
    today,
    troupes,
    upcoming,
    works,
)
from .cast import Cast
from .days import Days
from .diary import Diary, Unclean
from .scene import Scene
from .season import Season

Tell = Callable[[str], None]


def is_there() -> bool:
    return Showcase.objects.filter(code=founding.CODE).exists()


@transaction.atomic
def lay(days: Days, tell: Tell) -> None:
    """Writes everything, or nothing when it is stopped. Raises Unclean."""
    tell("Regions, troupes, venues, works, logins …")
    load_reference()
    troupes.load()
    places.load()
    works.load(days)
    people.load()
    diary = _diary(days)
    tell(f"The season around {days.today.isoformat()} …")
    diary.play(tell)
    _prove(tell)


def _diary(days: Days) -> Diary:
    """What was entered and decided; whatever is placed by hand goes before the tours,
    which then keep out of its way."""
    diary, cast = Diary(), Cast.read()
    founding.write(diary, cast)
    upcoming.write(diary, cast, days)
    upcoming.write_past(diary, cast, days)
    scene = Scene(diary, cast, days)
    today.write(scene)
    cases.write(scene)
    july.write(diary, cast, days)
    Season(diary, cast, days).write()
    return diary


def _prove(tell: Tell) -> None:
    tell("Checking for conflicts …")
    found = check_conflicts()
    if not found.is_clean:
        wrong = [sentence(c) for c in (*found.blocks, *found.warnings)]
        wrong += [f"{show.public_id} {show}" for show in found.astray]
        raise Unclean("\n".join(wrong))
    tell(f"{Performance.objects.count()} performances, no conflicts.")


def clear() -> None:
    raise NotImplementedError
