"""The site's key is changed: what people hold in their hands goes on."""

from typing import Any

import pytest

from performances.scheduling.request_following import find_request
from performances.views.my.frame import mark_of
from tests.performances.requests_season import PHONE, asked

pytestmark = pytest.mark.django_db

OTHER = "another-key-of-the-site-" * 3


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any]) -> None:
    """All of it begins on 1 November 2023."""


def test_a_request_is_found_by_number_and_telephone(settings: Any) -> None:
    row = asked()
    assert find_request(row.number, PHONE) == row
    settings.SECRET_KEY_FALLBACKS = [OTHER, settings.SECRET_KEY]
    settings.SECRET_KEY = "the-newest-key-of-the-site-" * 3
    assert find_request(row.number, PHONE) == row
    assert find_request(row.number, "13800000001") is None
    settings.SECRET_KEY_FALLBACKS = []
    assert find_request(row.number, PHONE) is None


def test_what_waits_on_a_phone_stays_its_owners(
    settings: Any, troupe_leader: Any
) -> None:
    before = mark_of(troupe_leader)
    settings.SECRET_KEY = OTHER
    assert mark_of(troupe_leader) == before
