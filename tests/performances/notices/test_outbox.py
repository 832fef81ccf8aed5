"""What is mailed of a change: to whom, when, what of it, and who looks first."""

from datetime import timedelta

import pytest
from django.core import mail

from performances.models import Change, Delivery, Notice, NoticeSettings
from performances.notices.sending import send_due
from performances.scheduling import (
    NotAllowed,
    Refused,
    StaleWrite,
    cancel,
    cancel_showcase,
    move,
    outbox,
    place,
    reinstate,
)
from tests import factories
from troupes.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _sent():
    return {message.to[0]: message for message in mail.outbox}


@pytest.fixture
def rules():
    return NoticeSettings.load()


def test_each_audience_hears_once_and_only_when_it_has_settled(
    show, people, settled, frozen_clock
):
    cancel(show, reason="大雪封路")
    assert send_due().sent == 0
    settled()
    assert send_due().sent == 3
    assert send_due().sent == 0

    messages = _sent()
    assert set(messages) == set(people.values())
    told = messages[people["venue"]]
    assert told.subject == f"演出变动（{show.venue.name}）：取消1场"
    assert "的演出取消。原因：大雪封路。" in told.body
    assert told.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_flurry_becomes_one_sentence_from_first_to_last(
    show, people, settled, frozen_clock
):
    for _day in (1, 2, 3):
        show = move(show, starts_at=show.starts_at + timedelta(days=1)).performance
        frozen_clock.forward(minutes=4)
    assert send_due().sent == 0
    settled()
    send_due()

    body = _sent()[people["troupe"]].body
    assert body.count("《草原新歌》") == 1
    assert "原定11月8日(周三)19:30" in body
    assert "改至11月11日(周六)19:30，地点不变。" in body


def test_a_flurry_that_never_ends_is_told_all_the_same(show, people, frozen_clock):
    sent = 0
    for number in range(8):
        late = timedelta(minutes=1 + number)
        show = move(show, starts_at=factories.evening(7) + late).performance
        frozen_clock.forward(minutes=9)
        sent += send_due().sent
    assert sent == 6  # after 36 and after 72 minutes


def test_what_came_to_nothing_is_not_told(show, people, settled):
    cancel(show, reason="大雪")
    reinstate(show, reason="雪停了")
    settled()
    assert send_due().sent == 0
    assert set(Notice.objects.values_list("state", flat=True)) == {"empty"}
    assert mail.outbox == []


def test_the_venue_a_show_left_is_told(show, people, settled, bayannur_venue):
    move(show, venue=bayannur_venue, reason="停电", accept="测试")
    settled()
    send_due()
    assert f"改为{bayannur_venue.name}" in _sent()[people["venue"]].body


def test_the_calendar_file_stands_for_the_shows_concerned(show, people, settled):
    cancel(show, reason="大雪")
    settled()
    send_due()

    (part,) = _sent()[people["troupe"]].attachments
    text = part.get_payload(decode=True).decode()
    assert part.get_filename() == "ulanmuqi.ics"
    assert part.get_content_type() == "text/calendar"
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert f"UID:{show.uid}\r\n" in text
    assert "STATUS:CANCELLED" in text
    assert "METHOD" not in text
    assert "X-WR-CALNAME" not in text


def test_all_cities_are_one_sentence_in_a_leagues_mail(
    regions, hinggan_coordinator, settled
):
    venues = [factories.venue(code) for code in ("152201", "152222")]
    showcase = factories.showcase(venues, short_title="兴安展演")
    cancel_showcase(showcase, reason="大雪")
    settled()
    send_due()
    # Announced and called off before anybody was told: nothing to tell.
    assert mail.outbox == []
    showcase = factories.showcase(venues, short_title="兴安展演二")
    settled()
    send_due()
    cancel_showcase(showcase, reason="大雪")
    settled()
    send_due()
    body = mail.outbox[-1].body
    assert body.count("现全部取消") == 1


def test_a_change_within_a_day_does_not_wait(show, people, frozen_clock):
    frozen_clock.set(show.starts_at - timedelta(hours=20))
    cancel(show, reason="大雪")
    assert send_due().sent == 3


def test_who_wears_two_hats_hears_once(show, people, settled, troupe_leader, troupe):
    Membership.objects.create(
        user=troupe_leader, role=Membership.Role.VENUE, venue=show.venue
    )
    cancel(show, reason="大雪")
    settled()
    send_due()
    to = [message.to[0] for message in mail.outbox]
    assert to.count(people["troupe"]) == 1


