"""Every act has its page: what it asks, what it refuses, what it leaves."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.admin.show_acts import SHOW_ACTS
from performances.admin.showcase_acts import SHOWCASE_ACTS
from performances.models import Performance, Showcase
from performances.scheduling import ShowFacts
from performances.statuses import Status
from tests import factories

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db


def act_url(show: Any, key: str) -> str:
    kind = "showcases" if isinstance(show, Showcase) else "performances"
    return reverse(f"{kind}:act", args=[show.pk, key])


def do(client: Any, row: Any, key: str, **facts: Any) -> Any:
    return client.post(act_url(row, key), {"version": row.version, **facts})


def do_for_all(client: Any, row: Any, key: str, **facts: Any) -> Any:
    """Looks at the consequences first, as the page demands, then does it."""
    shown = do(client, row, key, **facts)
    assert shown.status_code == 200
    assert shown.context["is_shown"], shown.context["form"].errors
    previewed = shown.context["form"]["previewed"].value()
    return do(client, row, key, previewed=previewed, **facts)


@pytest.fixture
def draft(placed: Any, troupe: Any, hinggan_venue: Any) -> Performance:
    return placed(troupe, hinggan_venue, status="draft")


@pytest.fixture
def editor(troupe_editor: Any, as_user: Any) -> Any:
    return as_user(troupe_editor)


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


def test_from_draft_to_the_public(draft: Any, editor: Any) -> None:
    do(editor, draft, "confirm")
    draft.refresh_from_db()
    assert draft.status == Status.CONFIRMED
    do(editor, draft, "announce")
    draft.refresh_from_db()
    assert draft.announced_at is not None
    actions = ModelLogEntry.objects.for_instance(draft).values_list("action", flat=True)
    assert sorted(actions) == [
        "schedule.announce", "schedule.confirm", "schedule.place",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "act", [act for act in SHOW_ACTS if act.asks.get("reason")], ids=lambda act: act.key
)
def test_an_act_that_takes_something_away_needs_its_reason(
    act: Any, own_show: Any, three_cities: Any, chief: Any
) -> None:
    row = three_cities.openings[2] if act.shows_cities else own_show
    answer = do(chief, row, act.key, reason="  ")
    assert "reason" in answer.context["form"].errors
    before = row.version
    row.refresh_from_db()
    assert row.version == before


def test_cancel_and_reinstate(own_show: Any, editor: Any) -> None:
    do(editor, own_show, "cancel", reason="暴风雪封路")
    own_show.refresh_from_db()
    assert (own_show.status, own_show.status_reason) == ("cancelled", "暴风雪封路")
    do(editor, own_show, "reinstate", reason="道路已通")
    own_show.refresh_from_db()
    assert own_show.status == Status.CONFIRMED


def test_postpone_to_a_new_day_makes_the_show_anew(own_show: Any, editor: Any) -> None:
    do(
        editor, own_show, "postpone", reason="沙尘",
        starts_at_0="2023-12-01", starts_at_1="19:30",
    )  # fmt: skip
    own_show.refresh_from_db()
    assert own_show.status == Status.POSTPONED
    assert own_show.replacement.starts_at - own_show.starts_at == timedelta(days=13)


def test_half_an_instant_is_refused_at_its_field(own_show: Any, editor: Any) -> None:
    answer = do(editor, own_show, "condition", reason="有雪", decide_by_0="2023-11-18")
    assert "decide_by" in answer.context["form"].errors


def test_an_act_on_an_old_version_is_refused(own_show: Any, editor: Any) -> None:
    scheduling.move(own_show, starts_at=own_show.starts_at + timedelta(hours=1))
    answer = do(editor, own_show, "cancel", reason="暴风雪")
    own_show.refresh_from_db()
    assert own_show.status == Status.CONFIRMED
    assert answer.status_code == 200


def test_a_draft_is_deleted_and_the_list_follows(draft: Any, editor: Any) -> None:
    answer = do(editor, draft, "discard")

    assert answer.url == reverse("performances:index")
    assert not Performance.objects.exists()
    assert ModelLogEntry.objects.filter(action="wagtail.delete", deleted=True).exists()


def test_an_act_that_no_longer_fits_leads_back(own_show: Any, editor: Any) -> None:
    answer = editor.get(act_url(own_show, "hold"))
    assert answer.url == reverse("performances:inspect", args=[own_show.pk])


def test_an_unknown_act_is_not_found(own_show: Any, editor: Any) -> None:
    assert editor.get(act_url(own_show, "explode")).status_code == 404


def test_only_open_acts_are_offered(own_show: Any, troupe_editor: Any) -> None:
    offered = [act.key for act in SHOW_ACTS.open_for(troupe_editor, own_show)]
    assert offered == ["announce", "condition", "postpone", "cancel", "withdraw"]


def test_a_taken_hour_is_told_before_confirming(
    draft: Any, placed: Any, other_troupe: Any, hinggan_venue: Any, editor: Any
) -> None:
    placed(other_troupe, hinggan_venue, title="先到的演出")
    page = editor.get(act_url(draft, "confirm"))
    assert [severity for severity, _text in page.context["conflicts"]] == ["block"]
    answer = do(editor, draft, "confirm")
    assert "先到的演出" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_a_league_reverses_its_troupe(
    own_show: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    do(as_user(hinggan_coordinator), own_show, "cancel", reason="盟里另有安排")
    own_show.refresh_from_db()
    assert own_show.status == Status.CANCELLED


def test_only_coordinators_accept_a_warning(
    placed: Any, troupe: Any, bayannur_venue: Any, hinggan_venue: Any,
    troupe_editor: Any, hinggan_coordinator: Any,
) -> None:  # fmt: skip
    placed(troupe, bayannur_venue, starts_at=T_ZERO - timedelta(hours=9))
    draft = placed(troupe, hinggan_venue, status="draft")
    with pytest.raises(scheduling.NotAllowed):
        scheduling.confirm(draft, by=troupe_editor, accept="乘飞机前往")
    scheduling.confirm(draft, by=hinggan_coordinator, accept="乘飞机前往")
    assert draft.accepted_warnings.get().by == hinggan_coordinator


# --- Showcases ------------------------------------------------------------------------


def test_delaying_all_shows_every_city_first(three_cities: Any, chief: Any) -> None:
    showcase = three_cities.showcase
    facts = {"minutes": "30", "reason": "设备调试", "decided_by": "组委会"}
    shown = do(chief, showcase, "delay", **facts)
    lines = shown.context["cities"]
    assert [line.city for line in lines] == ["巴彦淖尔市", "呼和浩特市", "兴安盟"]
    assert all("20:00" in line.after and "19:30" in line.before for line in lines)
    showcase.refresh_from_db()
    assert showcase.t_zero == T_ZERO
    do_for_all(chief, showcase, "delay", **facts)
    starts = Performance.objects.filter(showcase=showcase, is_opening=True)
    assert set(starts.values_list("starts_at", flat=True)) == {
        T_ZERO + timedelta(minutes=30)
    }


def test_other_facts_than_those_shown_are_shown_again(
    three_cities: Any, chief: Any
) -> None:
    showcase = three_cities.showcase
    facts = {"minutes": "30", "reason": "设备调试"}
    previewed = do(chief, showcase, "delay", **facts).context["form"]["previewed"]
    again = do(
        chief, showcase, "delay", minutes="300", reason="设备调试",
        previewed=previewed.value(),
    )  # fmt: skip
    assert again.context["is_shown"]
    showcase.refresh_from_db()
    assert showcase.t_zero == T_ZERO


def test_a_city_in_the_way_is_named_and_none_moves(
    three_cities: Any, chief: Any, placed: Any, hohhot_venue: Any
) -> None:
    guest = factories.troupe("150105")
    placed(guest, hohhot_venue, starts_at=T_ZERO + timedelta(hours=4))
    answer = do(chief, three_cities.showcase, "delay", minutes="180", reason="设备调试")
    in_the_way = [line.city for line in answer.context["cities"] if line.conflicts]
    assert in_the_way == ["呼和浩特市"]
    three_cities.showcase.refresh_from_db()
    assert three_cities.showcase.t_zero == T_ZERO


def test_one_city_opens_late_and_the_others_stay(three_cities: Any, chief: Any) -> None:
    west, *others = three_cities.openings
    facts = {
        "reason": "停电", "decided_by": "现场指挥",
        "next_word_at_0": "2023-11-20", "next_word_at_1": "19:15",
    }  # fmt: skip
    shown = do(chief, west, "open-late", **facts)
    assert [bool(line.after) for line in shown.context["cities"]] == [
        True,
        False,
        False,
    ]
    do_for_all(chief, west, "open-late", **facts)
    west.refresh_from_db()
    assert (west.status, west.decided_by) == (Status.LATE, "现场指挥")
    for other in others:
        other.refresh_from_db()
        assert other.status == Status.CONFIRMED


def test_a_city_act_asks_by_whose_decision(three_cities: Any, chief: Any) -> None:
    answer = do(chief, three_cities.openings[0], "drop", reason="停电")
    assert list(answer.context["form"].errors) == ["decided_by"]


def test_drop_and_reserve_venue(
    three_cities: Any, chief: Any, bayannur_venue: Any, regions: Any
) -> None:
    west, _middle, east = three_cities.openings
    reserve = factories.venue("150802")
    decided = {"reason": "场地检修", "decided_by": "市文旅局"}
    do_for_all(chief, west, "reserve", venue=reserve.pk, **decided)
    do_for_all(chief, east, "drop", **decided)
    west.refresh_from_db()
    east.refresh_from_db()
    assert (west.venue, west.starts_at) == (reserve, T_ZERO)
    assert east.status == Status.CANCELLED


def test_only_other_venues_of_the_city_are_offered_as_reserve(
    three_cities: Any, chief: Any, hinggan_venue: Any
) -> None:
    west = three_cities.openings[0]
    near = factories.venue("150802")
    form = chief.get(act_url(west, "reserve")).context["form"]
    offered = set(form.fields["venue"].queryset)
    assert near in offered
    assert west.venue not in offered
    assert hinggan_venue not in offered


def test_a_league_acts_on_its_own_city_only(
    three_cities: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    west, _middle, east = three_cities.openings
    assert client.get(act_url(east, "drop")).status_code == 200
    header = {"X-Requested-With": "XMLHttpRequest"}
    assert client.get(act_url(west, "drop"), headers=header).status_code == 404


@pytest.mark.parametrize("key", ["postpone", "cancel"])
def test_the_whole_showcase_is_called_off(
    key: str, three_cities: Any, chief: Any
) -> None:
    do_for_all(chief, three_cities.showcase, key, reason="疫情防控")
    statuses = Performance.objects.filter(is_opening=True).values_list(
        "status", flat=True
    )
    assert set(statuses) == {{"postpone": "postponed", "cancel": "cancelled"}[key]}


def test_confirm_then_announce_a_showcase(
    chief: Any, troupe: Any, hinggan_venue: Any
) -> None:
    facts = scheduling.ShowcaseFacts(title="单地展演", t_zero=T_ZERO)
    opening = ShowFacts(
        title="单地展演", starts_at=T_ZERO, ends_at=T_ZERO + timedelta(hours=1),
        venue=hinggan_venue, troupes=(troupe,),
    )  # fmt: skip
    made = scheduling.create_showcase(facts, [opening]).showcase
    do_for_all(chief, made, "confirm", without_answers="书面合同已签")
    made.refresh_from_db()
    do(chief, made, "announce")
    assert Performance.objects.get().announced_at is not None


@pytest.mark.parametrize("act", list(SHOWCASE_ACTS), ids=lambda act: act.key)
def test_each_showcase_act_has_a_page_or_leads_back(
    act: Any, three_cities: Any, chief: Any
) -> None:
    answer = chief.get(act_url(three_cities.showcase, act.key))
    fits = act.fits(three_cities.showcase)
    assert answer.status_code == (200 if fits else 302)
