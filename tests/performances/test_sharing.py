"""Lent people, things never busy at once, transfers: the rules alone."""

from performances.claims import ResourceKind, ResourceRef
from performances.limits import DEFAULT_LIMITS
from performances.rules import Severity
from performances.sharing import home_plays, never_both, too_fast
from performances.slots import HOUR, Slot
from performances.workload import short_rest
from tests.performances.claim_strategies import (
    BAOTOU,
    CURTAIN,
    HOHHOT,
    TROUPE,
    ULANHOT,
    claim,
    proposal,
)

MEMBER = ResourceRef("member:1", ResourceKind.MEMBER, "萨日娜")
DRIVER = ResourceRef("exclusion:1", ResourceKind.EXCLUSION, "司机", "只有一名")
TRUCKS = [ResourceRef(f"truck:{n}", ResourceKind.TRUCK, f"{n}号车") for n in (1, 2)]


def lent(**changes):
    return claim("away", **({"resource": MEMBER, "home": TROUPE} | changes))


def transfer(hours, **changes):
    slot = Slot(CURTAIN + 12 * HOUR, CURTAIN + (12 + hours) * HOUR)
    facts = {"kind": "transfer", "origin": HOHHOT, "place": ULANHOT, "slot": slot}
    return claim("engagement:1", **(facts | {"stage": slot} | changes))


class TestHomePlays:
    def test_it_warns_who_borrows_and_tells_home(self):
        show = claim("home")
        assert home_plays(lent(), show).severity is Severity.WARN
        assert home_plays(lent(), show, mine_is_show=True).severity is Severity.NOTE
        assert home_plays(lent(), claim("home", firm=False)).severity is Severity.NOTE

    def test_released_or_apart_is_nothing(self):
        assert home_plays(lent(home=None), claim("home")) is None
        assert home_plays(lent(), claim("home", at=CURTAIN + 9 * HOUR)) is None

    def test_both_sides_tell_the_same_facts(self):
        show = claim("home")
        mine, theirs = (
            home_plays(lent(), show),
            home_plays(lent(), show, mine_is_show=True),
        )
        assert mine.fingerprint == theirs.fingerprint


class TestNeverBoth:
    def test_two_for_one_driver(self):
        both = [claim(resource=DRIVER, via=truck) for truck in TRUCKS]
        conflict = never_both(proposal(*both))
        assert conflict.severity is Severity.BLOCK
        assert (conflict.params["first"], conflict.params["second"]) == (
            "1号车",
            "2号车",
        )
        assert never_both(proposal(both[0])) is None


class TestTransfers:
    def test_the_road_must_fit(self):
        assert too_fast(transfer(2)).params["hours_there_are"] == 2.0
        assert too_fast(transfer(40)) is None
        assert too_fast(claim(place=BAOTOU)) is None

    def test_all_that_go_along_break_it_once(self):
        truck = transfer(2, resource=TRUCKS[0])
        assert too_fast(truck).fingerprint == too_fast(transfer(2)).fingerprint

    def test_its_own_road_takes_nothing_from_the_rest_before(self):
        late = claim("show", at=CURTAIN + HOUR)
        assert short_rest(late, transfer(40), DEFAULT_LIMITS) is None
