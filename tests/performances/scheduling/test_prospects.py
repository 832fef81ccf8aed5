"""What would be found if drafts and holds were confirmed, and whom it is told of."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.conflicts import Rule
from performances.models import Booking, Performance
from performances.scheduling.neighbours import with_what_is_judged
from performances.scheduling.prospects import prospects
from performances.slots import epoch
from tests import factories
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def place() -> Any:
    """Shows of one troupe at one venue, by status and minutes after 19:30."""
    venue, troupe = factories.venue(), factories.troupe()

    def placed(status: str, minutes: int = 0) -> Performance:
        starts = factories.evening() + timedelta(minutes=minutes)
        return factories.performance(
            status=status, venue=venue, troupes=(troupe,), starts_at=starts
        )

    return placed


def found() -> Any:
    return prospects(
        with_what_is_judged(Booking.objects.all()),
        Performance.objects.for_cards(),
        now=epoch(clock.now()),
    )


def test_a_draft_and_a_hold_meet_a_firm_show(place: Any) -> None:
    firm = place("confirmed")
    draft, hold = place("draft", 30), place("hold", -30)
    blocks = found().blocks

    assert {block.rule for block in blocks} == {Rule.DOUBLE_BOOKING}
    # Told from the side of the one that gives way, whichever comes first.
    assert {block.performance for block in blocks} == {str(draft.pk), str(hold.pk)}
    assert {block.other for block in blocks} == {str(firm.pk)}
    assert {block.params["other_title"] for block in blocks} == {firm.title}


def test_firm_shows_stand_in_no_block(place: Any) -> None:
    place("confirmed"), place("confirmed", 600)
    assert found().blocks == ()


def test_two_wishes_are_no_block(place: Any) -> None:
    place("draft"), place("draft", 30)
    assert found().blocks == ()
    place("hold"), place("hold", 30)
    judged = found()
    assert judged.blocks == ()
    assert Rule.HELD_OVERLAP in {one.rule for one in judged.warnings}
    assert {rank[0].place for rank in judged.ranks.values()} == {1, 2}


def test_an_overdue_hold_stands_in_nobodys_way(place: Any, frozen_clock: Any) -> None:
    draft = place("draft")
    scheduling.hold(draft, decide_by=clock.now() + timedelta(hours=1))
    place("confirmed")
    assert len(found().blocks) == 2
    frozen_clock.forward(hours=2)
    assert found().blocks == ()
