"""What the desk is told it did, and what a day holds before more is put on it."""

from typing import Any

import pytest
from django.urls import reverse

from performances.admin.requests.act_page import REQUEST_ACTS
from performances.models import Performance
from performances.scheduling.request_answers import propose_date
from performances.scheduling.request_outcomes import outcome
from performances.statuses import Status
from tests import factories
from tests.performances.requests_season import asked, day, fresh, place, placing
from troupes.models import Troupe

pytestmark = [
    pytest.mark.django_db, pytest.mark.database,
    pytest.mark.usefixtures("regions", "troupe"),
]  # fmt: skip


def said(answer: Any) -> str:
    return " ".join(str(one) for one in answer.context["messages"])


def test_a_hold_is_called_a_hold_with_what_is_left_to_do(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row, client = asked(), as_user(troupe_leader)
    until = {"decide_by_0": day(5).isoformat(), "decide_by_1": "18:00"}
    told = said(client.post(place(row), placing(row, troupe, **until), follow=True))
    assert "2023年11月10日(周五)15:00" in told
    assert "只是留作备选，还没有确定" in told
    assert "请在11月6日(周一)18:00以前" in told
    assert "还没有写场地，最好在确定以前补上" in told
    assert "排进日程" not in told
    page = client.get(reverse("requests:inspect", args=[row.pk])).content.decode()
    assert "排进日程" not in page


def test_a_show_that_stands_is_called_by_what_it_is(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    hall, client = factories.venue("152222"), as_user(troupe_leader)
    for status, words in ((Status.CONFIRMED, "已确定"), (Status.HOLD, "只是留作备选")):
        show = factories.performance(
            venue=hall, troupes=(troupe,), starts_at=factories.evening(12),
            title="路过", status=status, announced=False,
        )  # fmt: skip
        row = asked()
        link = reverse("requests:link", args=[row.pk])
        facts = {"version": row.version, "show": show.pk, "words": ""}
        assert words in said(client.post(link, facts, follow=True))


def test_what_the_day_holds_is_shown_and_kept_beside_it_only_knowingly(
    as_user: Any, troupe_leader: Any, troupe: Troupe, other_troupe: Troupe
) -> None:
    """A show of the morning, two hours away by road, stands on every day asked for."""
    hall, row = factories.venue("152201", name="乌兰浩特剧场"), asked()
    for ahead in range(8, 17):
        factories.performance(
            venue=hall, troupes=(troupe,), title="早场", announced=False,
            starts_at=factories.evening(ahead, hour=8),
        )  # fmt: skip
    client = as_user(troupe_leader)
    holds = "那天08:30–10:00已有一场“早场”（乌兰浩特剧场）"
    page = client.get(reverse("requests:inspect", args=[row.pk])).content.decode()
    assert holds in page
    assert "。两场之间：拆完台到装台有4小时；从乌兰浩特剧场到科尔沁右翼中旗约" in page
    assert "刚演完" not in page
    opened = client.get(f"{place(row)}?troupe={troupe.pk}&day={day(9).isoformat()}")
    assert holds in opened.content.decode()
    assert 'name="anyway"' not in opened.content.decode()
    asked_once = client.post(place(row), placing(row, troupe)).content.decode()
    assert holds in asked_once
    assert "从乌兰浩特" in asked_once
    assert "时间不够走这段路" not in asked_once
    late = client.post(place(row), placing(row, troupe, hour="12:30"))
    assert "时间不够走这段路" in late.content.decode()
    assert 'name="anyway"' in asked_once
    assert "九号见" in asked_once
    assert not Performance.objects.filter(status=Status.HOLD).exists()
    sent = placing(row, troupe, anyway="on")
    assert holds in said(client.post(place(row), sent, follow=True))
    assert fresh(row).show.day == day(9)


def test_names_of_what_others_have_are_for_those_who_plan_for_them(
    as_user: Any, coordinator: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    near = factories.troupe("152201", code="wulanhaote")
    row = asked(window_from=day(9), window_until=day(9))
    factories.performance(
        venue=factories.venue("152201", name="别家的剧场"), troupes=(near,),
        title="别家的早场", starts_at=factories.evening(9, hour=7), announced=False,
    )  # fmt: skip
    page = reverse("requests:inspect", args=[row.pk])
    theirs = as_user(coordinator).get(page).content.decode()
    assert "那天07:30–09:00已有一场“别家的早场”" in theirs
    others = as_user(troupe_leader).get(page).content.decode()
    assert "那天07:30已有一场" in others
    assert "前面刚在别处演完，过来约171公里" in others
    assert "别家的" not in others


def test_every_act_says_what_it_came_to(as_user: Any, troupe_leader: Any) -> None:
    row = asked()
    assert all(outcome(act.key, row) for act in REQUEST_ACTS)
    assert outcome("keep_day", row) == outcome("nonsense", row) == ""
    row = propose_date(row, day=day(12))
    act = reverse("requests:act", args=[row.pk, "told_yes"])
    facts = {"version": row.version, "told": ""}
    told = said(as_user(troupe_leader).post(act, facts, follow=True))
    assert "这一天还没有留着，请接着替它留一天" in told
