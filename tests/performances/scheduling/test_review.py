"""A league that looks at announcements first: asked, answered, never gone round."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from performances import scheduling
from performances.models import AnnouncementReview, Performance, gate
from performances.scheduling import NotAllowed, Refused, StaleWrite
from performances.statuses import Status
from tests import factories
from ulanmuqi.base import clock

pytestmark = [pytest.mark.usefixtures("frozen_clock", "db"), pytest.mark.database]


@pytest.fixture
def reviewing(regions: Any) -> Any:
    """Hinggan League wants to look first."""
    league = regions["152200"]
    league.reviews_announcements = True
    league.save()
    return league


@pytest.fixture
def show(troupe: Any, hinggan_venue: Any) -> Performance:
    return factories.performance(
        troupes=(troupe,), venue=hinggan_venue, announced=False
    )


def is_public(show: Performance) -> bool:
    return Performance.objects.get(pk=show.pk).is_public(clock.now())


def test_without_review_a_troupe_announces_itself(
    show: Any, troupe_editor: Any
) -> None:
    scheduling.announce(show, by=troupe_editor)
    assert is_public(show)


def test_where_the_league_reviews_a_troupe_asks(
    reviewing: Any, show: Any, troupe_editor: Any, hinggan_coordinator: Any
) -> None:
    with pytest.raises(NotAllowed):
        scheduling.announce(show, by=troupe_editor)
    scheduling.ask_for_review(show, by=troupe_editor, note="节目已定")
    assert not is_public(show)
    scheduling.approve_announcement(show, by=hinggan_coordinator)
    assert is_public(show)
    review = AnnouncementReview.objects.get()
    assert (review.verdict, review.answered_by) == ("approved", hinggan_coordinator)


def test_the_time_the_troupe_asked_for_is_kept(
    reviewing: Any, show: Any, troupe_editor: Any, hinggan_coordinator: Any
) -> None:
    wanted = clock.now() + timedelta(days=2)
    scheduling.ask_for_review(show, by=troupe_editor, at=wanted)
    scheduling.approve_announcement(show, by=hinggan_coordinator)
    assert Performance.objects.get().announced_at == wanted


def test_a_time_that_has_passed_meanwhile_means_at_once(
    reviewing: Any,
    show: Any,
    troupe_editor: Any,
    hinggan_coordinator: Any,
    frozen_clock: Any,
) -> None:
    wanted = clock.now() + timedelta(hours=2)
    scheduling.ask_for_review(show, by=troupe_editor, at=wanted)
    frozen_clock.forward(hours=5)
    scheduling.approve_announcement(show, by=hinggan_coordinator)
    assert Performance.objects.get().announced_at == clock.now()


def test_sent_back_with_a_reason_it_may_be_asked_again(
    reviewing: Any, show: Any, troupe_editor: Any, hinggan_coordinator: Any
) -> None:
    scheduling.ask_for_review(show, by=troupe_editor)
    with pytest.raises(Refused) as refusal:
        scheduling.ask_for_review(show, by=troupe_editor)
    assert not refusal.value.field
    with pytest.raises(Refused):
        scheduling.send_back(show, reason=" ", by=hinggan_coordinator)
    scheduling.send_back(show, reason="先和学校商量好", by=hinggan_coordinator)
    assert not is_public(show)
    scheduling.ask_for_review(show, by=troupe_editor)
    verdicts = AnnouncementReview.objects.order_by("pk").values_list("verdict")
    assert [verdict for (verdict,) in verdicts] == ["returned", ""]


def test_a_coordinator_who_announces_answers_at_once(
    reviewing: Any, show: Any, troupe_editor: Any, coordinator: Any
) -> None:
    scheduling.ask_for_review(show, by=troupe_editor)
    scheduling.announce(show, by=coordinator)
    assert AnnouncementReview.objects.get().verdict == "approved"


@pytest.mark.parametrize(
    "role", ["troupe_editor", "other_troupe_editor", "venue_contact", "page_editor"]
)
def test_nobody_but_the_league_agrees(
    role: str, reviewing: Any, show: Any, troupe_editor: Any, request: Any
) -> None:
    scheduling.ask_for_review(show, by=troupe_editor)
    user = request.getfixturevalue(role)
    with pytest.raises(NotAllowed):
        scheduling.approve_announcement(show, by=user)
    with pytest.raises(NotAllowed):
        scheduling.send_back(show, reason="不行", by=user)


def test_a_league_does_not_answer_for_another(
    show: Any, other_troupe: Any, regions: Any, hinggan_coordinator: Any
) -> None:
    """A joint show with a troupe whose own league reviews, and is not Hinggan."""
    regions["150800"].reviews_announcements = True
    regions["150800"].save()
    joint = factories.performance(
        troupes=(*show.troupes_in_order, other_troupe),
        venue=show.venue,
        starts_at=factories.evening(9),
        announced=False,
    )
    with pytest.raises(NotAllowed):
        scheduling.announce(joint, by=hinggan_coordinator)


def test_a_review_is_not_gone_round_by_placing(
    reviewing: Any, troupe: Any, hinggan_venue: Any, troupe_editor: Any
) -> None:
    facts = factories.show_facts(troupes=(troupe,), venue=hinggan_venue)
    with pytest.raises(NotAllowed):
        scheduling.place(
            facts, by=troupe_editor, status=Status.CONFIRMED, announced_at=clock.now()
        )
    assert not Performance.objects.exists()


def test_many_are_asked_for_at_once(
    reviewing: Any, show: Any, troupe_editor: Any
) -> None:
    with pytest.raises(scheduling.SomeRefused):
        scheduling.announce_all([show], by=troupe_editor)
    scheduling.ask_for_all([show], by=troupe_editor)
    assert AnnouncementReview.objects.waiting().count() == 1


def test_what_is_called_off_waits_for_nobody(
    reviewing: Any, show: Any, troupe_editor: Any, hinggan_coordinator: Any
) -> None:
    scheduling.ask_for_review(show, by=troupe_editor)
    scheduling.cancel(show, reason="停电", by=troupe_editor)
    assert not AnnouncementReview.objects.waiting().exists()
    with pytest.raises(Refused):
        scheduling.approve_announcement(show, by=hinggan_coordinator)


def test_who_answers_twice_is_told_what_the_first_did(
    reviewing: Any, show: Any, troupe_editor: Any, hinggan_coordinator: Any
) -> None:
    asked = scheduling.ask_for_review(show, by=troupe_editor).performance
    scheduling.move(asked, starts_at=factories.evening(8), by=troupe_editor)
    with pytest.raises(StaleWrite):
        scheduling.approve_announcement(
            asked, by=hinggan_coordinator, version=asked.version
        )


def test_the_database_keeps_one_open_request(reviewing: Any, show: Any) -> None:
    scheduling.ask_for_review(show)
    with pytest.raises(IntegrityError), transaction.atomic(), gate.opened():
        AnnouncementReview.objects.create(performance=show, asked_at=clock.now())
