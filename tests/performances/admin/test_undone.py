"""An act that was only looked at leaves nothing behind."""

from typing import Any

import pytest
from django.db import connection

from performances import scheduling
from performances.admin.undone import undone
from performances.models import Booking, Performance
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_the_act_gave_is_told_and_nothing_stays(troupe: Any) -> None:
    facts = factories.show_facts(troupes=(troupe,))

    made = undone(lambda: scheduling.place(facts, status="confirmed").performance)

    assert made.status == "confirmed"
    assert not Performance.objects.exists()
    assert not Booking.objects.exists()
    assert not connection.needs_rollback


def test_what_was_done_before_stays_and_more_can_follow(troupe: Any) -> None:
    show = factories.performance(status="draft", troupes=(troupe,))

    undone(lambda: scheduling.confirm(show))
    show.refresh_from_db()
    assert show.status == "draft"

    assert scheduling.confirm(show).performance.status == "confirmed"


def test_a_refusal_passes_through_and_leaves_nothing(troupe: Any) -> None:
    def act() -> None:
        factories.performance(troupes=(troupe,))
        raise scheduling.Refused("No.", field="title")

    with pytest.raises(scheduling.Refused):
        undone(act)

    assert not Performance.objects.exists()
