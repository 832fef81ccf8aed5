"""Records in the admin: what is missing, saying it, the league's word, pictures."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from performances import scheduling
from performances.models import FieldAct, Performance, Record, TroupeDay
from performances.scheduling import ActFacts, DayFacts, PhotoFacts, RecordFacts
from tests import factories
from tests.performances.admin.answers import text_of as _text
from tests.performances.admin.conftest import T_ZERO

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def told(show: Performance, troupe_leader: Any) -> Any:
    return scheduling.report_show(
        show,
        RecordFacts(onsite_audience=320, remarks="话筒没电"),
        by=troupe_leader,
        day=DayFacts(distance_km=80),
        acts=[ActFacts(kind="coaching", title="秧歌队", people=20)],
    )


def test_missing_ones_are_one_tap_away_and_their_file_two(
    show: Performance,
    strangers: Any,
    troupe_leader: Any,
    coordinator: Any,
    as_user: Any,
) -> None:
    client = as_user(troupe_leader)
    index = reverse("records:index")
    page = _text(client.get(index))
    assert "?state=missing" in page
    missing = _text(client.get(index + "?state=missing"))
    assert show.title in missing
    form = reverse("performances:record", args=[show.pk])
    assert form in missing
    assert "河套生人旧场" not in _text(
        as_user(coordinator).get(index + "?state=missing")
    )
    assert "河套生人旧场" in _text(as_user(coordinator).get(index))
    file = client.get(index + "?state=missing&export=csv")
    lines = b"".join(file.streaming_content).decode()
    assert show.public_id in lines
    assert "河套" not in lines
    assert form in _text(client.get(reverse("wagtailadmin_home")))
    assert form in _text(client.get(reverse("performances:inspect", args=[show.pk])))


def test_the_leader_reports_and_a_slip_is_told_at_its_field(
    show: Performance, troupe_leader: Any, as_user: Any
) -> None:
    client = as_user(troupe_leader)
    url = reverse("performances:record", args=[show.pk])
    assert "online_views" not in _text(client.get(url))
    wrong = _text(client.post(url, {"onsite_audience": "3200000", "remarks": "风大"}))
    assert "风大" in wrong
    assert not Record.objects.exists()
    done = client.post(url, {"onsite_audience": "320", "remarks": "风大"})
    record = Record.objects.get()
    assert done.url == reverse("records:inspect", args=[record.pk])
    assert (record.onsite_audience, record.remarks) == (320, "风大")


def test_who_comes_second_sees_what_the_first_said(
    told: Any, show: Performance, troupe_editor: Any, as_user: Any
) -> None:
    client = as_user(troupe_editor)
    url = reverse("performances:record", args=[show.pk])
    first = {"onsite_audience": "300", "remarks": "", "version": "1"}
    assert client.post(url, first).status_code == 302
    second = _text(client.post(url, first | {"onsite_audience": "310"}))
    assert "troupe-editor" in second
    assert 'value="310"' in second
    assert Record.objects.get().onsite_audience == 300
    assert client.post(url, first | {"onsite_audience": "310", "version": "2"})
    assert Record.objects.get().onsite_audience == 310


def test_what_is_not_over_has_no_form_yet(
    own_show: Performance, troupe_leader: Any, as_user: Any
) -> None:
    client = as_user(troupe_leader)
    url = reverse("performances:record", args=[own_show.pk])
    page = client.get(url, follow=True)
    assert page.redirect_chain
    refused = _text(client.post(url, {"onsite_audience": "1", "remarks": ""}))
    assert "error" in refused
    assert not Record.objects.exists()


def test_members_look_and_change_nothing(
    told: Any, show: Performance, troupe_member: Any, as_user: Any
) -> None:
    client = as_user(troupe_member)
    page = _text(client.get(reverse("records:inspect", args=[told.record.pk])))
    assert "话筒没电" in page
    assert reverse("records:decide", args=[told.record.pk]) not in page
    for url in (
        reverse("performances:record", args=[show.pk]),
        reverse("records:photos", args=[told.record.pk]),
        reverse("troupe_days:edit", args=[told.day.pk]),
        reverse("records:decide", args=[told.record.pk]),
    ):
        answer = client.post(url, {}, headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.status_code == 403


def test_the_league_reviews_many_and_sends_one_back(
    told: Any, hinggan_coordinator: Any, troupe_leader: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    desk = reverse("records:review")
    page = _text(client.get(desk))
    # One press says it, for those that are ticked.
    for outcome in ("reviewed", "returned"):
        assert f'name="outcome" value="{outcome}"' in page
    for report in (told.record, told.day, *told.acts):
        label = f"{report._meta.model_name}:{report.pk}:1"
        assert f'value="{label}"' in page
    rows = [f"troupeday:{told.day.pk}:1", f"fieldact:{told.acts[0].pk}:1"]
    kept = _text(client.post(desk, {"rows": rows, "outcome": "returned", "note": ""}))
    assert f'value="{rows[0]}" checked' in kept
    assert client.post(desk, {"rows": rows, "outcome": "reviewed", "note": ""}).url
    assert TroupeDay.objects.get().state == FieldAct.objects.get().state == "reviewed"
    decide = reverse("records:decide", args=[told.record.pk])
    client.post(decide, {"outcome": "returned", "note": "人数？", "version": "1"})
    assert "人数？" in _text(as_user(troupe_leader).get(reverse("wagtailadmin_home")))
    history = _text(client.get(reverse("records:history", args=[told.record.pk])))
    assert "人数？" in history
    # Reported again, the reviewer reads what was asked, where it was, what went wrong.
    record = Record.objects.get()
    scheduling.correct(
        record, RecordFacts(onsite_audience=280, remarks="话筒没电"),
        by=troupe_leader, version=record.version,
    )  # fmt: skip
    again = _text(client.get(desk))
    for words in ("上次退回：人数？", "话筒没电", record.performance.venue.name):
        assert words in again
    record.refresh_from_db()
    scheduling.review_report(record, "returned", note="人数？")
    assert Record.objects.get().state == "returned"
    # Whoever looked before that is told, and nothing is overwritten.
    late = client.post(
        decide, {"outcome": "reviewed", "note": "", "version": "1"}, follow=True
    )
    assert "hinggan-coordinator" in _text(late)
    assert Record.objects.get().state == "returned"


def test_strange_rows_on_the_desk_do_nothing(
    told: Any, strangers: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    odd = [
        f"record:{strangers.records.pk}:1", "record:9e9:1", "venue:1:1", "::", "²:²:²",
        f"record:{'9' * 30}:1",
    ]  # fmt: skip
    answer = client.post(
        reverse("records:review") + "?league=x&troupe=%00&kind=no",
        {"rows": odd, "outcome": "reviewed", "note": ""},
    )
    assert answer.status_code == 200
    assert {row.state for row in Record.objects.all()} == {"reported"}


def test_a_day_and_a_service_are_typed_mended_and_struck_out(
    show: Performance, troupe: Any, troupe_leader: Any, as_user: Any
) -> None:
    client = as_user(troupe_leader)
    day = {"troupe": troupe.pk, "day": "2023-11-18", "distance_km": "120",
           "hours": "9.5", "in_grassroots": "on", "remarks": ""}  # fmt: skip
    client.post(reverse("troupe_days:add"), day)
    row = TroupeDay.objects.get()
    assert (row.distance_km, row.in_grassroots) == (120, True)
    late = day | {"day": "2023-12-18"}
    assert "2023-12-18" in _text(client.post(reverse("troupe_days:add"), late))
    client.post(
        reverse("troupe_days:edit", args=[row.pk]), day | {"hours": "", "version": "1"}
    )
    row.refresh_from_db()
    assert row.hours is None
    history = _text(client.get(reverse("troupe_days:history", args=[row.pk])))
    assert "改过数字" in history
    client.post(reverse("troupe_days:delete", args=[row.pk]), {"version": "2"})
    assert not TroupeDay.objects.exists()
    act = {"troupe": troupe.pk, "day": "2023-11-18", "kind": "service",
           "title": "义诊", "people": "", "region": "", "remarks": ""}  # fmt: skip
    client.post(reverse("field_acts:add"), act)
    assert FieldAct.objects.get().people is None
    assert "义诊" in _text(client.get(reverse("field_acts:index") + "?month=2023-11"))


def test_pictures_come_go_and_are_offered_to_no_page_before_their_time(
    told: Any, troupe_leader: Any, hinggan_coordinator: Any, as_user: Any,
    page_editor: Any,
) -> None:  # fmt: skip
    client = as_user(troupe_leader)
    url = reverse("records:photos", args=[told.record.pk])
    heic = SimpleUploadedFile("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40)
    page = _text(client.post(url, {"photos": [heic], "consent": "同意"}))
    assert "HEIC" in page
    files = [SimpleUploadedFile(f"{n}.jpg", factories.jpeg()) for n in "ab"]
    client.post(url, {"photos": files, "consent": "当面同意", "may_publish": "on"})
    first, second = told.record.photos.all()
    policy = policy_registry.get_by_type(get_image_model())

    def offered() -> int:
        may = policy.instances_user_has_any_permission_for
        return may(page_editor, ["choose"]).count()

    assert not offered()
    desk = _text(as_user(hinggan_coordinator).get(reverse("records:review")))
    assert "通过以后公开2张照片" in desk
    client = as_user(troupe_leader)
    scheduling.review_report(told.record, "reviewed", by=hinggan_coordinator)
    assert offered() == 2
    change = reverse("records:photo", args=[told.record.pk, first.pk])
    client.post(change, {f"photo-{first.pk}-consent": "同意", "remove": ""})
    first.refresh_from_db()
    assert (first.consent, first.may_publish) == ("同意", False)
    gone = reverse("records:photo", args=[told.record.pk, second.pk])
    client.post(gone, {"remove": "1"})
    assert told.record.photos.get() == first
    assert get_image_model().objects.count() == 1


@pytest.mark.parametrize("query", ["?state=x", "?month=2023-13", "?league=0", "?q=%00"])
def test_odd_questions_are_answered(query: str, coordinator: Any, as_user: Any) -> None:
    client = as_user(coordinator)
    for name in ("records", "troupe_days", "field_acts"):
        assert client.get(reverse(f"{name}:index") + query).status_code == 200


def test_lists_cost_the_same_for_many_rows(
    troupe: Any, hinggan_venue: Any, hinggan_coordinator: Any, as_user: Any,
    placed: Any,
) -> None:  # fmt: skip
    client = as_user(hinggan_coordinator)
    urls = [reverse("records:index"), reverse("records:review")]
    costs = []
    for url in urls:
        client.get(url)
    for rows in (range(1), range(1, 12)):
        for number in rows:
            show = placed(
                troupe,
                hinggan_venue,
                starts_at=T_ZERO - timedelta(days=30 + number),
                accept="补录",
            )
            scheduling.report_show(
                show, RecordFacts(onsite_audience=1), day=DayFacts(distance_km=1)
            )
        costs.append([_queries(client, url) for url in urls])
    assert costs[0] == costs[1]


def _queries(client: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_a_photo_needs_its_consent(told: Any) -> None:
    with pytest.raises(scheduling.Refused) as refused:
        scheduling.add_photos(
            told.record, [PhotoFacts(data=factories.jpeg(), consent=" ")]
        )
    assert refused.value.field == "consent"


def test_a_league_enters_what_it_was_told_and_twice_is_once(
    show: Performance, troupe: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    url = reverse("records:past")
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', _text(client.get(url)))[1]
    said = {
        "key": key, "troupe": troupe.pk, "title": "加演", "day": "2023-11-18",
        "hour": "20:00", "minutes": "30", "mode": "on_site", "venue": "",
        "region": "", "onsite_audience": "35", "online_views": "", "remarks": "",
    }  # fmt: skip
    ahead = _text(client.post(url, said | {"day": "2023-12-18"}))
    assert "加演" in ahead
    assert not Record.objects.exists()
    for _press in range(2):
        assert client.post(url, said).status_code == 302
    record = Record.objects.get()
    assert record.performance.entered_after
    assert record.performance.region == troupe.region
    assert {clash["show"] for clash in record.clashes} == {show.pk}
    page = _text(client.get(reverse("records:inspect", args=[record.pk])))
    assert show.title in page


def test_a_stranger_troupe_is_no_choice(
    strangers: Any, troupe_leader: Any, as_user: Any
) -> None:
    client = as_user(troupe_leader)
    page = _text(client.get(reverse("records:past")))
    assert strangers.troupes.name not in page
    said = {"troupe": strangers.troupes.pk, "title": "x"}
    assert client.post(reverse("records:past"), said).status_code == 200
    assert Performance.objects.filter(entered_after=True).count() == 0
