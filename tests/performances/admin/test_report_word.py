"""A word of the league that is refused is not lost: on a record, a day, an act, in the
list of all that waits; nor is what was said of a picture."""

import re
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.admin import record_desk_rows
from performances.models import Performance, Record, TroupeDay
from performances.scheduling import ActFacts, DayFacts, PhotoFacts, RecordFacts
from tests import factories
from tests.performances.admin.answers import text_of as _text
from tests.performances.admin.conftest import T_ZERO

pytestmark = pytest.mark.django_db

WORD = "请问是哪一天的人数？"


@pytest.fixture
def told(own_show: Performance, frozen_clock: Any, troupe_leader: Any) -> Any:
    frozen_clock.set(T_ZERO)
    return scheduling.report_show(
        own_show,
        RecordFacts(onsite_audience=320),
        by=troupe_leader,
        day=DayFacts(distance_km=80),
        acts=[ActFacts(kind="service", title="义诊")],
    )


def test_on_the_page_of_a_report(
    told: Any, troupe_leader: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    scheduling.correct(told.record, RecordFacts(onsite_audience=3), by=troupe_leader)
    scheduling.correct_day(told.day, DayFacts(distance_km=8), by=troupe_leader)
    act = ActFacts(kind="service", title="理发")
    scheduling.correct_act(told.acts[0], act, by=troupe_leader)
    for name, row in (
        ("records", told.record),
        ("troupe_days", told.day),
        ("field_acts", told.acts[0]),
    ):
        url = reverse(f"{name}:decide", args=[row.pk])
        said = {"version": "1", "outcome": "returned", "note": WORD}
        page = _text(client.post(url, said))
        assert f"{WORD}</textarea>" in page, name
        # Who was faster, and what stands now: sent once more it is meant of that.
        assert troupe_leader.get_username() in page
        assert 'name="version" value="2"' in page
        missed = _text(client.post(url, said | {"version": "2", "note": " "}))
        assert 'aria-invalid="true"' in missed
        assert "写一下哪里要改" in missed
        long = _text(client.post(url, said | {"note": WORD * 40}))
        assert WORD * 40 in long
        done = client.post(url, said | {"version": "2"})
        assert done.url == reverse(f"{name}:inspect", args=[row.pk])
        assert client.get(url).url == done.url
        row.refresh_from_db()
        assert (row.state, row.review_note) == ("returned", WORD)


def test_in_the_list_of_what_waits(
    told: Any, troupe_leader: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    url = reverse("records:review")
    rows = [f"record:{told.record.pk}:1", f"troupeday:{told.day.pk}:1"]
    scheduling.correct_day(told.day, DayFacts(distance_km=8), by=troupe_leader)
    said = {"rows": rows, "outcome": "returned", "note": WORD}
    nothing = _text(client.post(url, {"outcome": "returned", "note": ""}))
    assert "写一下哪里要改" in nothing
    assert "请至少勾选一条" in nothing
    page = _text(client.post(url, said))
    assert f"{WORD}</textarea>" in page
    # Told once above, and why in the row itself.
    row = page.split(f'id="troupeday-{told.day.pk}"')[1].split("</tr>")[0]
    assert troupe_leader.get_username() in row
    assert f'href="#troupeday-{told.day.pk}"' in page
    assert page.count("一条也没有改") == 1
    again = re.findall(r'value="([a-z]+:\d+:\d+)" checked', page)
    assert sorted(again) == [rows[0], f"troupeday:{told.day.pk}:2"]
    assert client.post(url, said | {"rows": again}).status_code == 302
    assert TroupeDay.objects.get().is_returned
    assert Record.objects.get().review_note == WORD


def test_the_reviewer_reads_what_is_otherwise_and_sees_what_gets_public(
    told: Any,
    monkeypatch: pytest.MonkeyPatch,
    troupe_leader: Any,
    hinggan_coordinator: Any,
    as_user: Any,
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = PhotoFacts(
        data=factories.jpeg(), consent="当面问过", caption="散场", may_publish=True
    )
    kept = PhotoFacts(data=factories.jpeg(50), consent="不公开的那张")
    scheduling.add_photos(told.record, [picture, kept], by=troupe_leader)
    rows = [Record.objects.get(), told.day]
    scheduling.review_many(rows, "returned", note=WORD)
    scheduling.correct(rows[0], RecordFacts(onsite_audience=96), by=troupe_leader)
    scheduling.correct_day(told.day, DayFacts(), by=troupe_leader)
    client = as_user(hinggan_coordinator)
    # So many are drawn at one opening; one that is not can be looked at all the same.
    monkeypatch.setattr(record_desk_rows, "MOST_DRAWN", 0)
    desk = _text(client.get(reverse("records:review")))
    assert "还有1张照片要公开" in desk
    monkeypatch.setattr(record_desk_rows, "MOST_DRAWN", 1)
    desk = _text(client.get(reverse("records:review")))
    assert "还有1张照片" not in desk
    assert "320 → 96" in desk
    assert "80 → 没有报" in desk
    assert "当面问过" in desk
    assert 'alt="散场"' in desk
    assert "不公开的那张" not in desk
    page = _text(client.get(reverse("records:inspect", args=[told.record.pk])))
    assert "320 → 96" in page
    # Its own word the league need not be told.
    scheduling.review_report(rows[0], "reviewed")
    scheduling.correct(rows[0], RecordFacts(onsite_audience=97))
    page = _text(client.get(reverse("records:inspect", args=[told.record.pk])))
    assert "96 → 97" not in page


def test_what_is_said_of_a_picture(
    told: Any,
    hinggan_coordinator: Any,
    as_user: Any,
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = PhotoFacts(data=factories.jpeg(), consent="当面问过")
    photo = scheduling.add_photos(told.record, [picture]).photos[0]
    url = reverse("records:photo", args=[told.record.pk, photo.pk])
    said = {f"photo-{photo.pk}-consent": " ", f"photo-{photo.pk}-caption": WORD}
    page = _text(as_user(hinggan_coordinator).post(url, said))
    assert f'value="{WORD}"' in page
    assert "<details open>" in page
    photo.refresh_from_db()
    assert photo.consent == "当面问过"
