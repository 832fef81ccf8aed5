"""A day chosen on its form meets what was reported of it: nothing is emptied unseen."""

import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from performances import scheduling
from performances.models import FieldAct, Performance, TroupeDay
from performances.scheduling import DayFacts, RecordFacts
from ulanmuqi.places.models import Region

pytestmark = pytest.mark.django_db

ON = date(2023, 10, 30)
NAMES = ("key", "day_version", "day_of", "day_seen", "distance_km", "hours", "remarks")


@pytest.fixture
def stands(troupe, troupe_editor, frozen_clock):
    """44 km, 9 h, in the grassroots, said by the troupe's editor."""
    facts = DayFacts(
        distance_km=44, hours=Decimal("9.0"), in_grassroots=True, remarks="修路"
    )
    return scheduling.report_day(troupe, ON, facts, by=troupe_editor).day


@pytest.fixture
def phone(on_phone, troupe_leader):
    return on_phone(troupe_leader)


@pytest.fixture
def address(troupe):
    return f"/my/troupes/{troupe.code}/day/"


def shown(page):
    """What a browser without script would send of the page."""
    told = {}
    for name in NAMES:
        field = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
        value = re.search(r' value="([^"]*)"', field[0]) if field else None
        told[name] = value[1] if value else ""
    area = re.search(r'<textarea name="remarks"[^>]*>\s*([^<]*)</textarea>', page)
    told["remarks"] = area[1].strip()
    if re.search(r'name="in_grassroots"[^>]* checked', page):
        told["in_grassroots"] = "on"
    return told


def figures(row):
    row.refresh_from_db()
    return row.distance_km, row.hours, row.in_grassroots, row.remarks


def test_a_typed_day_answers_with_what_stands_and_wipes_nothing(phone, address, stands):
    told = shown(phone.get(address).content.decode())
    answer = phone.post(address, told | {"day": ON, "distance_km": "77"})
    page = answer.content.decode()
    assert "这一天已经报过：44公里、9小时、在基层" in page
    assert "有人改过" not in page
    assert figures(stands) == (44, 9, True, "修路")
    told = shown(page) | {"day": ON}
    assert (told["distance_km"], told["hours"], told["remarks"]) == (
        "77", "9.0", "修路",
    )  # fmt: skip
    assert told["in_grassroots"] == "on"
    assert phone.post(address, told).status_code == 303
    assert figures(stands) == (77, 9, True, "修路")


def test_a_coaching_without_a_show_says_in_which_gacha(
    phone, address, troupe, frozen_clock
):
    banner = troupe.region
    sumu = Region.objects.create(
        code="152222100", name="某苏木", level="sumu", parent=banner
    )
    gacha = Region.objects.create(
        code="152222100201", name="某嘎查", level="gacha", parent=sumu
    )
    page = phone.get(address).content.decode()
    assert f'<option value="{gacha.pk}">某苏木 · 某嘎查</option>' in page
    told = shown(page) | {"day": ON, "coaching_title": "长调", "coaching_people": "9"}
    bad = phone.post(address, told | {"acts_region": "999999"}).content.decode()
    assert "请从名单里选，或者空着" in bad
    answer = phone.post(address, told | {"acts_region": gacha.pk})
    assert answer.status_code == 303
    act = FieldAct.objects.get()
    assert act.region == gacha
    # It stands beside what was reported, and another choice under the key counts.
    page = phone.get(address, {"day": ON}).content.decode()
    assert "这一天报过的辅导 · 某嘎查" in re.sub(r"\s+", " ", page)
    later = told | {"acts_region": sumu.pk, "turn": "9"}
    assert phone.post(address, later).status_code == 303
    act.refresh_from_db()
    assert act.region == sumu


def test_what_was_seen_and_emptied_is_emptied(phone, address, stands):
    told = shown(phone.get(address, {"day": ON}).content.decode()) | {"day": ON}
    del told["in_grassroots"]
    assert phone.post(address, told | {"hours": ""}).status_code == 303
    assert figures(stands) == (44, None, False, "修路")


def test_the_page_says_that_the_day_was_reported(phone, address, stands):
    page = phone.get(address, {"day": ON}).content.decode()
    assert "这一天已经报过：44公里、9小时、在基层" in page
    assert "已经报过" not in phone.get(address).content.decode()


def test_figures_of_the_day_before_are_not_taken_along(
    phone, address, troupe, stands, troupe_leader
):
    told = shown(phone.get(address, {"day": ON}).content.decode())
    for other in (ON - timedelta(days=1), ON - timedelta(days=2)):
        if other == ON - timedelta(days=2):
            facts = DayFacts(distance_km=12)
            scheduling.report_day(troupe, other, facts, by=troupe_leader)
        page = phone.post(address, told | {"day": other}).content.decode()
        assert "日子换了" in page
        again = shown(page)
        expected = "12" if other == ON - timedelta(days=2) else ""
        assert (again["distance_km"], again["hours"]) == (expected, "")
        assert "in_grassroots" not in again
    assert TroupeDay.objects.filter(day=ON - timedelta(days=1)).count() == 0


def test_a_day_somebody_mended_since_fills_what_was_not_touched(
    phone, address, stands, troupe_editor
):
    told = shown(phone.get(address, {"day": ON}).content.decode()) | {"day": ON}
    facts = DayFacts(distance_km=50, hours=Decimal(7), in_grassroots=True, remarks="")
    scheduling.correct_day(stands, facts, by=troupe_editor)
    page = phone.post(address, told | {"hours": "8"}).content.decode()
    assert "已经报过：50公里、7小时" in page
    assert "troupe-editor" in page
    told = shown(page)
    assert (told["distance_km"], told["hours"], told["remarks"]) == ("50", "8", "")
    assert phone.post(address, told | {"day": ON}).status_code == 303
    assert figures(stands) == (50, 8, True, "")


def test_a_record_refused_first_does_not_overwrite_the_day_untold(
    phone, troupe, tonight, troupe_editor, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=1))
    show = Performance.objects.get()
    address = f"/my/shows/{show.public_id}/record/"
    told = {"key": str(uuid4()), "onsite_audience": "500", "distance_km": "77"}
    scheduling.report_show(show, RecordFacts(onsite_audience=300), by=troupe_editor)
    facts = DayFacts(distance_km=44, hours=Decimal(9))
    day = scheduling.report_day(troupe, show.day, facts, by=troupe_editor).day
    page = phone.post(address, told).content.decode()
    # Told at once, so that one tap more does all of it knowingly.
    assert "已经报过：44公里、9小时" in page
    assert figures(day)[:2] == (44, 9)
    assert 'value="9' in page
    assert 'value="77"' in page
    # A page that was sent before it was told anything writes nothing over.
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    page = phone.post(address, told | {"version": version}).content.decode()
    assert "已经报过：44公里、9小时" in page
    assert figures(day)[:2] == (44, 9)
