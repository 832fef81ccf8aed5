"""The season of the contract, made once: its tests read bytes and touch no row."""

from typing import Any

import pytest

from tests.performances.calendars.contract import season as seasons


@pytest.fixture(scope="session")
def season(django_db_setup: None, django_db_blocker: Any) -> seasons.Season:
    with django_db_blocker.unblock():
        return seasons.made_once()
