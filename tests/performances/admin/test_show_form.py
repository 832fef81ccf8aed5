"""The form of a show: what it saves, and what it says at the field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.models import AcceptedWarning, Performance
from tests import factories

pytestmark = pytest.mark.django_db

ADD = "/admin/performances/new/"
SHOW_START = datetime(2023, 11, 18, 11, 30, tzinfo=UTC)


def edit_url(show: Performance) -> str:
    return reverse("performances:edit", args=[show.pk])


def edit_post(show_post: Any, show: Performance, **changes: Any) -> dict[str, Any]:
    """The form of the own show as it was opened."""
    post = show_post(show.troupes_in_order[0], show.venue)
    post |= {"day": "2023-11-18", "version": str(show.version)}
    post |= {"troupes-INITIAL_FORMS": "1"}
    del post["status"]
    return post | changes


def test_a_troupe_places_its_own_show(
    troupe_editor: Any, troupe: Any, hinggan_venue: Any, as_user: Any, show_post: Any
) -> None:
    item = {
        "programme-TOTAL_FORMS": "2",
        "programme-0-form": "呼麦",
        "programme-1-title": "鸿雁",
        "programme-1-minutes": "4",
    }
    answer = as_user(troupe_editor).post(ADD, show_post(troupe, hinggan_venue, **item))
    show = Performance.objects.get()
    assert answer.url == reverse("performances:inspect", args=[show.pk])
    assert (show.status, show.version) == ("confirmed", 1)
    assert show.starts_at == datetime(2023, 11, 20, 11, 30, tzinfo=UTC)
    assert show.ends_at - show.starts_at == timedelta(minutes=90)
    assert [str(item) for item in show.programme.all()] == ["呼麦", "《鸿雁》"]
    entry = ModelLogEntry.objects.for_instance(show).get()
    assert (entry.action, entry.user) == ("schedule.place", troupe_editor)


def test_the_usual_crew_time_is_filled_in(
    troupe_editor: Any, troupe: Any, hinggan_venue: Any, as_user: Any, show_post: Any
) -> None:
    post = show_post(troupe, hinggan_venue, load_in_minutes="", strike_minutes="")
    as_user(troupe_editor).post(ADD, post)
    show = Performance.objects.get()
    assert (show.load_in_minutes, show.strike_minutes) == (240, 120)


@pytest.mark.parametrize(
    ("changes", "starts", "ends"),
    [
        ({"until": "21:00", "minutes": ""}, (11, 30), (13, 0)),
        ({"hour": "23:30", "until": "00:30", "minutes": ""}, (15, 30), (16, 30)),
        ({"precision": "about", "minutes": ""}, (11, 30), (13, 0)),
    ],
)
def test_the_end_is_given_by_length_or_by_hour(
    changes: Any, starts: Any, ends: Any, troupe_editor: Any, troupe: Any,
    hinggan_venue: Any, as_user: Any, show_post: Any,
) -> None:  # fmt: skip
    as_user(troupe_editor).post(ADD, show_post(troupe, hinggan_venue, **changes))
    show = Performance.objects.get()
    assert (show.starts_at.hour, show.starts_at.minute) == starts
    assert (show.ends_at.hour, show.ends_at.minute) == ends


@pytest.mark.parametrize("precision", ["part", "date"])
def test_a_show_may_wait_for_its_hour(
    precision: str, troupe_editor: Any, troupe: Any, as_user: Any, show_post: Any,
    regions: Any,
) -> None:  # fmt: skip
    post = show_post(
        troupe, None, precision=precision, day_part="evening", hour="", status="hold",
        region=regions["152222"].pk,
    )  # fmt: skip
    as_user(troupe_editor).post(ADD, post)
    show = Performance.objects.get()
    assert (show.precision, show.venue, show.status) == (precision, None, "hold")
    assert show.day.isoformat() == "2023-11-20"
    assert show.day_part == ("evening" if precision == "part" else "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hour": ""}, "hour"),
        ({"day": ""}, "day"),
        ({"venue": ""}, "venue"),
        ({"precision": "part", "day_part": ""}, "day_part"),
        ({"minutes": "60", "until": "22:00"}, "until"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(
    changes: Any, field: str, troupe_editor: Any, troupe: Any, hinggan_venue: Any,
    as_user: Any, show_post: Any,
) -> None:  # fmt: skip
    post = show_post(troupe, hinggan_venue) | {"admission": "免费"} | changes
    answer = as_user(troupe_editor).post(ADD, post)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "免费" in answer.content.decode()
    assert not Performance.objects.exists()


def test_another_league_s_troupe_cannot_be_chosen(
    troupe_editor: Any, other_troupe: Any, hinggan_venue: Any, as_user: Any,
    show_post: Any,
) -> None:  # fmt: skip
    answer = as_user(troupe_editor).post(ADD, show_post(other_troupe, hinggan_venue))
    assert answer.context["entry"].troupes.errors == [
        {"troupe": answer.context["entry"].troupes.errors[0]["troupe"]}
    ]
    assert not Performance.objects.exists()


# --- Conflicts at the field -----------------------------------------------------------


def test_a_taken_venue_is_told_beside_the_venue(
    placed: Any, other_troupe: Any, hinggan_venue: Any, coordinator: Any, troupe: Any,
    as_user: Any, show_post: Any,
) -> None:  # fmt: skip
    placed(other_troupe, hinggan_venue, title="先到的演出")
    answer = as_user(coordinator).post(ADD, show_post(troupe, hinggan_venue))
    told = answer.context["entry"].told
    assert [(one.severity, "先到的演出" in one.text) for one in told["venue"]] == [
        ("block", True)
    ]
    assert told["venue"][0].text in answer.content.decode().replace("&#x27;", "'")
    assert Performance.objects.count() == 1


def test_a_draft_may_stand_in_conflict(
    placed: Any, other_troupe: Any, hinggan_venue: Any, coordinator: Any, troupe: Any,
    as_user: Any, show_post: Any,
) -> None:  # fmt: skip
    placed(other_troupe, hinggan_venue)
    post = show_post(troupe, hinggan_venue, status="draft")
    answer = as_user(coordinator).post(ADD, post)
    assert answer.status_code == 302


def far_away(placed: Any, troupe: Any, bayannur_venue: Any) -> Performance:
    """The same troupe the evening before, a thousand kilometres to the west."""
    starts = datetime(2023, 11, 20, 2, 0, tzinfo=UTC)
    return placed(troupe, bayannur_venue, starts_at=starts)


def test_a_warning_asks_a_coordinator_for_the_reason(
    placed: Any, troupe: Any, bayannur_venue: Any, hinggan_venue: Any, coordinator: Any,
    as_user: Any, show_post: Any,
) -> None:  # fmt: skip
    far_away(placed, troupe, bayannur_venue)
    client = as_user(coordinator)
    first = client.post(ADD, show_post(troupe, hinggan_venue))
    assert [one.severity for one in first.context["entry"].told["troupes"]] == ["warn"]
    assert first.context["entry"].asks_to_accept
    second = client.post(ADD, show_post(troupe, hinggan_venue, accept="乘飞机前往"))
    assert second.status_code == 302
    accepted = AcceptedWarning.objects.get()
    assert (accepted.reason, accepted.by) == ("乘飞机前往", coordinator)
    # By name, not by login.
    coordinator.first_name = "全区调度员"
    coordinator.save()
    page = client.get(reverse("performances:inspect", args=[accepted.performance_id]))
    told = page.content.decode().split("乘飞机前往")[1][:80]
    assert "全区调度员" in told
    assert "（coordinator" not in told


def test_a_troupe_cannot_accept_its_own_warning(
    placed: Any, troupe: Any, bayannur_venue: Any, hinggan_venue: Any,
    troupe_editor: Any, as_user: Any, show_post: Any,
) -> None:  # fmt: skip
    far_away(placed, troupe, bayannur_venue)
    post = show_post(troupe, hinggan_venue, accept="乘飞机前往")
    answer = as_user(troupe_editor).post(ADD, post)
    assert answer.status_code == 200
    assert "accept" not in answer.context["form"].fields
    assert Performance.objects.count() == 1


def test_the_live_check_tells_the_same_and_writes_nothing(
    placed: Any, other_troupe: Any, hinggan_venue: Any, troupe_editor: Any, troupe: Any,
    as_user: Any, show_post: Any,
) -> None:  # fmt: skip
    placed(other_troupe, hinggan_venue, title="先到的演出")
    unfinished = show_post(troupe, hinggan_venue, title="")
    answer = as_user(troupe_editor).post(reverse("performances:check"), unfinished)
    told = answer.json()["told"]
    assert [(one["field"], one["severity"]) for one in told] == [("venue", "block")]
    assert Performance.objects.count() == 1


def test_the_live_check_is_patient_with_half_a_form(
    troupe_editor: Any, as_user: Any
) -> None:
    post = {"troupes-TOTAL_FORMS": "0", "troupes-INITIAL_FORMS": "0"}
    answer = as_user(troupe_editor).post(reverse("performances:check"), post)
    assert answer.json() == {"told": [], "asksToAccept": False}


# --- Editing --------------------------------------------------------------------------


def test_saving_unchanged_changes_nothing(
    own_show: Any, troupe_editor: Any, as_user: Any, show_post: Any
) -> None:
    answer = as_user(troupe_editor).post(
        edit_url(own_show), edit_post(show_post, own_show)
    )
    assert answer.status_code == 302
    assert Performance.objects.get().version == own_show.version
    assert ModelLogEntry.objects.for_instance(own_show).count() == 1


def test_an_edit_is_one_log_entry(
    own_show: Any, troupe_editor: Any, as_user: Any, show_post: Any
) -> None:
    post = edit_post(show_post, own_show, hour="20:00")
    as_user(troupe_editor).post(edit_url(own_show), post)
    moved = Performance.objects.get()
    assert moved.starts_at - own_show.starts_at == timedelta(minutes=30)
    entries = ModelLogEntry.objects.for_instance(own_show)
    actions = entries.values_list("action", flat=True)
    assert sorted(actions) == ["schedule.move", "schedule.place"]


def test_a_stale_write_says_what_changed_meanwhile(
    own_show: Any, troupe_editor: Any, troupe_leader: Any, as_user: Any, show_post: Any
) -> None:
    opened = edit_post(show_post, own_show, title="我的新标题")
    scheduling.move(
        own_show, starts_at=own_show.starts_at + timedelta(hours=1), by=troupe_leader
    )
    client = as_user(troupe_editor)
    answer = client.post(edit_url(own_show), opened)
    page = answer.content.decode()
    assert "troupe-leader" in page
    assert "我的新标题" in page
    assert Performance.objects.get().title == "草原新歌"
    # What was typed is still there, and saving again is a decision made knowingly.
    again = opened | {"version": answer.context["form"]["version"].value()}
    assert client.post(edit_url(own_show), again).status_code == 302
    assert Performance.objects.get().title == "我的新标题"


def test_a_stale_write_names_what_the_other_edited(
    own_show: Any, troupe_editor: Any, troupe_leader: Any, as_user: Any, show_post: Any
) -> None:
    opened = edit_post(show_post, own_show, title="我的新标题")
    facts = replace(
        scheduling.facts_of(own_show),
        technical_note="要两相电",
        programme=(scheduling.ItemFacts(title="酒歌"),),
    )
    scheduling.revise(own_show, facts, by=troupe_leader)
    page = as_user(troupe_editor).post(edit_url(own_show), opened).content.decode()
    assert "troupe-leader：编辑 · 技术说明、节目单" in page


def test_the_time_of_an_opening_is_refused_at_the_field(
    three_cities: Any, coordinator: Any, as_user: Any, show_post: Any
) -> None:
    opening = three_cities.openings[0]
    post = edit_post(show_post, opening, day="2023-11-20", hour="20:00")
    answer = as_user(coordinator).post(edit_url(opening), post)
    assert "hour" in answer.context["form"].errors


def test_a_copy_starts_from_the_facts_of_the_other(
    own_show: Any, troupe_editor: Any, as_user: Any
) -> None:
    url = reverse("performances:copy", args=[own_show.pk])
    page = as_user(troupe_editor).get(url).context["entry"]
    assert page.form["title"].value() == own_show.title
    assert page.form["venue"].value() == own_show.venue.pk
    assert page.troupes.forms[0].initial["troupe"] == own_show.troupes_in_order[0]


def test_many_rows_cost_no_more_queries_than_one(
    own_show: Any, coordinator: Any, as_user: Any, django_assert_max_num_queries: Any
) -> None:
    for _number in range(10):
        factories.work(own_show.troupes_in_order[0])
    client = as_user(coordinator)
    client.get(edit_url(own_show))
    with django_assert_max_num_queries(45):
        client.get(edit_url(own_show))


def test_whoever_plans_for_one_troupe_finds_it_chosen(
    as_user: Any, troupe_editor: Any, coordinator: Any, troupe: Any, other_troupe: Any
) -> None:
    chosen = f'<option value="{troupe.pk}" selected>'
    for name in ("performances:add", "engagements:add"):
        assert chosen in as_user(troupe_editor).get(reverse(name)).content.decode()
        assert chosen not in as_user(coordinator).get(reverse(name)).content.decode()
