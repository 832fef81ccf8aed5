"""Coaching and a service on one form are two things done, each under its own key."""

from typing import Any

import pytest

from performances.models import FieldAct
from tests.performances.views.my.test_reports import (
    address,
    played,  # noqa: F401
    said,
)

pytestmark = pytest.mark.django_db


def test_neither_of_two_is_lost_nor_counted_twice(
    on_phone: Any,
    troupe_leader: Any,
    played: Any,  # noqa: F811
) -> None:
    phone = on_phone(troupe_leader)
    told = said(service_title="给敬老院理发", service_people="40")
    for _again in range(2):
        assert phone.post(address(played), told).status_code == 303
        done = FieldAct.objects.order_by("kind").values_list("kind", "title", "people")
        assert list(done) == [
            ("coaching", "指导秧歌队", 25),
            ("service", "给敬老院理发", 40),
        ]
