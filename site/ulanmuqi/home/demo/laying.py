"""Lays the demo season: all of it in one transaction, so that stopping does no harm."""

from collections.abc import Callable
from datetime import timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import ModelLogEntry, Page, ReferenceIndex

from performances.models import Performance, Showcase
from performances.scheduling import check_conflicts, outbox, sentence
from performances.scheduling.due import lift_embargoes
from performances.scheduling.road_reference import load_known_legs
from ulanmuqi.base import clock
from ulanmuqi.base.analyze import analyze
from ulanmuqi.places.loading import load_reference

from . import (
    added,
    asked,
    at_the_venue,
    calendars,
    cases,
    crew,
    figures,
    founding,
    july,
    on_the_road,
    pages,
    people,
    places,
    records,
    roads,
    today,
    training,
    troupes,
    upcoming,
    waiting,
    wishes,
    works,
)
from .cast import Cast
from .days import Days
from .diary import Diary, Unclean
from .scene import Scene
from .season import Season

# From the founding showcase of 2023 on.
_ALL_OF_IT = timedelta(days=36_500)

Tell = Callable[[str], None]


def is_there() -> bool:
    return Showcase.objects.filter(code=founding.CODE).exists()


@transaction.atomic
def lay(days: Days, tell: Tell) -> None:
    """Writes everything, or nothing when it is stopped. Raises Unclean."""
    tell("Regions, troupes, venues, works, logins …")
    load_reference()
    load_known_legs()
    troupes.load()
    places.load()
    works.load(days)
    people.load()
    crew.load(Cast.read())
    diary = diary_of(days)
    tell(f"The season around {days.today.isoformat()} …")
    diary.play(tell)
    # What a timer does in production while time passes.
    with clock.frozen(days.latest):
        lift_embargoes(_ALL_OF_IT)
    # Mailed is what changes from now on, and what changed within the last hours.
    outbox.let_lie(days.latest - timedelta(hours=6))
    calendars.write(days)
    tell("Pages …")
    pages.write(days, tell)
    tell("Records …")
    records.write(days)
    training.tell(days)
    on_the_road.tell(days)
    figures.write(days)
    tell("Requests …")
    asked.write(days)
    added.write(days)
    _prove(tell)
    analyze(*apps.get_models())


def diary_of(days: Days) -> Diary:
    """What was entered and decided; whatever is placed by hand goes before the tours,
    which then keep out of its way."""
    diary, cast = Diary(), Cast.read()
    founding.write(diary, cast)
    upcoming.write(diary, cast, days)
    upcoming.write_past(diary, cast, days)
    scene = Scene(diary, cast, days)
    today.write(scene)
    cases.write(scene)
    waiting.write(scene)
    at_the_venue.write(scene)
    wishes.write(scene)
    roads.write(scene)
    records.plan(scene)
    on_the_road.write(scene)
    july.write(diary, cast, days)
    crew.write(diary, cast, days)
    training.write(diary, cast, days)
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


@transaction.atomic
def clear() -> None:
    """Throws away every page below the sections, all rows of the schedule, troupes
    and places, and the demo's logins. For the demo settings only."""
    pages.clear()
    people.remove()
    models = [
        model
        for label in ("home", "performances", "troupes", "places", "finding")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if not issubclass(model, Page)
    ]
    with connection.cursor() as cursor:
        # Foreign keys are looked at when the transaction ends: the order is free.
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 our own table names
    kinds = list(ContentType.objects.get_for_models(*models).values())
    ModelLogEntry.objects.filter(content_type__in=kinds).delete()
    ReferenceIndex.objects.filter(base_content_type__in=kinds).delete()
