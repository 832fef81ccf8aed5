"""A place added in the middle of a form: what was typed is back, the place chosen."""

import re
from datetime import timedelta
from html import unescape

import pytest

from performances.models import AddedPlace, Performance
from tests import factories
from tests.performances.views.my.test_acts import address, moved
from ulanmuqi.places.models import Region, Venue

pytestmark = pytest.mark.django_db

PERSONAL = "奶奶身体不好，改在她家院里"


def fields(page):
    """Name and value of every field of the page's form, as a browser sends them."""
    form = page[page.index('class="my-form"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and not ('type="checkbox"' in tag and "checked" not in tag):
            found[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\s*([^<]*)</', form):
        found[name] = unescape(text)
    return found


def test_a_move_comes_back_as_it_was_typed_with_the_new_place(
    on_phone, troupe_leader, troupe, tonight
):
    phone = on_phone(troupe_leader)
    url = address(tonight, "move/")
    typed = moved(tonight, hour="20:15", place="哈日努拉草场", reason=PERSONAL)
    assert 'name="step" value="place"' in phone.get(url).content.decode()
    step = phone.post(url, typed | {"step": "place"})
    page = step.content.decode()
    carried = fields(page)
    assert {name: carried[name] for name in typed} == {
        name: str(value) for name, value in typed.items()
    }
    assert carried["new-name"] == "哈日努拉草场"
    told = carried | {
        "new-troupe": troupe.pk, "new-region": troupe.region.pk,
        "new-kind": "township_station", "step": "add",
    }  # fmt: skip
    back = phone.post(url, told).content.decode()
    assert "也选好了" in back
    there = fields(back)
    assert (there["place"], there["hour"]) == ("哈日努拉草场", "20:15")
    assert there["reason"].strip() == PERSONAL
    # Nothing of the move is written, and nothing refused, before it is sent itself.
    assert Performance.objects.get(pk=tonight.pk).version == tonight.version
    assert phone.post(url, there).status_code == 303
    assert (
        Performance.objects.get(pk=tonight.pk).venue == AddedPlace.objects.get().venue
    )


def test_a_report_comes_back_too_and_its_key_is_the_same(
    on_phone, troupe_leader, troupe, frozen_clock
):
    phone = on_phone(troupe_leader)
    url = f"/my/troupes/{troupe.code}/past/"
    key = fields(phone.get(url).content.decode())["key"]
    typed = {
        "key": key, "title": "牧民家里的小演出", "day": "2023-10-31", "hour": "15:00",
        "minutes": "四十", "mode": "on_site", "place": "", "onsite_audience": "３２０",
        "remarks": PERSONAL, "in_grassroots": "on",
    }  # fmt: skip
    back = phone.post(url, typed | {"step": "back"}).content.decode()
    there = fields(back)
    assert {name: there.get(name) for name in typed if name != "mode"} == {
        name: value for name, value in typed.items() if name != "mode"
    }
    add = {
        "new-name": "哈日努拉草场", "new-troupe": troupe.pk, "new-kind": "herder_home",
        "new-region": troupe.region.pk, "step": "add",
    }  # fmt: skip
    there = fields(phone.post(url, typed | add).content.decode())
    assert (there["place"], there["key"]) == ("哈日努拉草场", key)
    sent = phone.post(url, there | {"mode": "on_site", "minutes": "40"})
    assert sent.status_code == 303
    assert Performance.objects.get().venue == AddedPlace.objects.get().venue


def test_a_similar_place_is_taken_in_one_tap_and_an_error_loses_nothing(
    on_phone, troupe_leader, troupe, tonight
):
    known = factories.venue("152222", name="哈日努拉草场")
    phone, url = on_phone(troupe_leader), address(tonight, "move/")
    add = {
        "new-name": "哈日努拉草场", "new-troupe": troupe.pk, "new-kind": "herder_home",
        "new-region": troupe.region.pk, "step": "add",
    }  # fmt: skip
    page = phone.post(url, moved(tonight, reason=PERSONAL) | add).content.decode()
    assert f'value="known-{known.pk}"' in page
    assert PERSONAL in page
    told = moved(tonight, reason=PERSONAL) | {"step": f"known-{known.pk}"}
    assert fields(phone.post(url, told).content.decode())["place"] == "哈日努拉草场"
    nameless = phone.post(url, moved(tonight, reason=PERSONAL) | add | {"new-name": ""})
    assert PERSONAL in nameless.content.decode()
    assert Venue.objects.filter(name="哈日努拉草场").count() == 1
    for bad in ("known-", "known-x", "known-99999999999999999999", "known-１"):
        assert phone.post(url, moved(tonight) | {"step": bad}).status_code == 200


def test_a_member_adds_nothing_on_the_way(on_phone, troupe_member, tonight):
    told = moved(tonight) | {"step": "place"}
    url = address(tonight, "move/")
    assert on_phone(troupe_member).post(url, told).status_code == 403


def test_places_of_the_whole_banner_and_of_ones_own_are_offered(
    on_phone, troupe_leader, troupe, tonight
):
    """The show is in another banner; what is offered can be chosen, namesakes too."""
    banner = tonight.region
    assert banner.pk != troupe.region.pk
    sumu = Region.objects.create(
        code="152201100", name="某镇", level="sumu", parent=banner
    )
    gacha = Region.objects.create(
        code="152201100201", name="某嘎查", level="gacha", parent=sumu
    )
    tonight = factories.performance(
        venue=factories.venue(region=gacha, name="嘎查文化室"), troupes=(troupe,),
        starts_at=tonight.starts_at + timedelta(days=2),
    )  # fmt: skip
    factories.venue(banner.code, name="同名广场")
    factories.venue(banner.code, name="旗里的剧场")
    factories.venue(troupe.region.code, name="同名广场")
    own = factories.venue(troupe.region.code, name="本旗会场")
    phone, url = on_phone(troupe_leader), address(tonight, "move/")
    page = phone.get(url).content.decode()
    names = re.findall(r'<option value="([^"]*)"></option>', page)
    assert "本旗会场" in names
    assert {"嘎查文化室", "旗里的剧场"} <= set(names)
    same = [name for name in names if name.startswith("同名广场")]
    assert len(same) == 2
    told = moved(tonight, place="本旗会场", hour="20:00")
    assert phone.post(url, told).status_code == 303
    assert Performance.objects.get(pk=tonight.pk).venue == own
    tonight.refresh_from_db()
    later = tonight.starts_at + timedelta(hours=1)
    told = moved(tonight, place=same[1], hour=f"{later:%H}:00")
    assert phone.post(url, told).status_code in (200, 303)
