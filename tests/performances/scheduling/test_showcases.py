"""One instant for all cities: acts on the whole, and acts on one city alone."""

from datetime import timedelta

import pytest

from performances.conflicts import Rule
from performances.models import Booking, Change, Performance, Showcase
from performances.scheduling import (
    ConflictsFound,
    NotAllowed,
    Refused,
    StaleWrite,
    add_openings,
    announce_showcase,
    cancel_showcase,
    check_conflicts,
    confirm_showcase,
    create_showcase,
    delay_showcase,
    drop_opening,
    move,
    move_showcase,
    move_to_reserve,
    open_late,
    place,
    postpone_showcase,
    stream_only,
)
from tests import factories

from .conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def showcase(founding, three_cities):
    made = create_showcase(founding, three_cities, status="confirmed").showcase
    return announce_showcase(made).showcase


def _cities(showcase):
    return {
        row.title: (row.status, row.starts_at)
        for row in Performance.objects.filter(showcase=showcase)
    }


def _opening(showcase, title):
    return Performance.objects.select_related("showcase").get(
        showcase=showcase, title=title
    )


@pytest.fixture(autouse=True)
def _bookings_follow_statuses():
    yield
    assert not check_conflicts().astray


def test_three_cities_open_at_one_instant(showcase):
    assert _cities(showcase) == {
        "巴彦淖尔": ("confirmed", T_ZERO),
        "呼和浩特": ("confirmed", T_ZERO),
        "兴安": ("confirmed", T_ZERO),
    }
    assert showcase.launch_date.isoformat() == "2023-11-20"
    assert Booking.objects.filter(firm=True).count() == 6


def test_an_opening_at_another_instant_is_refused(founding, three_cities, show):
    odd = show(title="晚", starts_at=T_ZERO + HALF_HOUR)
    with pytest.raises(Refused):
        create_showcase(founding, [*three_cities, odd])
    assert not Showcase.objects.exists()


def test_only_those_who_coordinate_everywhere_may_act(
    founding, three_cities, hinggan_coordinator, troupe_leader, coordinator
):
    for person in (hinggan_coordinator, troupe_leader):
        with pytest.raises(NotAllowed):
            create_showcase(founding, three_cities, by=person)
    made = create_showcase(founding, three_cities, by=coordinator).showcase
    with pytest.raises(NotAllowed):
        confirm_showcase(made, by=hinggan_coordinator)


def test_delaying_moves_all_and_keeps_every_uid(showcase):
    before = {row.title: row.uid for row in showcase.performances.all()}

    delay_showcase(showcase, minutes=30, reason="等信号", by=None)

    assert set(_cities(showcase).values()) == {("confirmed", T_ZERO + HALF_HOUR)}
    after = Performance.objects.filter(showcase=showcase)
    assert {row.title: row.uid for row in after} == before
    assert {row.sequence for row in after} == {1}
    assert Showcase.objects.get().t_zero == T_ZERO + HALF_HOUR


def test_moving_is_all_or_nothing_with_the_conflict_told(showcase, show, other_troupe):
    other_day = T_ZERO + timedelta(days=7)
    blocker = place(
        show(title="已有演出", starts_at=other_day), status="confirmed"
    ).performance

    with pytest.raises(ConflictsFound) as refusal:
        move_showcase(showcase, t_zero=other_day, reason="换日子")

    hinggan = _opening(showcase, "兴安")
    assert {c.performance for c in refusal.value.conflicts} == {str(hinggan.pk)}
    assert {c.other for c in refusal.value.conflicts} == {str(blocker.pk)}
    assert {start for _status, start in _cities(showcase).values()} == {T_ZERO}
    assert Showcase.objects.get().t_zero == T_ZERO


def test_one_opening_cannot_leave_the_others(showcase):
    with pytest.raises(Refused):
        move(_opening(showcase, "兴安"), starts_at=T_ZERO + HALF_HOUR)


