"""The datums of China's maps, against the points their publishers test with."""

import pytest

from ulanmuqi.places.datums import (
    Datum,
    from_bd09,
    from_gcj02,
    to_bd09,
    to_gcj02,
    to_wgs84,
)

# eviltransform, python/test.py: Shanghai, Shenzhen, Beijing.
GCJ02 = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]
# coordtransform, README: what its four functions answer for one point.
README = (39.915, 116.404)
README_GCJ02 = (39.91640428150164, 116.41024449916938)
README_AS_GCJ02_IN_BD09 = (39.92133699351022, 116.41036949371029)
README_AS_BD09_IN_GCJ02 = (39.90865673957631, 116.39762729119315)


def near(point: tuple[float, float]) -> object:
    return pytest.approx(point, abs=1e-9)


@pytest.mark.parametrize(("wgs84", "gcj02"), GCJ02)
def test_both_ways_agree_with_the_published_points(wgs84, gcj02):
    assert to_gcj02(wgs84) == near(gcj02)
    assert from_gcj02(gcj02) == near(wgs84)


def test_one_point_agrees_in_all_three_datums():
    assert to_gcj02(README) == near(README_GCJ02)
    assert to_bd09(from_gcj02(README)) == near(README_AS_GCJ02_IN_BD09)
    assert to_gcj02(from_bd09(README)) == near(README_AS_BD09_IN_GCJ02)


@pytest.mark.parametrize("corner", [(37.4, 97.2), (53.3, 126.0), (40.8, 111.7)])
def test_what_goes_to_baidu_comes_back_within_a_metre(corner):
    assert from_bd09(to_bd09(corner)) == pytest.approx(corner, abs=1e-5)


def test_outside_china_nothing_is_bent():
    paris = (48.8566, 2.3522)
    assert to_gcj02(paris) == paris
    assert from_gcj02(paris) == paris


def test_a_stored_point_is_not_touched():
    point = (40.817390123456, 111.765617987654)
    assert to_wgs84(point, Datum.WGS84) == point
    lat, lon = to_wgs84(to_gcj02(point), Datum.GCJ02)
    assert (lat, lon) == (40.8173901, 111.765618)
    assert to_wgs84(to_bd09(point), Datum.BD09) == pytest.approx(point, abs=1e-5)
