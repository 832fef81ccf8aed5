"""What stands in private calendars: shows, holds, load-in, strike and rehearsals."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from performances import scheduling
from performances.models import PrivateEntry
from performances.scheduling.due import lift_embargoes
from performances.statuses import Status
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.private.reading import by_title, revised
from tests.performances.calendars.reading import events, lines, titles

pytestmark = pytest.mark.database
PUBLIC = "/calendars/all.ics"


def test_a_show_comes_with_its_load_in_and_its_strike(subscribe, planned, troupe):
    planned(technical_note="自带调音台", expected_audience=300, needs_truck=True)

    found = by_title(subscribe(troupe).raw)

    assert list(found) == ["装台：草原新歌", "草原新歌", "拆台：草原新歌"]
    load_in, show, strike = found.values()
    assert load_in["DTSTART"].dt == CURTAIN - timedelta(hours=1)
    assert load_in["DTEND"].dt == show["DTSTART"].dt == CURTAIN
    assert strike["DTSTART"].dt == show["DTEND"].dt
    assert strike["DTEND"].dt - strike["DTSTART"].dt == timedelta(minutes=30)
    assert "技术说明：自带调音台" in lines(load_in)
    assert "舞台要求：观众约300人，舞台车要进场、掉头" in lines(load_in)
    assert "技术说明：自带调音台" not in lines(show)
    for work in (load_in, strike):
        assert str(work["RELATED-TO"]) == str(show["UID"])
        assert work["RELATED-TO"].params["RELTYPE"] == "PARENT"
        assert work["CATEGORIES"].cats[0] in ("装台", "拆台")
    assert len({str(event["UID"]) for event in found.values()}) == 3


def test_a_show_is_the_same_event_as_the_public_one(
    subscribe, planned, troupe, fetch, later
):
    made = planned()
    later()
    scheduling.move(
        made, starts_at=CURTAIN + timedelta(hours=1), accept="测试",
        ends_at=CURTAIN + timedelta(hours=2),
    )  # fmt: skip
    (public,) = events(fetch(PUBLIC).content)
    private = by_title(subscribe(troupe).raw)["草原新歌"]

    for name in ("UID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "URL"):
        assert private[name] == public[name]
    for name in ("DTSTART", "DTEND", "LAST-MODIFIED", "DTSTAMP", "CREATED"):
        assert private[name].dt == public[name].dt


def test_silence_is_asked_for_until_the_announcement_and_not_longer(
    subscribe, planned, troupe, frozen_clock
):
    made = planned(announced=False)
    hour = frozen_clock.now + timedelta(hours=5)
    scheduling.announce(made, at=hour)
    phone = subscribe(troupe)
    asked = "在此之前请不要外传"
    assert asked in "".join(lines(by_title(phone.raw)["草原新歌"]))

    frozen_clock.forward(hours=4)
    assert lift_embargoes() == 0
    frozen_clock.forward(hours=1, seconds=30)
    assert lift_embargoes() == 1

    told = by_title(phone.raw)["草原新歌"]
    assert asked not in "".join(lines(told))
    assert told["LAST-MODIFIED"].dt == frozen_clock.now
    call_command("rebuild_calendars", "--check", stdout=StringIO())
    frozen_clock.forward(minutes=1)
    assert lift_embargoes() == 0


def test_a_private_change_touches_no_public_byte(
    subscribe, planned, troupe, fetch, later
):
    made = planned()
    phone = subscribe(troupe, technical=True)
    public, private = fetch(PUBLIC), phone.fetch()
    later()

    revised(made, technical_note="换成三相电", load_in_minutes=90)

    after = fetch(PUBLIC)
    assert after.content == public.content
    assert after["ETag"] == public["ETag"]
    assert after["Last-Modified"] == public["Last-Modified"]
    assert phone.fetch()["Last-Modified"] > private["Last-Modified"]
    assert "技术说明：换成三相电" in lines(by_title(phone.raw)["装台：草原新歌"])


def test_load_in_and_strike_count_their_own_sequence(subscribe, planned, troupe, later):
    made = planned()
    phone = subscribe(troupe)
    before = by_title(phone.raw)
    later()
    revised(made, load_in_minutes=90)
    after = by_title(phone.raw)

    def told(found, name):
        return found[name]["SEQUENCE"], found[name]["LAST-MODIFIED"].dt

    assert told(after, "装台：草原新歌")[0] == told(before, "装台：草原新歌")[0] + 1
    assert told(after, "装台：草原新歌")[1] > told(before, "装台：草原新歌")[1]
    assert told(after, "拆台：草原新歌")[0] == told(before, "拆台：草原新歌")[0]
    assert after["草原新歌"]["SEQUENCE"] == before["草原新歌"]["SEQUENCE"]
    assert [str(e["UID"]) for e in after.values()] == [
        str(e["UID"]) for e in before.values()
    ]


def test_a_load_in_that_comes_back_is_the_same_event(subscribe, planned, troupe, later):
    made = planned()
    phone = subscribe(troupe)
    before = by_title(phone.raw)["装台：草原新歌"]
    later()
    revised(made, load_in_minutes=0)
    assert "装台：草原新歌" not in titles(phone.raw)
    later()
    revised(made, load_in_minutes=60)

    after = by_title(phone.raw)["装台：草原新歌"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] >= before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt


class TestHolds:
    def test_they_are_marked_and_never_public(self, subscribe, planned, troupe, fetch):
        planned(status=Status.HOLD)

        found = by_title(subscribe(troupe).raw)

        assert list(found) == [
            "〔备选〕装台：草原新歌", "〔备选〕草原新歌", "〔备选〕拆台：草原新歌",
        ]  # fmt: skip
        assert {str(event["STATUS"]) for event in found.values()} == {"TENTATIVE"}
        assert "还没有公布，请先不要外传。" in lines(found["〔备选〕草原新歌"])
        assert events(fetch(PUBLIC).content) == []

    def test_who_wants_none_gets_none_and_hears_nothing_of_them(
        self, subscribe, planned, troupe, later
    ):
        phone = subscribe(troupe, holds=False)
        before = phone.fetch()
        later()
        planned(status=Status.HOLD)

        assert events(phone.raw) == []
        assert phone.fetch()["Last-Modified"] == before["Last-Modified"]

    def test_one_that_moves_raises_its_sequence(
        self, subscribe, planned, troupe, later
    ):
        made = planned(status=Status.HOLD)
        phone = subscribe(troupe)
        before = by_title(phone.raw)["〔备选〕草原新歌"]
        later()
        scheduling.move(
            made, starts_at=CURTAIN + timedelta(days=1),
            ends_at=CURTAIN + timedelta(days=1, hours=1), accept="测试",
        )  # fmt: skip

        after = by_title(phone.raw)["〔备选〕草原新歌"]
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt

    def test_made_firm_it_is_the_same_event_here_and_in_public(
        self, subscribe, planned, troupe, fetch, later
    ):
        made = planned(status=Status.HOLD)
        phone = subscribe(troupe)
        before = by_title(phone.raw)["〔备选〕草原新歌"]
        later()
        scheduling.confirm(made, accept="测试")
        scheduling.announce(type(made).objects.get(pk=made.pk))

        after = by_title(phone.raw)["草原新歌"]
        (public,) = events(fetch(PUBLIC).content)
        assert after["UID"] == before["UID"] == public["UID"]
        assert after["SEQUENCE"] == public["SEQUENCE"]
        assert after["SEQUENCE"] > before["SEQUENCE"]

    @pytest.mark.parametrize("way", ["released", "deleted"])
    def test_let_go_it_leaves_and_last_modified_rises(
        self, subscribe, planned, troupe, later, way
    ):
        made = planned(status=Status.HOLD)
        phone = subscribe(troupe)
        before = phone.fetch()
        later()
        if way == "released":
            scheduling.release(made)
        else:
            scheduling.discard(made)

        after = phone.fetch()
        assert events(after.content) == []
        assert after["Last-Modified"] > before["Last-Modified"]

    def test_the_time_to_decide_is_told(self, subscribe, planned, troupe):
        made = planned(status=Status.HOLD)
        scheduling.decide_later(made, decide_by=CURTAIN - timedelta(days=3))

        told = by_title(subscribe(troupe).raw)["〔备选〕草原新歌"]

        assert "最迟11月17日(周五)19:30前决定。" in lines(told)


def test_drafts_stay_out(subscribe, planned, troupe, coordinator):
    planned(status=Status.DRAFT)

    assert not PrivateEntry.objects.exists()
    for phone in (subscribe(troupe), subscribe(by=coordinator)):
        assert events(phone.raw) == []


def test_a_confirmed_show_nobody_announced_says_so(subscribe, planned, troupe, fetch):
    made = planned(announced=False)

    told = by_title(subscribe(troupe).raw)["草原新歌"]

    assert told["STATUS"] == "CONFIRMED"
    assert "还没有公布，请先不要外传。" in lines(told)
    assert "/admin/" in told["URL"]
    assert f"/performances/{made.public_id}/" not in str(told["DESCRIPTION"])
    assert events(fetch(PUBLIC).content) == []


@pytest.mark.parametrize(
    ("act", "mark"),
    [
        (lambda row: scheduling.cancel(row, reason="大雪"), "〔取消〕"),
        (lambda row: scheduling.withdraw(row, reason="录错"), "〔取消〕"),
        (
            lambda row: scheduling.make_conditional(
                row, reason="看天气", decide_by=CURTAIN - timedelta(days=1)
            ),
            "〔待定〕",
        ),
    ],
)
def test_what_became_of_a_show_stands_on_its_work_too(
    subscribe, planned, troupe, later, act, mark
):
    made = planned()
    phone = subscribe(troupe)
    before = by_title(phone.raw)
    later()
    act(made)

    after = by_title(phone.raw)
    assert set(after) == {f"{mark}{title}" for title in before}
    for title, event in before.items():
        now = after[f"{mark}{title}"]
        assert now["UID"] == event["UID"]
        assert now["SEQUENCE"] > event["SEQUENCE"]
        assert now["STATUS"] == ("TENTATIVE" if mark == "〔待定〕" else "CANCELLED")


def test_a_show_without_an_hour_has_no_load_in(subscribe, planned, troupe):
    planned(precision="date", status=Status.HOLD)

    (only,) = events(subscribe(troupe).raw)

    assert only["DTEND"].dt - only["DTSTART"].dt == timedelta(days=1)
    assert only["STATUS"] == "TENTATIVE"
