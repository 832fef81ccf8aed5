"""The first page, the Schedule menu and what several lines put on one screen."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.admin.icons import get_icons

from performances import scheduling
from performances.admin.menu import ScheduleGroup
from performances.admin.road_notices import NoticeViewSet
from performances.admin.show_acts import SHOW_ACTS
from performances.admin.showcase_acts import SHOWCASE_ACTS
from performances.statuses import Status
from performances.wagtail_hooks import add_panels
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_panel_stands_once(
    as_user: Any, coordinator: Any, troupe: Any, hinggan_venue: Any
) -> None:
    facts = factories.show_facts(troupes=(troupe,), venue=hinggan_venue)
    scheduling.place(facts, status=Status.CONFIRMED)
    page = as_user(coordinator).get(reverse("wagtailadmin_home"))
    names = [getattr(panel, "name", "") for panel in page.context["panels"]]
    ours = [name for name in names if name]
    assert "next_shows" in ours
    assert len(ours) == len(set(ours))


def test_a_league_answers_a_wish_in_a_browser(
    troupe: Any, hinggan_venue: Any, troupe_leader: Any, hinggan_coordinator: Any
) -> None:
    """With the token the panel itself was given: forms of panels are real forms."""
    show = factories.performance(troupes=(troupe,), venue=hinggan_venue)
    wish = scheduling.ask_for_change(
        show, text="想晚半小时", troupe=troupe, by=troupe_leader
    )
    client = Client(enforce_csrf_checks=True)
    client.force_login(hinggan_coordinator)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    form = page.split(f'action="{reverse("change_wish", args=[wish.pk])}"')[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    said = {"reply": "可以，改到20:00", "csrfmiddlewaretoken": token}
    url = reverse("change_wish", args=[wish.pk])
    assert client.post(url, said).status_code == 302
    wish.refresh_from_db()
    assert wish.reply == "可以，改到20:00"
    # Somebody else was faster: what one wrote is not lost.
    late = client.post(url, said | {"reply": "不行，舞台占着"}, follow=True)
    assert "不行，舞台占着" in late.content.decode()


def test_what_is_urgent_stands_first(rf: Any) -> None:
    panels: list[Any] = []
    add_panels(rf.get("/admin/"), panels)
    orders = [panel.order for panel in panels]
    assert orders == sorted(set(orders))


def test_the_menu_goes_from_today_to_what_seldom_changes(
    rf: Any, coordinator: Any
) -> None:
    request = rf.get("/")
    request.user = coordinator
    with translation.override("en"):
        items = ScheduleGroup().get_submenu_items()
        shown = sorted(items, key=lambda item: item.order)
        labels = [str(item.label) for item in shown if item.is_shown(request)]
    order = [
        "Scheduling board", "Call sheets", "Notices", "Showcases", "Performances",
        "Road notices", "Known legs", "Troupes", "Venues", "Stage trucks",
        "Members to lend", "Regions", "Memberships",
    ]  # fmt: skip
    assert [label for label in labels if label in order] == order


def test_only_roads_have_a_state_of_the_road() -> None:
    """One English word may not stand for two Chinese ones."""
    with translation.override("zh-hans"):
        assert translation.pgettext("notice", "State") == "状态"
        label = NoticeViewSet.list_display[0].label
        assert str(label) == "路况"


def test_the_board_leads_planners_to_what_is_done_to_many(
    as_user: Any, coordinator: Any, venue_contact: Any
) -> None:
    board = reverse("board:index")
    many, tour = reverse("performances:many"), reverse("performances:tour")
    planner = as_user(coordinator).get(board).content.decode()
    assert f'href="{many}"' in planner
    assert f'href="{tour}"' in planner
    contact = as_user(venue_contact).get(board).content.decode()
    assert f'href="{many}"' not in contact


def test_a_title_within_quotation_marks_has_single_ones(
    as_user: Any, coordinator: Any, troupe: Any, hinggan_venue: Any
) -> None:
    facts = factories.show_facts(
        title="“走边关”慰问演出", troupes=(troupe,), venue=hinggan_venue
    )
    show = scheduling.place(facts, status=Status.CONFIRMED).performance
    url = reverse("performances:act", args=[show.pk, "cancel"])
    data = {"version": show.version, "reason": "大雪封路"}
    page = as_user(coordinator).post(url, data, follow=True).content.decode()
    assert "“‘走边关’慰问演出”已取消" in page


def test_every_act_has_an_icon_that_is_there() -> None:
    icons = {act.icon for act in (*SHOW_ACTS, *SHOWCASE_ACTS)}
    known = get_icons()
    assert [icon for icon in icons if f'id="icon-{icon}"' not in known] == []


def test_the_board_first_shows_a_venue_its_own_row(
    as_user: Any, coordinator: Any, venue_contact: Any
) -> None:
    board = reverse("board:index")
    venue = as_user(venue_contact)
    assert venue.get(board).context["start"]["kind"] == "venues"
    assert venue.get(f"{board}?rows=troupes").context["start"]["kind"] == "troupes"
    assert as_user(coordinator).get(board).context["start"]["kind"] == "troupes"