class TestOneCity:
    def test_it_opens_late_and_the_rest_is_untouched(self, showcase):
        late = T_ZERO + HALF_HOUR
        open_late(
            _opening(showcase, "兴安"),
            starts_at=late, reason="停电", decided_by="盟文旅局",
        )  # fmt: skip

        assert _cities(showcase) == {
            "巴彦淖尔": ("confirmed", T_ZERO),
            "呼和浩特": ("confirmed", T_ZERO),
            "兴安": ("late", late),
        }
        assert {r.title: r.sequence for r in showcase.performances.all()} == {
            "巴彦淖尔": 0, "呼和浩特": 0, "兴安": 1,
        }  # fmt: skip
        assert Change.objects.first().kind == "late"

    def test_next_word_keeps_the_hour_open(self, showcase):
        word = T_ZERO - timedelta(minutes=15)
        row = open_late(
            _opening(showcase, "兴安"),
            next_word_at=word, reason="停电", decided_by="盟文旅局",
        ).performance  # fmt: skip

        assert (row.status, row.next_word_at) == ("late", word)
        assert not row.is_running(T_ZERO + timedelta(minutes=5))

    @pytest.mark.parametrize(
        "facts",
        [
            {},
            {"starts_at": T_ZERO},
            # "Opens at 20:30" must never mean the next evening.
            {"starts_at": T_ZERO + timedelta(hours=25)},
            {"starts_at": T_ZERO + HALF_HOUR, "next_word_at": T_ZERO},
            {"next_word_at": T_ZERO - timedelta(days=400)},
        ],
    )
    def test_senseless_lateness_is_refused(self, showcase, facts):
        with pytest.raises(Refused):
            open_late(
                _opening(showcase, "兴安"), reason="停电", decided_by="局", **facts
            )

    def test_reason_and_decision_are_asked_for(self, showcase):
        opening = _opening(showcase, "兴安")
        with pytest.raises(Refused) as no_reason:
            drop_opening(opening, reason="", decided_by="局")
        with pytest.raises(Refused) as nobody:
            drop_opening(opening, reason="停电", decided_by=" ")
        assert (no_reason.value.field, nobody.value.field) == ("reason", "decided_by")

    def test_a_reserve_venue_in_the_same_league(self, showcase, hohhot_venue):
        reserve = factories.venue("152201", name="备用剧场")
        opening = _opening(showcase, "兴安")
        with pytest.raises(Refused):
            move_to_reserve(opening, venue=hohhot_venue, reason="停电", decided_by="局")
        row = move_to_reserve(
            opening, venue=reserve, reason="停电", decided_by="局"
        ).performance
        assert (row.venue, row.starts_at, row.status) == (reserve, T_ZERO, "confirmed")
        assert Booking.objects.filter(resource__venue=reserve, firm=True).exists()

    def test_stream_only_and_drop(self, showcase):
        row = stream_only(
            _opening(showcase, "兴安"), reason="大雪", decided_by="局"
        ).performance
        assert row.mode == "online"
        drop_opening(_opening(showcase, "巴彦淖尔"), reason="停电", decided_by="局")
        assert _cities(showcase)["巴彦淖尔"][0] == "cancelled"
        assert _cities(showcase)["呼和浩特"] == ("confirmed", T_ZERO)

    def test_a_second_coordinator_is_told_what_the_first_did(
        self, showcase, coordinator
    ):
        drop_opening(
            _opening(showcase, "兴安"), reason="停电", decided_by="局", by=coordinator
        )
        with pytest.raises(StaleWrite):
            delay_showcase(showcase, minutes=10, reason="等", version=showcase.version)

    def test_a_delay_leaves_a_later_city_and_a_dropped_one_alone(self, showcase):
        late = T_ZERO + timedelta(hours=1)
        open_late(
            _opening(showcase, "兴安"), starts_at=late, reason="停电", decided_by="局"
        )
        drop_opening(_opening(showcase, "巴彦淖尔"), reason="停电", decided_by="局")

        delay_showcase(showcase, minutes=30, reason="等")
        assert _cities(showcase) == {
            "巴彦淖尔": ("cancelled", T_ZERO),
            "呼和浩特": ("confirmed", T_ZERO + HALF_HOUR),
            "兴安": ("late", late),
        }
        delay_showcase(showcase, minutes=60, reason="再等")
        assert _cities(showcase)["兴安"] == (
            "confirmed", T_ZERO + timedelta(minutes=90),
        )  # fmt: skip


def test_postponing_without_a_date_then_with_one(showcase):
    postpone_showcase(showcase, reason="暴雪")
    assert {status for status, _start in _cities(showcase).values()} == {"postponed"}
    assert not Booking.objects.exists()

    new = T_ZERO + timedelta(days=14)
    postpone_showcase(showcase, reason="新日期已定", t_zero=new)

    replacements = Performance.objects.exclude(replaces=None)
    assert {row.starts_at for row in replacements} == {new}
    assert replacements.count() == 3
    assert {row.is_opening for row in replacements} == {True}
    assert Showcase.objects.get().t_zero == new


def test_cancelling_ends_all_with_one_reason(showcase):
    cancel_showcase(showcase, reason="全区停演", decided_by="厅里")
    assert {status for status, _start in _cities(showcase).values()} == {"cancelled"}
    with pytest.raises(Refused):
        cancel_showcase(showcase, reason="再来一次")


def test_more_cities_join_at_t_zero(showcase, show):
    place_in_chifeng = factories.venue("150402")
    troupe = factories.troupe("150421")
    outcome = add_openings(
        showcase,
        [show(title="赤峰", venue=place_in_chifeng, troupes=(troupe,))],
        status="confirmed",
    )
    assert outcome.openings[0].is_public(T_ZERO)
    assert len(_cities(showcase)) == 4


def test_holds_become_firm_together_or_not_at_all(founding, three_cities, show):
    made = create_showcase(founding, three_cities, status="hold").showcase
    place(show(title="抢先"), status="confirmed", accept="已沟通")

    with pytest.raises(ConflictsFound) as refusal:
        confirm_showcase(made, without_answers="电话里都说好了")

    assert refusal.value.conflicts[0].rule == Rule.DOUBLE_BOOKING
    assert {status for status, _start in _cities(made).values()} == {"hold"}
