from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from performances.slots import (
    ABOUT_SECONDS,
    DAY,
    HOUR,
    MAX_BOOKING_SECONDS,
    MINUTE,
    DayPart,
    Precision,
    Slot,
    epoch,
    local_day,
    moment,
    occupied_slot,
    show_slot,
)
from tests.performances.claim_strategies import slots

SHANGHAI = "Asia/Shanghai"
NOVEMBER_20 = date(2023, 11, 20)
STARTS = datetime(2023, 11, 20, 19, 30, tzinfo=ZoneInfo(SHANGHAI))
ENDS = STARTS + timedelta(minutes=90)


def wall(slot: Slot, zone: str) -> tuple[str, str]:
    """What the clock on the wall shows at both ends."""
    return tuple(
        moment(instant).astimezone(ZoneInfo(zone)).strftime("%d %H:%M")
        for instant in (slot.starts, slot.ends)
    )


class TestSlot:
    @pytest.mark.parametrize(("starts", "ends"), [(5, 5), (5, 4)])
    def test_ends_after_it_starts(self, starts, ends):
        with pytest.raises(ValueError, match="ends after it starts"):
            Slot(starts, ends)

    def test_of_datetimes_counts_utc_seconds(self):
        assert Slot.of(STARTS, ENDS) == Slot(1_700_479_800, 1_700_485_200)

    def test_is_half_open(self):
        slot = Slot(10, 20)
        assert [slot.contains(instant) for instant in (9, 10, 19, 20)] == [
            False,
            True,
            True,
            False,
        ]

    def test_covers_itself_and_what_is_inside(self):
        slot = Slot(10, 20)
        assert slot.covers(slot)
        assert slot.covers(Slot(11, 20))
        assert not slot.covers(Slot(9, 20))
        assert not slot.covers(Slot(10, 21))

    def test_is_never_narrowed(self):
        assert Slot(10, 20).widened(3, 5) == Slot(7, 25)
        for before, after in ((-1, 0), (0, -1)):
            with pytest.raises(ValueError, match="only widened"):
                Slot(10, 20).widened(before, after)

    def test_seven_days_are_allowed_and_no_second_more(self):
        assert not Slot(0, MAX_BOOKING_SECONDS).is_too_long
        assert Slot(0, MAX_BOOKING_SECONDS + 1).is_too_long

    @given(slots, slots)
    def test_overlap_is_symmetric_and_equals_a_shared_second(self, a, b):
        shared = set(range(a.starts, a.ends)) & set(range(b.starts, b.ends))
        assert a.overlaps(b) == b.overlaps(a) == bool(shared)

    @given(slots, slots)
    def test_intersection_is_what_both_occupy(self, a, b):
        shared = set(range(a.starts, a.ends)) & set(range(b.starts, b.ends))
        both = a.intersection(b)
        assert both == b.intersection(a)
        assert (set(range(both.starts, both.ends)) if both else set()) == shared

    @given(slots, st.integers(1, 20))
    def test_touching_slots_never_overlap(self, slot, seconds):
        after = Slot(slot.ends, slot.ends + seconds)
        assert not slot.overlaps(after)
        assert slot.gap_seconds(after) == after.gap_seconds(slot) == 0

    @given(slots, slots)
    def test_widening_by_the_gap_touches_and_one_more_overlaps(self, a, b):
        gap = a.gap_seconds(b)
        assert gap == b.gap_seconds(a)
        assert (gap == 0) >= a.overlaps(b)
        if not a.overlaps(b):
            assert not a.widened(gap, gap).overlaps(b)
            assert a.widened(gap + 1, gap + 1).overlaps(b)

    @given(slots, slots, st.integers(-DAY, DAY))
    def test_shifting_both_changes_nothing_between_them(self, a, b, seconds):
        moved, other = a.shifted(seconds), b.shifted(seconds)
        assert moved.seconds == a.seconds
        assert moved.overlaps(other) == a.overlaps(b)
        assert moved.gap_seconds(other) == a.gap_seconds(b)


class TestEpoch:
    def test_refuses_a_naive_datetime(self):
        with pytest.raises(ValueError, match="time zone"):
            epoch(datetime(2023, 11, 20))  # noqa: DTZ001 - the point of the test

    def test_drops_fractions_downwards_on_both_sides_of_1970(self):
        assert epoch(datetime(1970, 1, 1, 0, 0, 1, 999_999, tzinfo=UTC)) == 1
        assert epoch(datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)) == -1

    @given(st.integers(-(10**10), 10**10), st.integers(-720, 840))
    def test_comes_back_through_any_zone(self, seconds, offset):
        zone = timezone(timedelta(minutes=offset))
        assert epoch(moment(seconds).astimezone(zone)) == seconds


