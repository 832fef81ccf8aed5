"""A visitor is told when a decision that was promised has not come."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_decision_that_did_not_come_is_said(visitor: Any, frozen_clock: Any) -> None:
    show = factories.performance()
    scheduling.make_conditional(
        show, reason="大雪", decide_by=frozen_clock.now + timedelta(hours=5)
    )
    url = f"/performances/{show.public_id}/"
    assert "能否演出，最迟" in visitor.get(url).content.decode()
    frozen_clock.forward(hours=5)
    page = visitor.get(url).content.decode()
    assert "还在等消息" in page
    assert "能否演出，最迟" not in page
