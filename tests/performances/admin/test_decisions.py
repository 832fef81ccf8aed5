"""What has to be decided: the screen, its taps, the panel, the pages it leads to."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.admin.decisions import decisions
from performances.models import Performance, Showcase, VenueAnswer
from performances.statuses import Status
from tests import factories

pytestmark = pytest.mark.django_db

Answer = VenueAnswer.Answer
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any) -> None:
    """1 November 2023, 08:00 in Beijing."""


@pytest.fixture
def hold(troupe: Any, hinggan_venue: Any, frozen_clock: Any) -> Callable[..., Any]:
    def held(title: str, *, hours: float, **facts: Any) -> Performance:
        values = {"troupes": (troupe,), "venue": hinggan_venue, **facts}
        return scheduling.place(
            factories.show_facts(title=title, **values),
            status=Status.HOLD,
            decide_by=frozen_clock.now + hours * HOUR,
        ).performance

    return held


def lines(client: Any) -> list[Any]:
    answer = client.get(reverse("schedule_decisions"))
    assert answer.status_code == 200
    return answer.context["lines"]


def read(show: Performance) -> Performance:
    return Performance.objects.get(pk=show.pk)


def test_the_soonest_stands_first_and_what_is_overdue_before_it(
    hold: Any, as_user: Any, coordinator: Any, frozen_clock: Any
) -> None:
    hold("下周", hours=150)
    hold("一小时后", hours=3)
    hold("过期", hours=1)
    frozen_clock.forward(hours=2)
    found = lines(as_user(coordinator))
    assert [(one.title, one.countdown, one.is_overdue) for one in found] == [
        ("过期", "已过期1小时0分钟", True),
        ("一小时后", "还有1小时0分钟", False),
        ("下周", "还有6天4小时", False),
    ]


def test_one_tap_makes_firm_and_comes_back(
    hold: Any, as_user: Any, coordinator: Any
) -> None:
    show, client = hold("一", hours=5), as_user(coordinator)
    page = client.get(reverse("schedule_decisions"))
    tap = page.context["lines"][0].taps[0]
    assert tap.is_sent
    body = {"version": tap.version, "next": page.request["PATH_INFO"]}
    done = client.post(tap.url, body)
    assert done.url == reverse("schedule_decisions")
    assert read(show).status == Status.CONFIRMED
    assert lines(client) == []


def test_one_tap_past_who_waits_asks_why_first(
    hold: Any, as_user: Any, coordinator: Any
) -> None:
    hold("先等的", hours=9)
    second = hold("后来的", hours=5)
    client = as_user(coordinator)
    tap = lines(client)[0].taps[0]
    body = {"version": tap.version, "next": reverse("schedule_decisions")}
    asked = client.post(tap.url, body)
    assert asked.status_code == 200
    assert "“先等的”排在前面" in asked.content.decode()
    assert 'name="next"' in asked.content.decode()
    done = client.post(tap.url, body | {"accept": "已商量"})
    assert done.url == reverse("schedule_decisions")
    assert read(second).status == Status.CONFIRMED


def test_next_leads_nowhere_else(hold: Any, as_user: Any, coordinator: Any) -> None:
    show = hold("一", hours=5)
    url = reverse("performances:act", args=[show.pk, "confirm"])
    body = {"version": show.version, "next": "https://elsewhere.example/"}
    done = as_user(coordinator).post(url, body)
    assert done.url == reverse("performances:inspect", args=[show.pk])


def test_a_conditional_show_stays_firm_and_says_it_is_overdue(
    as_user: Any, coordinator: Any, frozen_clock: Any
) -> None:
    show = factories.performance()
    scheduling.make_conditional(
        show, reason="大雪", decide_by=frozen_clock.now + 5 * HOUR
    )
    frozen_clock.forward(hours=6)
    client = as_user(coordinator)
    (line,) = lines(client)
    assert line.is_overdue
    labels = [str(tap.label) for tap in line.taps]
    assert labels == ["确定", "改期", "取消", "改期限"]
    page = client.get(reverse("performances:inspect", args=[show.pk])).content.decode()
    assert "待定 · 已过期限" in page
    assert "已过期1小时0分钟" in page
    assert read(show).is_firm


def test_a_no_from_the_venue_is_seen_at_once(
    hold: Any, as_user: Any, coordinator: Any
) -> None:
    show = scheduling.confirm(hold("一", hours=5)).performance
    scheduling.answer_for_venue(
        show, venue=show.venue, answer=Answer.DECLINED, note="换届会议", via="link 1"
    )
    client = as_user(coordinator)
    (line,) = lines(client)
    assert (line.said.tone, line.said.note) == ("no", "换届会议")
    assert "另找场地" in [str(tap.label) for tap in line.taps]
    url = reverse("performances:index")
    assert "一" in client.get(url, {"answer": "declined"}).content.decode()
    waiting = client.get(url, {"answer": "waiting"}).context["object_list"]
    assert list(waiting) == []


def test_the_venues_time_is_one_tap_away(
    hold: Any, as_user: Any, coordinator: Any
) -> None:
    show = hold("一", hours=5)
    later = show.starts_at + HOUR / 2
    scheduling.answer_for_venue(
        show, venue=show.venue, answer=Answer.PROPOSED, proposed_starts_at=later
    )
    client = as_user(coordinator)
    tap = lines(client)[0].taps[0]
    client.post(tap.url, {"version": tap.version})
    assert read(show).starts_at == later


def test_a_showcase_on_hold_is_one_line(as_user: Any, coordinator: Any) -> None:
    made = factories.showcase(status=Status.HOLD, announced=False)
    first = made.performances.first()
    scheduling.answer_for_venue(
        first, venue=first.venue, answer=Answer.ACCEPTED,
        by=coordinator, by_telephone=True, told_by="王师傅",
    )  # fmt: skip
    client = as_user(coordinator)
    (line,) = lines(client)
    assert line.said.text == "3个场地中1个已同意"
    assert [str(tap.label) for tap in line.taps] == ["确定", "改期限", "放开"]
    page = client.get(reverse("showcases:inspect", args=[made.pk])).content.decode()
    assert "王师傅" in page
    assert page.count("等场地答复") == 2


def test_the_page_of_a_showcase_tells_which_city_blocks(
    as_user: Any, coordinator: Any
) -> None:
    made = factories.showcase(status=Status.HOLD, announced=False)
    *_others, last = made.performances.all()
    rival = factories.performance(
        title="抢先的", venue=last.venue, starts_at=last.starts_at
    )
    for city in made.performances.all():
        scheduling.answer_for_venue(city, venue=city.venue, answer=Answer.ACCEPTED)
    answer = as_user(coordinator).get(reverse("showcases:inspect", args=[made.pk]))
    blocked = {c["show"].pk: c["blocked"] for c in answer.context["cities"]}
    assert [key for key, told in blocked.items() if told] == [last.pk]
    assert rival.title in blocked[last.pk][0]


def test_confirming_all_asks_why_and_shows_the_cities_first(
    as_user: Any, coordinator: Any
) -> None:
    made = factories.showcase(status=Status.HOLD, announced=False)
    url = reverse("showcases:act", args=[made.pk, "confirm"])
    version = Showcase.objects.get(pk=made.pk).version
    answer = as_user(coordinator).post(url, {"version": version})
    assert "without_answers" in answer.context["form"].errors
    assert "还没有同意的场地" in answer.content.decode()


def test_who_sees_what(
    hold: Any, as_user: Any, troupe_member: Any, other_troupe_editor: Any,
    troupe_leader: Any, outsider: Any,
) -> None:  # fmt: skip
    hold("一", hours=5)
    assert lines(as_user(troupe_member))[0].taps == ()
    assert lines(as_user(troupe_leader))[0].taps
    assert lines(as_user(other_troupe_editor)) == []
    refused = as_user(outsider).get(reverse("schedule_decisions"))
    assert refused.status_code in (302, 403)


def test_the_venues_contact_answers_for_its_own_stage(
    hold: Any, as_user: Any, venue_contact: Any, hohhot_venue: Any
) -> None:
    mine, other = hold("一", hours=5), hold("二", hours=5, venue=hohhot_venue)
    client = as_user(venue_contact)
    url = reverse("performances:act", args=[mine.pk, "own-answer"])
    assert [str(tap.label) for tap in lines(client)[0].taps] == ["答复"]
    asked = client.get(url)
    assert "told_by" not in asked.context["form"].fields
    client.post(url, {"version": mine.version, "answer": "accepted"})
    assert read(mine).venue_answer.recorded_by == venue_contact
    for key in ("own-answer", "record-answer"):
        url = reverse("performances:act", args=[other.pk, key])
        assert client.get(url).status_code in (403, 404)


def test_who_else_waits_is_for_those_who_plan(
    hold: Any, as_user: Any, coordinator: Any, venue_contact: Any
) -> None:
    hold("别队的备选", hours=9)
    show = hold("本队的备选", hours=5)
    url = reverse("performances:inspect", args=[show.pk])
    assert "别队的备选" in as_user(coordinator).get(url).content.decode()
    assert "别队的备选" not in as_user(venue_contact).get(url).content.decode()


def test_the_panel_shows_the_most_urgent(
    hold: Any, as_user: Any, coordinator: Any
) -> None:
    for number in range(7):
        hold(f"第{number}场", hours=5 + number)
    page = as_user(coordinator).get(reverse("wagtailadmin_home")).content.decode()
    assert "第4场" in page
    assert "第5场" not in page.partition('id="decisions')[2].partition("</section>")[0]
    assert "还有2件" in page


def test_one_and_thirty_decisions_cost_the_same(
    as_user: Any, coordinator: Any, frozen_clock: Any, django_assert_num_queries: Any
) -> None:
    venue, troupe = factories.venue(), factories.troupe()
    for number in range(30):
        show = scheduling.place(
            factories.show_facts(venue=venue, troupes=(troupe,)),
            status=Status.HOLD,
            decide_by=frozen_clock.now + (number + 1) * HOUR,
        ).performance
        scheduling.answer_for_venue(show, venue=venue, answer=Answer.DECLINED)
        if number in (0, 29):
            coordinator.__dict__.pop("_schedule_scope", None)
            with django_assert_num_queries(6):
                assert len(decisions(coordinator, frozen_clock.now)) == number + 1
