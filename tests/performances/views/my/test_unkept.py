"""What stands in, without a signal, for a page that is not on the phone."""

import re
from datetime import timedelta

import pytest
from wagtail.users.models import UserProfile

from tests import factories
from tests.performances.requests_season import PHONE, asked
from troupes.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(regions):
    regions["152200"].desk_phone = "0482-8210000"
    regions["152200"].save()


def test_it_names_the_league_and_its_number(desk, on_phone, troupe_leader, tonight):
    answer = on_phone(troupe_leader).get("/my/unkept/")
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for told in (
        "这一页不在手机里", "要改、要取消", "兴安盟", 'href="tel:04828210000"',
        'href="/my/"',
    ):  # fmt: skip
        assert told in main, told
    # Kept with the sheet, and as long; of no hour, and without a sending of its own.
    sheet = on_phone(troupe_leader).get("/my/")
    assert answer.headers["X-My-Keep"] == sheet.headers["X-My-Keep"]
    assert "X-My-Lasts" in answer.headers
    assert "这是" not in main
    assert "<form" not in main


def test_without_a_desk_it_says_the_office(on_phone, troupe_leader, tonight):
    page = on_phone(troupe_leader).get("/my/unkept/").content.decode()
    assert "调度办公室" in page[: page.index("</main>")]


def test_in_the_words_of_the_person_and_for_nobody_else(
    desk, client, on_phone, troupe_leader, tonight
):
    UserProfile.objects.update_or_create(
        user=troupe_leader, defaults={"preferred_language": "en"}
    )
    page = on_phone(troupe_leader).get("/my/unkept/").content.decode()
    assert "This page is not on the phone" in page
    assert 'href="tel:04828210000"' in page
    assert client.get("/my/unkept/").headers["X-My-Out"] == "1"


def test_whoever_has_several_troupes_has_their_sheets_and_both_desks(
    desk, regions, on_phone, troupe, other_troupe, troupe_leader
):
    Membership.objects.create(
        user=troupe_leader, role=Membership.Role.MEMBER, troupe=other_troupe
    )
    page = on_phone(troupe_leader).get("/my/").content.decode()
    for one in (troupe, other_troupe):
        assert re.search(f'href="/my/troupes/{one.code}/"[^>]* data-keep', page)
    league = regions["150800"]
    league.desk_phone = "0478-8210000"
    league.save()
    page = on_phone(troupe_leader).get("/my/unkept/").content.decode()
    assert 'href="tel:04828210000"' in page
    assert 'href="tel:04788210000"' in page


def test_the_next_shows_are_kept_ahead_and_no_request_is(
    desk, on_phone, troupe, troupe_leader, hinggan_venue, tonight
):
    tomorrow, later = (
        factories.performance(
            title="又一场", starts_at=tonight.starts_at + timedelta(days=days),
            venue=hinggan_venue, troupes=(troupe,),
        )
        for days in (1, 2)
    )  # fmt: skip
    wish = asked()
    page = on_phone(troupe_leader).get("/my/").content.decode()
    ahead = set(re.findall(r'href="(/my/[^"?]+)"[^>]* data-keep', page))
    for show, is_near in ((tonight, True), (tomorrow, True), (later, False)):
        address = f"/my/shows/{show.public_id}/"
        assert f'href="{address}"' in page
        assert (address in ahead) is is_near
    assert f"/my/requests/{wish.number}/" in page
    assert not any("/requests/" in one for one in ahead)
    assert PHONE not in page
    # What does not work without a signal says so there, once the worker shows it.
    hidden = re.findall(r"<p[^>]* data-old hidden>(.*?)</p>", page, re.DOTALL)
    assert sum("0482-8210000" in one for one in hidden) == 2
