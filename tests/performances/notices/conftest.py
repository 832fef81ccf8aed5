"""A show of the troupe at the Hinggan theatre, and the people who hear of it."""

from datetime import timedelta

import pytest

from performances.models import ChangeScope, gate
from tests import factories


@pytest.fixture(autouse=True)
def _stopped(frozen_clock):
    """1 November 2023, 08:00 in Beijing."""


@pytest.fixture
def show(frozen_clock, troupe, hinggan_venue):
    """Announced, which is forgotten: nothing waits yet."""
    row = factories.performance(
        title="草原新歌", troupes=(troupe,), venue=hinggan_venue
    )
    forget()
    return row


@pytest.fixture
def people(troupe_leader, venue_contact, hinggan_coordinator):
    """One address an audience: the troupe, the venue, the league."""
    return {
        "troupe": troupe_leader.email,
        "venue": venue_contact.email,
        "region": hinggan_coordinator.email,
    }


@pytest.fixture
def settled(frozen_clock):
    """Lets the settling time pass."""

    def passed() -> None:
        frozen_clock.forward(minutes=11)

    return passed


@pytest.fixture
def tomorrow(frozen_clock):
    return frozen_clock.now + timedelta(days=1)


def forget() -> None:
    with gate.opened():
        ChangeScope.objects.update(waits=False)
