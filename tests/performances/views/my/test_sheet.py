"""The day sheet: what the troupe does today, tomorrow and later, for those who play."""

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.users.models import UserProfile

from performances import scheduling
from performances.models import Engagement
from tests import factories
from troupes.models import DutyContact, Membership
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


def at(days, hour, minute=0):
    midnight = clock.midnight(clock.now())
    return midnight + timedelta(days=days, hours=hour, minutes=minute)


def test_today_by_the_clock_with_the_way_and_whom_to_call(
    on_phone, troupe, troupe_member, tonight, hinggan_venue
):
    hinggan_venue.contact_name, hinggan_venue.contact_phone = "巴图", "0482-8210000"
    hinggan_venue.save()
    DutyContact.objects.create(
        troupe=troupe, duty="driver", role="司机", name="宝音", phone="13904820001"
    )
    scheduling.call_sheets.set_contact(
        tonight, duty="host", name="其其格", phone="13904820002"
    )
    page = on_phone(troupe_member).get("/my/").content.decode()
    for told in (
        "今晚的安代", "17:30", "进场装台", "19:30", "开演", "22:00", "拆台完",
        hinggan_venue.name, hinggan_venue.address, "最晚出发", "公里", "uri.amap.com",
        'href="tel:04828210000"', 'href="tel:13904820001"', 'href="tel:13904820002"',
        "其其格",
    ):  # fmt: skip
        assert told in page, told


def test_what_is_not_as_planned_is_loud(on_phone, troupe_member, tonight):
    scheduling.cancel(tonight, reason="大雪封路")
    page = on_phone(troupe_member).get("/my/").content.decode()
    assert "st-cancelled loud" in page
    assert "大雪封路" in page
    assert "今天没有演出" in page


def test_tomorrow_later_and_what_is_no_show(
    on_phone, troupe, troupe_leader, frozen_clock, hinggan_venue
):
    factories.performance(
        title="明天的歌", starts_at=at(1, 15), venue=hinggan_venue, troupes=(troupe,)
    )
    factories.performance(
        title="后来的备选", starts_at=at(5, 15), status="hold", troupes=(troupe,)
    )
    factories.performance(title="草稿", starts_at=at(6, 15), status="draft",
                          troupes=(troupe,))  # fmt: skip
    factories.performance(title="太远", starts_at=at(40, 15), troupes=(troupe,))
    factories.engagement(
        troupe, kind=Engagement.Kind.REHEARSAL, title="合练", starts_at=at(0, 9)
    )
    page = on_phone(troupe_leader).get("/my/").content.decode()
    assert page.index("合练") < page.index("明天的歌") < page.index("后来的备选")
    assert "st-hold loud" in page
    assert "草稿" not in page
    assert "太远" not in page


def test_one_sets_out_from_where_one_played_the_evening_before(
    on_phone, troupe, troupe_leader, frozen_clock, hinggan_venue
):
    yesterday = factories.venue("152221", name="昨晚的嘎查")
    for days, hour, venue in ((-1, 20, yesterday), (0, 15, hinggan_venue)):
        factories.performance(starts_at=at(days, hour), venue=venue, troupes=(troupe,))
    page = on_phone(troupe_leader).get("/my/").content.decode()
    assert "按前一晚留在昨晚的嘎查算" in page
    assert "从昨晚的嘎查出发" in page


def test_strangers_see_nothing_of_it(on_phone, other_troupe_editor, troupe, tonight):
    phone = on_phone(other_troupe_editor)
    assert "今晚的安代" not in phone.get("/my/").content.decode()
    for address in (
        f"/my/troupes/{troupe.code}/",
        f"/my/shows/{tonight.public_id}/",
        "/my/shows/xxxxxxxx/",
        "/my/shows/" + "9" * 400 + "/",
    ):
        assert phone.get(address).status_code == 404


def test_a_private_place_is_told_to_those_who_play_there(
    on_phone, troupe, troupe_member, frozen_clock, private_venue
):
    show = factories.performance(
        starts_at=at(0, 15), venue=private_venue, troupes=(troupe,)
    )
    phone = on_phone(troupe_member)
    for address in ("/my/", f"/my/shows/{show.public_id}/"):
        assert "隐名小学礼堂" in phone.get(address).content.decode()


def test_whoever_has_two_troupes_chooses(
    on_phone, troupe, other_troupe, troupe_leader, tonight
):
    Membership.objects.create(
        user=troupe_leader, role=Membership.Role.MEMBER, troupe=other_troupe
    )
    phone = on_phone(troupe_leader)
    page = phone.get("/my/").content.decode()
    assert other_troupe.name in page
    sheet = phone.get(f"/my/troupes/{troupe.code}/").content.decode()
    assert "今晚的安代" in sheet
    assert "换队伍" in sheet


def test_the_page_speaks_the_language_chosen_in_the_admin(
    on_phone, troupe_leader, frozen_clock
):
    profile = UserProfile.get_for_user(troupe_leader)
    profile.preferred_language = "en"
    profile.save()
    answer = on_phone(troupe_leader).get("/my/")
    assert '<html lang="en"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"
    assert "No show today." in answer.content.decode()


@pytest.mark.database
def test_it_costs_the_same_with_one_show_and_with_thirty(
    on_phone, troupe, troupe_leader, hinggan_venue, frozen_clock
):
    phone = on_phone(troupe_leader)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert phone.get("/my/").status_code == 200
        return len(queries)

    for days in (-4, 0):
        factories.performance(
            starts_at=at(days, 12), venue=hinggan_venue, troupes=(troupe,)
        )
    factories.engagement(troupe, starts_at=at(0, 9), minutes=30)
    phone.get("/my/")
    one = cost()
    factories.performances(
        {
            "starts_at": at(number % 15 - 3, 13 + number // 15 * 2, 30),
            "minutes": 30,
            "venue": hinggan_venue,
            "troupes": (troupe,),
        }
        for number in range(29)
    )
    assert (one, cost()) == (26, 26)


def test_it_is_light(on_phone, troupe_leader, tonight):
    page = on_phone(troupe_leader).get("/my/").content
    sheets = ("site", "token-pages", "my")
    styles = b"".join(
        Path(finders.find(f"css/{name}.css")).read_bytes() for name in sheets
    )
    assert len(gzip.compress(page)) + len(gzip.compress(styles)) < 40_000
    worker = on_phone(troupe_leader).get("/my/worker.js").content
    scripts = (Path(finders.find("js/my.js")).read_bytes(), worker)
    assert sum(len(gzip.compress(one)) for one in scripts) < 6_000
    between = (
        Path(finders.find(f"js/{name}.js")).read_bytes() for name in ("my-step", "here")
    )
    assert sum(len(gzip.compress(one)) for one in between) < 2_500
    for name in ("my-drafts", "my-day"):
        script = Path(finders.find(f"js/{name}.js")).read_bytes()
        assert len(gzip.compress(script)) < 1_300
    assert b"<style" not in page
    assert b"wagtailadmin" not in page
