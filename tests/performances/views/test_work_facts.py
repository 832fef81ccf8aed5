"""What the schedule knows of a work: shows that stand, public ones, by the clock."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from performances import scheduling
from performances.models import Performance
from performances.scheduling import ItemFacts
from performances.statuses import Status
from performances.views.work_facts import WorkFacts, work_facts
from tests import factories
from troupes.models import Troupe, Work

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def clock(frozen_clock: Any, regions: dict[str, Any]) -> Any:
    """1 November 2023."""
    return frozen_clock


@pytest.fixture
def song(troupe: Troupe) -> Work:
    return factories.work(troupe, code="song", title="黄河谣")


def plays(
    work: Work, troupe: Troupe, days: int, *, premiere: bool = False, **facts: Any
) -> Performance:
    """A show in so many days with the work on its programme."""
    item = ItemFacts(title="", work=work, is_premiere=premiere)
    return factories.performance(
        troupes=(troupe,),
        starts_at=factories.evening(days),
        programme=(item,),
        **facts,
    )


def test_nothing_is_known_of_a_work_that_was_never_played(
    song: Work, clock: Any
) -> None:
    facts = work_facts(song, clock.now)
    assert facts == WorkFacts(None, (), 0, 0, (), (), (), None)
    assert not facts.is_known


def test_shows_are_counted_by_the_clock_and_only_while_they_stand(
    song: Work, troupe: Troupe, other_troupe: Troupe, clock: Any
) -> None:
    first = plays(song, troupe, 2)
    plays(song, troupe, 4)
    plays(song, other_troupe, 6)
    scheduling.cancel(plays(song, troupe, 8), reason="大雪")
    plays(song, troupe, 10, status=Status.HOLD)
    plays(song, troupe, 12, announced=False)

    facts = work_facts(song, first.ends_at)

    assert (facts.played, facts.ahead) == (1, 2)
    assert [(one.code, one.count) for one in facts.performers] == [
        (troupe.code, 2),
        (other_troupe.code, 1),
    ]
    assert [one.starts_at.day for one in facts.next] == [5, 7]
    assert facts.latest is None


def test_three_dates_come_first_then_some_and_the_rest_is_counted(
    song: Work, troupe: Troupe, clock: Any
) -> None:
    for day in range(2, 16):
        plays(song, troupe, day)
    facts = work_facts(song, clock.now)
    assert (len(facts.next), len(facts.later), facts.beyond) == (3, 9, 2)
    assert sum(group.count for group in facts.days) == 3


def test_without_a_show_to_come_the_last_one_is_told(
    song: Work, troupe: Troupe, clock: Any
) -> None:
    plays(song, troupe, 2)
    last = plays(song, troupe, 4)
    facts = work_facts(song, last.ends_at + timedelta(days=1))
    assert facts.next == ()
    assert facts.latest is not None
    assert facts.latest.public_id == last.public_id


def test_the_premiere_is_the_show_whose_programme_calls_it_so(
    song: Work, troupe: Troupe, clock: Any
) -> None:
    Work.objects.filter(pk=song.pk).update(first_shown=date(2020, 1, 1))
    song.refresh_from_db()
    plays(song, troupe, 2)
    premiere = plays(song, troupe, 4, premiere=True)
    facts = work_facts(song, clock.now)
    assert facts.premiere is not None
    assert facts.premiere.show is not None
    assert facts.premiere.show.public_id == premiere.public_id
    assert not facts.premiere.is_past
    assert work_facts(song, premiere.ends_at).premiere.is_past  # type: ignore[union-attr]


def test_a_cancelled_premiere_is_none(song: Work, troupe: Troupe, clock: Any) -> None:
    scheduling.cancel(plays(song, troupe, 4, premiere=True), reason="大雪")
    assert work_facts(song, clock.now).premiere is None


def test_the_day_an_editor_entered_leads_to_the_show_of_that_day(
    song: Work, troupe: Troupe, clock: Any
) -> None:
    show = plays(song, troupe, 2)
    for day, found in ((show.day, show.public_id), (date(2021, 5, 1), "")):
        song.first_shown = day
        premiere = work_facts(song, clock.now).premiere
        assert premiere is not None
        assert premiere.day == day
        assert (premiere.show.public_id if premiere.show else "") == found


def test_shows_of_a_merged_work_count_for_the_one_that_stands_and_once(
    song: Work, troupe: Troupe, clock: Any
) -> None:
    old = factories.work(troupe, title="旧名", merged_into=song)
    both = (ItemFacts(title="", work=song), ItemFacts(title="", work=old))
    factories.performance(troupes=(troupe,), programme=both)
    facts = work_facts(song, clock.now)
    assert facts.ahead == 1
    assert facts.performers[0].count == 1


def test_a_private_venue_stays_private(
    song: Work, troupe: Troupe, private_venue: Any, clock: Any
) -> None:
    plays(song, troupe, 2, premiere=True, venue=private_venue)
    html = Client().get("/works/song/").content.decode()
    assert private_venue.name not in html
    assert private_venue.code not in html


def test_it_costs_the_same_with_one_show_and_with_thirty(
    song: Work, troupe: Troupe, clock: Any, django_assert_num_queries: Any
) -> None:
    plays(song, troupe, 2, premiere=True)
    with django_assert_num_queries(7):
        work_facts(song, clock.now)
    for day in range(3, 32):
        plays(song, factories.troupe("150105"), day)
    with django_assert_num_queries(7):
        work_facts(song, clock.now)


def test_readers_of_english_see_english_names(
    song: Work, troupe: Troupe, clock: Any
) -> None:
    Troupe.objects.filter(pk=troupe.pk).update(name_en="Horqin Ulanmuqi")
    plays(song, troupe, 2)
    with override("en"):
        assert work_facts(song, clock.now).performers[0].name == "Horqin Ulanmuqi"
