"""Made-up claims for the tests of the pure rules."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from performances.claims import Claim, Proposal, ResourceKind, ResourceRef
from performances.roads import KnownLeg, RoadBook, both_ways
from performances.slots import DAY, HOUR, Precision, Slot
from performances.travel import CoordPrecision, Place, RoadClass

# 20 November 2023, 19:30 in Shanghai.
CURTAIN = 1_700_479_800

HOHHOT = Place(40.8427, 111.7492, "呼和浩特", codes=("150100",))
BAOTOU = Place(40.6571, 109.8403, "包头", codes=("150200",))
LINHE = Place(40.7574, 107.4170, "临河", codes=("150802",))
ULANHOT = Place(46.0771, 122.0810, "乌兰浩特", codes=("152201",))

# One known leg: about 180 km, 1.5 to 2.5 h (domain.md 8), the slower one.
BOOK = RoadBook(legs=both_ways([(("150100", "150200"), KnownLeg(180, 2.5), False)]))

TROUPE = ResourceRef("troupe:1", ResourceKind.TROUPE, "苏尼特右旗乌兰牧骑")
HALL = ResourceRef("venue:1", ResourceKind.VENUE, "示例剧场")


def claim(performance: str = "a", *, at: int = CURTAIN, **changes: Any) -> Claim:
    """A firm 90-minute show at `at`, with an hour of load-in and half an hour after."""
    stage = Slot(at, at + 90 * 60)
    plain = Claim(
        performance=performance,
        resource=TROUPE,
        slot=stage.widened(HOUR, HOUR // 2),
        stage=stage,
        firm=True,
        place=HOHHOT,
        title=f"Show {performance}",
        status="confirmed",
    )
    return replace(plain, **changes)


def proposal(*claims: Claim, **changes: Any) -> Proposal:
    """The show that makes these claims."""
    first = claims[0] if claims else claim()
    plain = Proposal(
        performance=first.performance,
        title=first.title,
        stage=first.stage,
        slot=first.slot,
        precision=first.precision,
        firm=first.firm,
        claims=claims,
    )
    return replace(plain, **changes)


def shifted(claim: Claim, seconds: int) -> Claim:
    return replace(
        claim, slot=claim.slot.shifted(seconds), stage=claim.stage.shifted(seconds)
    )


slots = st.builds(
    lambda starts, seconds: Slot(starts, starts + seconds),
    st.integers(0, 50),
    st.integers(1, 20),
)

places = st.builds(
    Place,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    name=st.just("somewhere"),
    precision=st.sampled_from(CoordPrecision),
    codes=st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=2).map(tuple),
    road=st.sampled_from(RoadClass),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Claims that crowd: few resources, few shows, a short stretch of time."""
    key = draw(st.sampled_from(["troupe:1", "truck:1", "venue:1"]))
    stage = draw(slots)
    return Claim(
        performance=draw(st.sampled_from("abcdefgh")),
        resource=ResourceRef(key, ResourceKind(key.partition(":")[0]), key),
        slot=stage.widened(draw(st.integers(0, 3)), draw(st.integers(0, 3))),
        stage=stage,
        firm=draw(st.booleans()),
        exclusive=draw(st.booleans()),
        place=draw(st.sampled_from([None, HOHHOT, BAOTOU, ULANHOT])),
        precision=draw(st.sampled_from(Precision)),
    )


@st.composite
def journeys(draw: st.DrawFn) -> tuple[Claim, Claim]:
    """Two shows of one troupe in two towns, one after the other, within a day."""
    town, other = draw(st.permutations([HOHHOT, BAOTOU, LINHE, ULANHOT]))[:2]
    gap = draw(st.integers(0, DAY))
    earlier = claim("a", place=town)
    later = claim("b", place=other)
    return earlier, shifted(later, earlier.slot.seconds + gap)
