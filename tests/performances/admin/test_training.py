"""Study and training in the admin: form, live check, report, review, list, advisers."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances.admin.training_words import place_text
from performances.models import ArtAdviser, Engagement, TrainingSession
from performances.scheduling.training_facts import AttendingFacts, TeacherFacts
from tests import factories
from ulanmuqi.places.models import Region

pytestmark = pytest.mark.django_db

# Wagtail answers a script, which cannot follow to the first page, with 403.
ASKED = {"X-Requested-With": "XMLHttpRequest"}
ROWS = 30


@pytest.fixture
def filled(troupe: Any, hinggan_venue: Any) -> Any:
    """What a browser sends for a session; say only what differs."""

    def post(**changes: Any) -> dict[str, Any]:
        values = {
            "kind": "course",
            "title": "长调培训班",
            "day": "2023-11-21",
            "hour": "09:00",
            "last_day": "",
            "until": "11:30",
            "venue": hinggan_venue.pk,
            "takes_venue": "on",
            "firmness": "firm",
            "hours": "3",
            "note": "带节拍器",
            **rows("troupes", {"troupe": troupe.pk, "expected": "12"}),
            **rows("teachers", {"name": "请来的老师", "known_as": "长调"}),
            **rows("works"),
        }
        if "version" in changes:
            # A form that edits was shown with the rows there are.
            values |= {"troupes-INITIAL_FORMS": 1, "teachers-INITIAL_FORMS": 1}
        return values | changes

    return post


def rows(prefix: str, *found: dict[str, Any]) -> dict[str, Any]:
    values = {f"{prefix}-TOTAL_FORMS": len(found), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(found):
        values |= {f"{prefix}-{number}-{name}": told for name, told in row.items()}
    return values


def test_a_troupe_enters_training_and_says_who_was_there(
    filled: Any,
    as_user: Any,
    troupe_leader: Any,
    hinggan_coordinator: Any,
    troupe: Any,
    frozen_clock: Any,
) -> None:
    work = factories.work(troupe)
    adviser = factories.adviser("乌云", known_for="声乐")
    client = as_user(hinggan_coordinator)
    typed = filled(
        **rows("works", {"work": work.pk}),
        **rows("teachers", {"person": f"adviser-{adviser.pk}", "name": ""}),
    )
    answer = client.post(reverse("training_sessions:add"), typed, follow=True)
    row = TrainingSession.objects.for_rows().get()
    url = reverse("training_sessions:inspect", args=[row.pk])
    assert answer.redirect_chain[-1][0] == url
    page = answer.content.decode()
    for words in (
        "长调培训班",
        "09:00–11:30",
        "带节拍器",
        "乌云",
        work.title,
        "计划12人",
    ):
        assert words in page
    assert Engagement.objects.get(training=row).kind == "training"

    frozen_clock.set(row.ends_at)
    leader = as_user(troupe_leader)
    report = reverse("training_sessions:report", args=[row.pk])
    assert report in leader.get(url).content.decode()
    name = f"troupe_{troupe.pk}"
    sent = {"version": row.version, name: "11", "other_people": "4", "hours": "3"}
    wrong = leader.post(report, sent | {name: "-3"})
    assert wrong.context["form"].errors.keys() == {name}
    assert "已填报" in leader.post(report, sent, follow=True).content.decode()
    row.refresh_from_db()
    review = reverse("training_sessions:act", args=[row.pk, "review"])
    assert leader.get(review, headers=ASKED).status_code == 403
    back = reverse("training_sessions:act", args=[row.pk, "return"])
    client.post(back, {"version": row.version, "why": "缺签到表"})
    assert "缺签到表" in leader.get(url).content.decode()
    row.refresh_from_db()
    leader.post(report, sent | {"version": row.version})
    row.refresh_from_db()
    client.post(review, {"version": row.version})
    row.refresh_from_db()
    assert (row.state, row.reviewed_by) == ("reviewed", hinggan_coordinator)
    history = client.get(reverse("training_sessions:history", args=[row.pk]))
    for words in ("登记了学习培训", "填报了到场人数", "审核通过了学习培训"):
        assert words in history.content.decode()


def test_what_was_expected_is_never_counted_in_one_tap(
    as_user: Any, troupe_leader: Any, troupe: Any, frozen_clock: Any
) -> None:
    row = factories.training(
        troupes=(AttendingFacts(troupe, 12),), region=troupe.region
    )
    frozen_clock.set(row.ends_at)
    client, url = (
        as_user(troupe_leader),
        reverse("training_sessions:report", args=[row.pk]),
    )
    page = client.get(url).content.decode()
    assert "计划12人" in page
    assert 'value="12"' not in page
    client.post(url, {"version": row.version, f"troupe_{troupe.pk}": ""})
    row.refresh_from_db()
    assert (row.state, row.people) == ("planned", None)


def test_its_conflicts_are_told_at_their_fields_and_edits_move_its_time(
    filled: Any, as_user: Any, troupe_editor: Any, placed: Any, troupe: Any,
    hinggan_venue: Any,
) -> None:  # fmt: skip
    show = placed(troupe, hinggan_venue)
    client = as_user(troupe_editor)
    at_once = filled(day="2023-11-20", hour="19:00", until="20:00")
    told = client.post(reverse("training_sessions:check"), at_once).json()["told"]
    blocks = {one["field"] for one in told if one["severity"] == "block"}
    assert blocks == {"troupes", "venue"}
    page = client.post(reverse("training_sessions:add"), at_once).content.decode()
    messages = page.split('class="messages"')[1].split("</ul>")[0]
    assert show.title in messages
    assert "长调培训班" in page
    assert TrainingSession.objects.count() == 0

    client.post(reverse("training_sessions:add"), filled())
    row = TrainingSession.objects.get()
    edit = reverse("training_sessions:edit", args=[row.pk])
    check = reverse("training_sessions:check_row", args=[row.pk])
    assert client.post(check, filled(version=1)).json()["told"] == []
    assert "请来的老师" in client.get(edit).content.decode()
    client.post(edit, filled(version=row.version, hour="10:00"))
    row.refresh_from_db()
    entry = Engagement.objects.get()
    assert entry.starts_at == row.starts_at
    assert f"{row.starts_at:%H:%M}" == "02:00"
    stale = client.post(edit, filled(version=1, title="改名"))
    assert "改名" in stale.content.decode()
    assert stale.context["form"]["version"].value() == str(row.version)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"day": "31-12"}, "day"),
        ({"hours": "0"}, "hours"),
        ({"kind": "party"}, "kind"),
        ({"page": "999999"}, "page"),
        ({"title": "课\x07"}, "title"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    filled: Any, as_user: Any, coordinator: Any, changes: Any, field: str
) -> None:
    url = reverse("training_sessions:add")
    answer = as_user(coordinator).post(url, filled(**changes))
    assert field in answer.context["form"].errors
    assert TrainingSession.objects.count() == 0


def test_rows_that_say_nothing_or_too_much(
    filled: Any, as_user: Any, coordinator: Any
) -> None:
    client, url = as_user(coordinator), reverse("training_sessions:add")
    adviser = factories.adviser("乌云")
    nobody = client.post(url, filled(**rows("troupes")))
    assert "请至少选一支参加的队伍" in nobody.content.decode()
    both = {"person": f"adviser-{adviser.pk}", "name": "另一位"}
    answer = client.post(url, filled(**rows("teachers", both)))
    assert "只用一种" in answer.content.decode()
    odd = client.post(url, filled(**rows("teachers", {"person": "adviser-0 OR 1"})))
    assert odd.status_code == 200
    assert TrainingSession.objects.count() == 0


def test_cancelling_frees_the_time_and_copying_plans_it_anew(
    filled: Any, as_user: Any, troupe_leader: Any
) -> None:
    client = as_user(troupe_leader)
    client.post(reverse("training_sessions:add"), filled())
    row = TrainingSession.objects.get()
    copy = client.get(reverse("training_sessions:copy", args=[row.pk]))
    assert "长调培训班" in copy.content.decode()
    cancel = reverse("training_sessions:act", args=[row.pk, "cancel"])
    assert "why" in client.post(cancel, {"version": 1}).context["form"].errors
    answer = client.post(cancel, {"version": 1, "why": "路断"}, follow=True)
    assert "已取消" in answer.content.decode()
    assert Engagement.objects.count() == 0
    assert "路断" in answer.content.decode()


def test_the_list_narrows_and_costs_the_same_for_one_and_thirty(
    as_user: Any,
    hinggan_coordinator: Any,
    troupe: Any,
    other_troupe: Any,
    frozen_clock: Any,
    django_assert_num_queries: Any,
) -> None:
    adviser = factories.adviser("乌云")
    taught = (TeacherFacts(adviser=adviser),)
    first = factories.training(troupe, teachers=taught, title="第一课")
    factories.training(other_troupe, title="别处的课")
    client, index = as_user(hinggan_coordinator), reverse("training_sessions:index")
    client.get(index)
    with django_assert_num_queries(ROWS):
        assert "别处的课" not in client.get(index).content.decode()
    for day in range(29):
        at = first.starts_at + timedelta(days=day + 1)
        factories.training(troupe, starts_at=at, title=f"课{day}号")
    with django_assert_num_queries(ROWS):
        page = client.get(index).content.decode()
    assert "第一课" in page
    frozen_clock.set(first.ends_at)
    for query in ("waits=missing", f"adviser={adviser.pk}", "q=第一课"):
        page = client.get(f"{index}?{query}").content.decode()
        assert "第一课" in page
        assert "课3号" not in page
    ahead = client.get(f"{index}?waits=ahead&troupe={troupe.pk}").content.decode()
    assert "第一课" not in ahead
    table = client.get(f"{index}?export=csv&q=第一课")
    assert "第一课" in b"".join(table.streaming_content).decode()


def test_a_league_keeps_its_advisers(
    as_user: Any,
    hinggan_coordinator: Any,
    troupe_leader: Any,
    troupe: Any,
    regions: Any,
) -> None:
    client, add = as_user(hinggan_coordinator), reverse("advisers:add")
    typed = {
        "name": "乌云",
        "known_for": "声乐",
        "home": "自治区艺术学院",
        "region": regions["152200"].pk,
        **rows("pairings", {"troupe": troupe.pk, "since": "2023-01-01"}),
    }
    wrong = rows("pairings", {"troupe": troupe.pk, "since": "2023-02-30"})
    assert client.post(add, typed | wrong).status_code == 200
    assert ArtAdviser.objects.count() == 0
    client.post(add, typed)
    row = ArtAdviser.objects.get()
    edit = reverse("advisers:edit", args=[row.pk])
    ended = rows(
        "pairings", {"troupe": troupe.pk, "since": "2023-01-01", "until": "2022-01-01"}
    )
    page = client.post(edit, typed | ended | {"version": 1}).content.decode()
    assert "结束" in page
    factories.training(troupe, teachers=(TeacherFacts(adviser=row),))
    leader = as_user(troupe_leader)
    told = leader.get(reverse("advisers:inspect", args=[row.pk])).content.decode()
    assert "基本功训练" in told
    assert leader.get(edit, headers=ASKED).status_code == 403


def test_a_region_stands_beside_a_place_that_does_not_name_it() -> None:
    region = Region(name="锡林郭勒盟", short_name="锡林郭勒")
    for place, told in (
        ("锡林郭勒歌舞剧院", "锡林郭勒歌舞剧院"),
        ("文化馆", "锡林郭勒盟 · 文化馆"),
        ("", "锡林郭勒盟"),
    ):
        assert place_text(TrainingSession(region=region, place=place)) == told
