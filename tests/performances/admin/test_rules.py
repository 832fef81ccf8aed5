"""The rules in the admin: set by the whole region's coordinators, told beside the
field that mends them, listed, accepted, and kept as history."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.forms import model_to_dict
from django.urls import reverse

from performances.models import Performance, ScheduleRules, StandingWarning

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db

ADD = "/admin/performances/new/"
CHECK = "/admin/performances/check/"
RULES = "/admin/settings/performances/schedulerules/"


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


def told(client: Any, post: dict) -> list[tuple[str, str]]:
    answer = client.post(CHECK, post).json()["told"]
    return sorted((one["field"], one["severity"]) for one in answer)


# --- The settings -------------------------------------------------------------------


def rules_post(**changes: Any) -> dict[str, Any]:
    return model_to_dict(ScheduleRules(), exclude=["id"]) | changes


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("coordinator", True), ("hinggan_coordinator", False),
        ("troupe_leader", False), ("page_editor", False), ("venue_contact", False),
        ("outsider", False),
    ],
)  # fmt: skip
def test_who_sets_the_rules(role: str, may: bool, as_user: Any, request: Any) -> None:
    client = as_user(request.getfixturevalue(role))
    page = client.get(RULES, follow=True)
    reached = page.status_code == 200 and "shows_a_day" in page.content.decode()
    assert reached is may
    row = ScheduleRules.load()
    edit = f"{RULES}{row.pk}/"
    answer = client.post(edit, rules_post(shows_a_day=3))
    row.refresh_from_db()
    assert (answer.status_code, row.shows_a_day) == (
        (302, 3) if may else (302 if role == "outsider" else answer.status_code, 2)
    )


def test_a_visitor_is_sent_to_the_login(visitor: Any, db: None) -> None:
    row = ScheduleRules.load()
    answer = visitor.post(f"{RULES}{row.pk}/", rules_post(shows_a_day=9))
    assert "/admin/login/" in answer.url
    row.refresh_from_db()
    assert row.shows_a_day == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"shows_a_day": "0"}, {"shows_a_day": "x"}, {"winter_months": ["13"]},
        {"winter_months": ["x"]}, {"capacity": "block"}, {"late_after": "25"},
        {"dark_minutes": "-1"},
    ],
)  # fmt: skip
def test_what_cannot_be_set(wrong: dict, chief: Any) -> None:
    row = ScheduleRules.load()
    answer = chief.post(f"{RULES}{row.pk}/", rules_post(**wrong))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(wrong)


def test_months_are_ticked(chief: Any) -> None:
    row = ScheduleRules.load()
    chief.post(f"{RULES}{row.pk}/", rules_post(winter_months=["1", "12"]))
    row.refresh_from_db()
    assert row.winter_months == [1, 12]
    page = chief.get(f"{RULES}{row.pk}/").content.decode()
    assert page.count("checked") == 2


# --- Beside the field that mends it ---------------------------------------------------


@pytest.mark.parametrize(
    ("needs", "sheet", "expected"),
    [
        ({"expected_audience": "600"}, {}, ("audience", "warn")),
        ({"needs_width_m": "12"}, {"stage_width_m": 10}, ("stage", "warn")),
        ({"needs_power": "three"}, {"power": "single"}, ("power", "warn")),
        ({"needs_truck": "on"}, {"has_truck_access": False}, ("rooms", "warn")),
        ({"needs_heating": "on"}, {"has_heating": False}, ("rooms", "warn")),
        ({"needs_dressing_rooms": "4"}, {"dressing_rooms": 1}, ("rooms", "note")),
        ({"needs_power_kw": "40"}, {}, ("needs", "note")),
        ({}, {"opening_hours": [[], *[None] * 6]}, ("crew", "warn")),
        ({}, {"is_outdoor": True}, ("venue", "warn")),
    ],
)  # fmt: skip
def test_the_live_check_speaks_at_the_field(
    needs: dict, sheet: dict, expected: tuple, troupe: Any, hinggan_venue: Any,
    chief: Any, show_post: Any,
) -> None:  # fmt: skip
    for name, value in sheet.items():
        setattr(hinggan_venue, name, value)
    hinggan_venue.save()
    assert expected in told(chief, show_post(troupe, hinggan_venue, **needs))


def test_the_third_show_and_the_short_night_speak_at_day_and_hour(
    placed: Any, troupe: Any, hinggan_venue: Any, chief: Any, show_post: Any
) -> None:
    placed(troupe, hinggan_venue, starts_at=T_ZERO - timedelta(hours=9))
    placed(troupe, hinggan_venue, starts_at=T_ZERO - timedelta(hours=5))
    assert told(chief, show_post(troupe, hinggan_venue)) == [("day", "warn")]
    early = show_post(
        troupe, hinggan_venue, day="2023-11-19", hour="23:30", strike_minutes="60"
    )
    assert ("hour", "warn") in told(chief, early)


@pytest.mark.parametrize(
    "wrong",
    [
        {"expected_audience": "-1"}, {"expected_audience": "9" * 30},
        {"needs_width_m": "1e9"}, {"needs_power": "five"}, {"needs_power_kw": "x"},
    ],
)  # fmt: skip
def test_a_need_that_makes_no_sense_is_told_and_nothing_typed_is_lost(
    wrong: dict, troupe: Any, hinggan_venue: Any, chief: Any, show_post: Any
) -> None:
    answer = chief.post(ADD, show_post(troupe, hinggan_venue, **wrong))
    assert set(answer.context["form"].errors) == set(wrong)
    assert answer.context["form"].data["title"] == "草原新歌"
    assert chief.post(CHECK, show_post(troupe, hinggan_venue, **wrong)).json()


def test_needs_are_saved_and_shown_to_workers_alone(
    troupe: Any, hinggan_venue: Any, chief: Any, show_post: Any, as_user: Any,
    troupe_member: Any,
) -> None:  # fmt: skip
    needs = {"expected_audience": "350", "needs_width_m": "9.0", "needs_truck": "on"}
    chief.post(ADD, show_post(troupe, hinggan_venue, **needs))
    show = Performance.objects.get()
    assert (show.expected_audience, show.needs_width_m) == (350, Decimal(9))
    url = reverse("performances:inspect", args=[show.pk])
    page = chief.get(url).content.decode()
    assert "预计350人" in page
    assert "台宽9米" in page
    assert "预计350人" not in as_user(troupe_member).get(url).content.decode()


# --- The venue ------------------------------------------------------------------------


def venue_post(venue: Any, **changes: Any) -> dict[str, Any]:
    values = model_to_dict(venue, exclude=["opening_hours"])
    plain = {k: "" if v is None else v for k, v in values.items() if v is not False}
    return plain | changes


def test_hours_are_typed_a_line_a_weekday(chief: Any, hinggan_venue: Any) -> None:
    url = reverse("venues:edit", args=[hinggan_venue.pk])
    lines = {"opening_hours_0": "休息", "opening_hours_1": "9:00-12:00 14:00-22:30"}
    assert chief.post(url, venue_post(hinggan_venue, **lines)).status_code == 302
    hinggan_venue.refresh_from_db()
    assert hinggan_venue.opening_hours[:3] == [[], [[540, 720], [840, 1350]], None]
    form = chief.get(url).content.decode()
    assert 'value="休息"' in form
    assert 'value="09:00–12:00 14:00–22:30"' in form
    assert ' value="[' not in form
    page = chief.get(reverse("venues:inspect", args=[hinggan_venue.pk]))
    assert "星期二09:00–12:00 14:00–22:30" in page.content.decode()
    wrong = chief.post(url, venue_post(hinggan_venue, opening_hours_4="下午"))
    assert "星期五" in str(wrong.context["form"].errors["opening_hours"])
    assert "下午" in wrong.content.decode()


def test_a_smaller_venue_tells_whom_it_concerns(
    placed: Any, troupe: Any, hinggan_venue: Any, chief: Any
) -> None:
    placed(troupe, hinggan_venue, expected_audience=380)
    url = reverse("venues:edit", args=[hinggan_venue.pk])
    answer = chief.post(url, venue_post(hinggan_venue, capacity=200), follow=True)
    page = answer.content.decode()
    assert "这里有1场演出因此出现新的警告。" in page
    assert "?warnings=open" in page
    assert StandingWarning.objects.count() == 1


# --- The list and the page ------------------------------------------------------------


def test_open_warnings_are_counted_and_filtered(
    placed: Any, troupe: Any, other_troupe: Any, hinggan_venue: Any, chief: Any
) -> None:
    placed(troupe, hinggan_venue, title="太挤的", expected_audience=380)
    quiet = T_ZERO + timedelta(days=3)
    placed(other_troupe, hinggan_venue, title="刚好的", starts_at=quiet)
    url = reverse("venues:edit", args=[hinggan_venue.pk])
    chief.post(url, venue_post(hinggan_venue, capacity=200))
    index = reverse("performances:index")
    everything = chief.get(index).context["object_list"]
    assert [(one.title, one.open_warnings) for one in everything] == [
        ("太挤的", 1),
        ("刚好的", 0),
    ]
    found = chief.get(index + "?warnings=open").context["object_list"]
    assert [one.title for one in found] == ["太挤的"]
    for query in ("?warnings=x", "?warnings=open&warnings=open", "?warnings="):
        assert chief.get(index + query).status_code == 200


def test_the_page_tells_open_accepted_and_lapsed_apart(
    placed: Any, troupe: Any, hinggan_venue: Any, chief: Any, coordinator: Any
) -> None:
    show = placed(
        troupe, hinggan_venue, expected_audience=600, accept="厅外加座，已和场地说好"
    )
    url = reverse("performances:inspect", args=[show.pk])
    page = chief.get(url).content.decode()
    assert "已接受：厅外加座，已和场地说好" in page
    assert "未处理" not in page
    venue_url = reverse("venues:edit", args=[hinggan_venue.pk])
    chief.post(venue_url, venue_post(hinggan_venue, capacity=500))
    page = chief.get(url).content.decode()
    assert "未处理" in page
    assert "多出100人" in page
    assert "已经失效的接受" in page
    assert "失效：场地变了" in page
    assert "多出200人" in page
    assert "接受警告" in page


@pytest.mark.parametrize("act", ["confirm", "condition", "announce"])
def test_acts_list_what_stands_against_it(
    act: str, placed: Any, troupe: Any, hinggan_venue: Any, chief: Any
) -> None:
    status = "confirmed" if act == "announce" else "hold"
    show = placed(
        troupe, hinggan_venue, status=status, expected_audience=600, accept="加座"
    )
    page = chief.get(reverse("performances:act", args=[show.pk, act])).content.decode()
    assert "多出200人" in page


def test_needs_stay_out_of_everything_public(
    placed: Any, troupe: Any, hinggan_venue: Any, chief: Any, visitor: Any
) -> None:
    show = placed(
        troupe, hinggan_venue, expected_audience=31977, needs_power_kw=7193,
        accept="不该外传的理由",
    )  # fmt: skip
    chief.post(
        reverse("performances:act", args=[show.pk, "announce"]),
        {"version": show.version},
    )
    show.refresh_from_db()
    assert show.announced_at is not None
    for url in (
        f"/performances/{show.public_id}/", f"/performances/{show.public_id}.ics",
        "/schedule/?from=2023-11-20&to=2023-11-20", "/calendars/all.ics", "/changes/",
    ):  # fmt: skip
        answer = visitor.get(url)
        assert answer.status_code == 200, url
        body = answer.content.decode()
        assert not [w for w in ("31977", "7193", "不该外传") if w in body], url
