"""The stage and the power a show can choose from: the venue's, or a truck's."""

from performances.fitting import best_truck, powers, stages, to_be_asked
from performances.sheets import Needs, Sheet, TruckSheet

ASKED = Needs(width_m=9.0, depth_m=6.0, power="three", power_kw=25)
HALL = Sheet(name="示例剧场", width_m=8.0, depth_m=7.0, power="single", power_kw=40)
TRUCK = TruckSheet(
    key="truck:1", name="一号车", width_m=9.6, depth_m=6.5, power="three", power_kw=30
)
SMALL = TruckSheet(key="truck:2", name="二号车", width_m=8.0, depth_m=5.0)


def test_sides_of_two_stages_are_not_put_together():
    """Wide enough here and deep enough there is no stage at all."""
    deep, wide = (
        Sheet(name="深", width_m=5.0, depth_m=9.0),
        TruckSheet(key="truck:1", name="宽", width_m=12.0, depth_m=4.0),
    )
    assert [one.fits for one in stages(ASKED, deep, [wide])] == [False, False]


def test_phases_of_one_are_not_put_to_the_kilowatts_of_another():
    weak = TruckSheet(key="truck:1", name="车", power="three", power_kw=20)
    venue, truck = powers(ASKED, HALL, [weak])
    assert [gap.what for gap in venue.short] == ["power"]
    assert [(gap.what, gap.lacks) for gap in truck.short] == [("power_kw", 5)]


def test_a_truck_without_power_of_its_own_is_fed_by_the_place():
    assert len(powers(ASKED, HALL, [SMALL])) == 1


def test_on_bare_ground_the_truck_is_the_stage():
    square = Sheet(name="广场", is_outdoor=True)
    assert [one.truck for one in stages(ASKED, square, [TRUCK])] == ["truck:1"]
    assert [one.truck for one in stages(ASKED, square)] == [""]
    platform = Sheet(name="广场", is_outdoor=True, width_m=6.0)
    assert [one.truck for one in stages(ASKED, platform, [TRUCK])] == ["", "truck:1"]


def test_of_two_trucks_the_one_that_comes_nearest():
    smaller = TruckSheet(key="truck:3", name="三号车", width_m=4.0, depth_m=3.0)
    found = stages(ASKED, Sheet(name="厅", width_m=3.0), [smaller, SMALL])
    assert best_truck(found).truck == "truck:2"
    assert best_truck(stages(ASKED, HALL)) is None


def test_nothing_is_asked_once_one_of_them_fits():
    unknown = Sheet(name="新场地")
    assert to_be_asked(stages(ASKED, unknown, [TRUCK])) == ()
    (venue,) = to_be_asked(stages(ASKED, unknown, [SMALL]))
    assert (venue.truck, venue.unknown) == ("", ("width", "depth"))


def test_what_is_too_small_anyway_is_not_asked_about():
    unmeasured = TruckSheet(key="truck:4", name="四号车")
    (truck,) = to_be_asked(stages(ASKED, HALL, [unmeasured]))
    assert truck.truck == "truck:4"