def test_ended_memberships_and_addresses_of_the_place(
    show, people, settled, troupe_leader, frozen_clock
):
    yesterday = (frozen_clock.now - timedelta(days=1)).date()
    troupe_leader.memberships.update(until=yesterday)
    show.venue.notice_email = "stage@ulanmuqi.example"
    show.venue.save()
    cancel(show, reason="大雪")
    settled()
    send_due()
    assert set(_sent()) == {
        people["venue"], people["region"], "stage@ulanmuqi.example",
    }  # fmt: skip


def test_what_nobody_hears_waits_for_nobody(show, settled):
    cancel(show, reason="大雪")
    settled()
    assert send_due().gathered == 0
    assert outbox.waiting(show.starts_at) == []


def test_drafts_are_nobodys_mail(people, settled, troupe, hinggan_venue):
    facts = factories.show_facts(troupes=(troupe,), venue=hinggan_venue)
    place(facts, status="confirmed")
    settled()
    assert send_due().gathered == 0


class TestReview:
    @pytest.fixture
    def notice(self, show, people, settled, rules, regions):
        """The league's, which Hinggan wants to see first."""
        rules.review_leagues.add(regions["152200"])
        rules.save()
        cancel(show, reason="大雪")
        settled()
        assert send_due().sent == 0
        return Notice.objects.get(audience="region:152200")

    def test_it_waits_for_somebody_who_lets_it_go(
        self, notice, hinggan_coordinator, people
    ):
        assert notice.state == "review"
        outbox.set_opening(notice, opening="各位，紧急：", by=hinggan_coordinator)
        outbox.approve(notice, by=hinggan_coordinator)
        assert send_due().sent == 1
        assert _sent()[people["region"]].body.startswith("各位，紧急：\n")
        notice.refresh_from_db()
        assert (notice.state, notice.by) == ("sent", hinggan_coordinator)

    def test_what_changes_meanwhile_joins_it(self, notice, show, settled):
        reinstate(show, reason="雪停了")
        settled()
        send_due()
        notice.refresh_from_db()
        assert notice.state == "empty"
        assert outbox.changes_of(notice).count() == 2

    def test_it_can_be_dropped_with_a_reason(self, notice, hinggan_coordinator):
        with pytest.raises(Refused):
            outbox.drop(notice, reason=" ", by=hinggan_coordinator)
        outbox.drop(notice, reason="已电话通知", by=hinggan_coordinator)
        with pytest.raises(Refused):
            outbox.approve(notice, by=hinggan_coordinator)
        assert send_due().sent == 0

    def test_strangers_may_not(
        self, notice, troupe_leader, venue_contact, other_troupe_editor, outsider
    ):
        for stranger in (troupe_leader, venue_contact, other_troupe_editor, outsider):
            for act in (
                lambda by: outbox.approve(notice, by=by),
                lambda by: outbox.set_opening(notice, opening="x", by=by),
                lambda by: outbox.drop(notice, reason="x", by=by),
            ):
                with pytest.raises(NotAllowed):
                    act(stranger)

    def test_a_stale_form_changes_nothing(self, notice, coordinator):
        outbox.set_opening(notice, opening="甲", by=coordinator)
        with pytest.raises(StaleWrite):
            outbox.approve(notice, version=notice.version, by=coordinator)


def test_send_now_is_for_those_it_belongs_to(
    show, people, troupe_leader, hinggan_coordinator
):
    cancel(show, reason="大雪")
    mine = f"troupe:{show.troupes_in_order[0].pk}"
    with pytest.raises(NotAllowed):
        outbox.gather(keys={mine}, by=troupe_leader)
    (made,) = outbox.gather(keys={"region:152200"}, by=hinggan_coordinator)
    assert made.state == "ready"
    assert send_due().sent == 1


def test_what_lies_back_is_let_lie(show, people, frozen_clock):
    cancel(show, reason="大雪")
    frozen_clock.forward(days=2)
    outbox.let_lie(before=frozen_clock.now - timedelta(days=1))
    assert send_due().gathered == 0
    assert Change.objects.count() == 2
    assert not Delivery.objects.exists()


def test_the_cost_does_not_grow_with_what_waits(
    people, troupe, hinggan_venue, django_assert_num_queries
):
    for days in range(7, 37):
        factories.performance(
            troupes=(troupe,), venue=hinggan_venue, starts_at=factories.evening(days)
        )
    now = factories.evening(0)
    NoticeSettings.load()
    with django_assert_num_queries(2):
        assert {w.changes for w in outbox.waiting(now)} == {30}
