"""Whatever is typed into a form of the road, what is wrong is said in our own words."""

import re

import pytest

from tests.performances.views.my.test_acts import address, moved

pytestmark = pytest.mark.django_db

# Django's own, and what is said of calendars where nothing goes into one.
FOREIGN = re.compile(
    r"确保|该变量|该值|有效的|这个字段|必填项|请输入|日历里|Ensure|valid"
)
LONG = "长" * 2_100


@pytest.mark.parametrize(
    "value", ["", "0", "-3", "4", "99999999", "9" * 30, LONG, "<b>粗</b>", "x"]
)
def test_no_field_answers_in_words_of_the_framework(
    value, on_phone, troupe, troupe_leader, tonight
):
    phone = on_phone(troupe_leader)
    past = (
        "title", "day", "hour", "minutes", "mode", "place", "onsite_audience",
        "online_views", "distance_km", "hours", "remarks", "coaching_title",
        "coaching_people", "service_title", "service_people", "consent", "version",
        "day_version", "key", "turn",
    )  # fmt: skip
    place = ("new-name", "new-region", "new-troupe", "new-said", "new-kind", "new-here")
    sent = [
        (f"/my/troupes/{troupe.code}/past/", dict.fromkeys(past, value)),
        (f"/my/troupes/{troupe.code}/past/",
         dict.fromkeys(place, value) | {"step": "add"}),
        ("/my/places/", {name[4:]: value for name in place}),
        (address(tonight, "ask/"), {"text": value}),
        (address(tonight, "cancel/"), {"reason": value, "decided_by": value}),
        (address(tonight, "move/"),
         moved(tonight, day=value, hour=value, place=value, reason=value)),
    ]  # fmt: skip
    said = 0
    for url, told in sent:
        answer = phone.post(url, told)
        if answer.status_code == 303:
            continue
        page = answer.content.decode()
        errors = re.findall(r'my-err"[^>]*>(.*?)</', page, re.S)
        said += len(errors)
        for error in errors:
            assert not FOREIGN.search(error), (url, error)
    assert said