class TestShowSlot:
    def test_exact_is_as_given(self):
        slot = show_slot(
            precision=Precision.EXACT, zone=SHANGHAI, starts=STARTS, ends=ENDS
        )
        assert slot == Slot.of(STARTS, ENDS)

    def test_about_has_half_an_hour_more_on_either_side(self):
        slot = show_slot(
            precision=Precision.ABOUT, zone=SHANGHAI, starts=STARTS, ends=ENDS
        )
        assert slot == Slot.of(STARTS, ENDS).widened(30 * MINUTE, 30 * MINUTE)
        assert ABOUT_SECONDS == 30 * MINUTE

    @pytest.mark.parametrize(
        ("part", "expected"),
        [
            (DayPart.MORNING, ("20 08:00", "20 12:00")),
            (DayPart.AFTERNOON, ("20 12:00", "20 18:00")),
            (DayPart.EVENING, ("20 18:00", "20 23:00")),
        ],
    )
    def test_a_part_of_the_day_is_local(self, part, expected):
        slot = show_slot(
            precision=Precision.PART, zone=SHANGHAI, day=NOVEMBER_20, day_part=part
        )
        assert wall(slot, SHANGHAI) == expected

    @pytest.mark.parametrize("precision", [Precision.DATE, Precision.PART])
    def test_the_date_alone_is_the_whole_local_day(self, precision):
        slot = show_slot(precision=precision, zone=SHANGHAI, day=NOVEMBER_20)
        assert wall(slot, SHANGHAI) == ("20 00:00", "21 00:00")
        assert slot.seconds == DAY

    def test_the_day_is_that_of_the_start_where_the_venue_is(self):
        late = datetime(2023, 11, 20, 23, 30, tzinfo=UTC)
        slot = show_slot(precision=Precision.DATE, zone=SHANGHAI, starts=late)
        assert wall(slot, SHANGHAI) == ("21 00:00", "22 00:00")

    @pytest.mark.parametrize("precision", [Precision.EXACT, Precision.ABOUT])
    @pytest.mark.parametrize(
        "given", [{}, {"starts": STARTS}, {"ends": ENDS}, {"day": NOVEMBER_20}]
    )
    def test_an_hour_needs_start_and_end(self, precision, given):
        with pytest.raises(ValueError, match="start and its end"):
            show_slot(precision=precision, zone=SHANGHAI, **given)

    @pytest.mark.parametrize("precision", [Precision.PART, Precision.DATE])
    def test_without_an_hour_the_day_is_needed(self, precision):
        with pytest.raises(ValueError, match="its day"):
            show_slot(precision=precision, zone=SHANGHAI, ends=ENDS)

    def test_only_exact_and_about_have_an_hour(self):
        assert [p.value for p in Precision if p.has_hour] == ["exact", "about"]


class TestLocalDay:
    @pytest.mark.parametrize(
        ("zone", "day", "hours"),
        [
            ("Europe/Berlin", date(2023, 3, 26), 23),
            ("Europe/Berlin", date(2023, 10, 29), 25),
            ("Australia/Lord_Howe", date(2023, 10, 1), 23.5),
            # The clocks leap over midnight itself.
            ("Asia/Beirut", date(2022, 3, 27), 23),
            # Midnight comes twice on one day.
            ("America/Havana", date(2023, 11, 5), 25),
            # Shanghai had summer time in 1986.
            (SHANGHAI, date(1986, 5, 4), 23),
        ],
    )
    def test_is_as_long_as_the_clocks_make_it(self, zone, day, hours):
        assert local_day(day, zone).seconds == hours * HOUR

    def test_refuses_a_day_the_zone_never_had(self):
        with pytest.raises(ValueError, match="ends after it starts"):
            local_day(date(2011, 12, 30), "Pacific/Apia")

    @example(day=date(2023, 10, 29), zone="Europe/Berlin")
    @given(
        day=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
        zone=st.sampled_from([SHANGHAI, "Asia/Ulaanbaatar", "Europe/Berlin", "UTC"]),
    )
    def test_days_follow_one_another_without_gap_or_overlap(self, day, zone):
        today = local_day(day, zone)
        tomorrow = local_day(day + timedelta(days=1), zone)
        assert today.ends == tomorrow.starts
        for part in DayPart:
            assert today.covers(
                show_slot(precision=Precision.PART, zone=zone, day=day, day_part=part)
            )


class TestOccupiedSlot:
    @pytest.mark.parametrize("precision", set(Precision) - {Precision.DATE})
    def test_runs_from_load_in_to_strike(self, precision):
        occupied = occupied_slot(
            Slot.of(STARTS, ENDS),
            precision=precision,
            load_in_minutes=240,
            strike_minutes=120,
        )
        assert wall(occupied, SHANGHAI) == ("20 15:30", "20 23:00")

    def test_a_date_keeps_to_its_day(self):
        day = local_day(NOVEMBER_20, SHANGHAI)
        assert day == occupied_slot(
            day, precision=Precision.DATE, load_in_minutes=240, strike_minutes=120
        )

    def test_refuses_less_than_nothing(self):
        with pytest.raises(ValueError, match="only widened"):
            occupied_slot(
                Slot(0, 60),
                precision=Precision.EXACT,
                load_in_minutes=-1,
                strike_minutes=0,
            )
