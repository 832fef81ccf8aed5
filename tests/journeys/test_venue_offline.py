"""A venue's page on a phone whose network comes and goes."""

from typing import Any

import pytest

from performances.models import AccessLink
from performances.scheduling import issue_link, revoke_link
from tests import factories
from tests.journeys.copies import KEPT, WORKS, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORES = "caches.keys().then((names) => names.length)"


def test_a_marked_copy_without_a_network(
    new_page: Any, hinggan_venue: Any, hohhot_venue: Any, troupe: Any, frozen_clock: Any
) -> None:
    hold = factories.performance(
        status="hold", venue=hinggan_venue, troupes=(troupe,), title="草原新歌"
    )
    link, token = issue_link("venue", hinggan_venue, label="王站长")
    _other, foreign = issue_link("venue", hohhot_venue, label="李站长")
    home, sheet = f"/v/{token}/", f"/v/{token}/{hold.public_id}/"
    phone = new_page(width=390, height=844, complaints_fail=False)
    phone.goto(home)
    until(phone, WORKS)
    assert phone.evaluate(KEPT, home)
    # With the worker in between, a look is still a look.
    now = frozen_clock.forward(hours=2)
    phone.goto(sheet)
    phone.goto(home)
    assert AccessLink.objects.get(pk=link.pk).looked_at == now
    assert phone.evaluate(KEPT, sheet)
    assert phone.get_by_text("没有连上网络").count() == 0

    phone.context.set_offline(True)
    phone.goto(home)
    phone.get_by_text("没有连上网络").wait_for()
    phone.get_by_role("link", name="草原新歌").click()
    phone.get_by_text("没有连上网络").wait_for()
    assert phone.locator("form").count() == 0
    # The styles are there: the notice is not bare text.
    notice = phone.locator(".vp-copy")
    assert notice.evaluate("(one) => getComputedStyle(one).display") == "flex"
    # Nothing else of the site is kept.
    for elsewhere in ("/schedule/", f"/v/{foreign}/"):
        with pytest.raises(Exception, match="ERR_"):
            phone.goto(elsewhere)

    phone.context.set_offline(False)
    phone.goto(home)
    assert phone.get_by_text("没有连上网络").count() == 0
    phone.get_by_role("button", name="可以，给他们留着").wait_for()
    assert phone.context.cookies() == []

    revoke_link(link)
    assert phone.goto(home).status == 404
    until(phone, f"{STORES}.then((number) => number === 0)")
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        phone.goto(home)
