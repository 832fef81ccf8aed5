"""Where the links of “how to get there” lead."""

from urllib.parse import parse_qs, unquote, urlsplit

from ulanmuqi.places.routes import routes_to

HALL = (40.81739, 111.765617)


def asked(address: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def test_each_map_is_given_its_own_datum():
    to = routes_to(HALL, "乌兰恰特")

    amap = asked(to.amap)
    assert (amap["to"], amap["coordinate"]) == (
        "111.772526,40.818813,乌兰恰特",
        "gaode",
    )
    baidu = asked(to.baidu)
    assert (baidu["location"], baidu["coord_type"], baidu["title"]) == (
        "40.824509,111.779155",
        "bd09ll",
        "乌兰恰特",
    )
    assert asked(to.apple)["daddr"] == "40.818813,111.772526"
    assert (
        unquote(to.geo) == "geo:40.817390,111.765617?q=40.817390,111.765617(乌兰恰特)"
    )


def test_a_name_cannot_part_an_address():
    to = routes_to(HALL, "礼堂(东),&coordinate=wgs84#|" + "长" * 200)

    amap = asked(to.amap)
    assert amap["coordinate"] == "gaode"
    assert amap["to"].count(",") == 2
    assert asked(to.baidu)["coord_type"] == "bd09ll"
    assert to.geo.count("(") == to.geo.count(")") == 1
    assert len(to.amap) < 900
