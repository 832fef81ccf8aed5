"""A way out is proposed only where the judge finds nothing against it."""

from performances.conflicts import Rule, judge_standing
from performances.remedies import Remedy, remedy
from performances.slots import DAY, HOUR, Slot
from tests.performances.claim_strategies import (
    BOOK,
    CURTAIN,
    HALL,
    HOHHOT,
    ULANHOT,
    claim,
)

WEEK = Slot(CURTAIN - 3 * DAY, CURTAIN + 4 * DAY)
NOW = CURTAIN - 30 * DAY


def asked(claims, *, movable=("wish",), within=WEEK, now=NOW):
    found = judge_standing(claims, travel=BOOK.journey)
    return remedy(
        found[0],
        claims,
        movable=movable,
        within=within,
        now=now,
        zone="Asia/Shanghai",
        travel=BOOK.journey,
    )


def test_the_same_day_after_the_other_show_when_that_is_early_enough():
    firm, wish = (
        claim("firm", at=CURTAIN - 5 * HOUR),
        claim("wish", at=CURTAIN - 4 * HOUR),
    )
    # 14:30 to 16:00 and half an hour of strike; an hour of load-in before 17:30.
    assert asked([firm, wish]) == Remedy("wish", CURTAIN - 2 * HOUR)


def test_else_the_same_hour_on_the_nearest_free_day_later_first():
    firm, wish = claim("firm"), claim("wish", at=CURTAIN + HOUR)
    assert asked([firm, wish]) == Remedy("wish", CURTAIN + HOUR + DAY)
    tomorrow = claim("tomorrow", at=CURTAIN + DAY)
    assert asked([firm, tomorrow, wish]) == Remedy("wish", CURTAIN + HOUR - DAY)


def test_every_resource_of_the_show_must_be_free():
    firm = claim("firm")
    wish = claim("wish", at=CURTAIN + HOUR)
    hall = claim("wish", at=CURTAIN + HOUR, resource=HALL)
    taken = claim("other", at=CURTAIN + DAY, resource=HALL)
    assert asked([firm, wish, hall, taken]) == Remedy("wish", CURTAIN + HOUR - DAY)


def test_a_journey_is_given_its_hours():
    before = claim("before", at=CURTAIN, place=HOHHOT)
    wish = claim("wish", at=CURTAIN + 14 * HOUR, place=ULANHOT)
    found = judge_standing([before, wish], travel=BOOK.journey)
    assert found[0].rule is Rule.UNREACHABLE
    way_out = asked([before, wish])
    assert way_out.performance == "wish"
    moved = claim("wish", at=way_out.starts, place=ULANHOT)
    assert judge_standing([before, moved], travel=BOOK.journey) == ()


def test_nothing_is_proposed_where_nothing_is_known_or_possible():
    firm, wish = claim("firm"), claim("wish", at=CURTAIN + HOUR)
    today = Slot(CURTAIN - HOUR * 6, CURTAIN + HOUR * 6)
    assert asked([firm, wish], within=today) is None
    assert asked([firm, wish], movable=()) is None
    assert asked([firm, wish], movable=("somebody",)) is None
    # Yesterday is over, and tomorrow is not known.
    until_tonight = Slot(WEEK.starts, CURTAIN + HOUR * 6)
    assert asked([firm, wish], within=until_tonight, now=CURTAIN) is None
