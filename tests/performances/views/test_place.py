"""Choosing one's place: names, a guess by the phone, and what each league plays."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from performances.views import place
from performances.views.home_facts import leagues_today
from performances.views.year_figures import year_figures
from tests import factories

pytestmark = pytest.mark.django_db

XILINHOT = "43.9,116.1"


def plays(code: str, *, hour: int, days: int = 0, **facts) -> None:
    """At a theatre of its own in the banner, at that hour of that day from today."""
    starts_at = factories.evening(days, hour=hour, minute=0)
    hall = factories.venue(code)
    factories.performance(venue=hall, starts_at=starts_at, **facts)


@pytest.fixture
def near(regions):
    factories.region("152502")

    def asked(point: str | None, prefix: str = ""):
        headers = {} if point is None else {"X-Coarse-Point": point}
        return Client().get(f"{prefix}/place/near/", headers=headers)

    return asked


def test_every_league_and_banner_can_be_chosen_without_a_script(regions, visitor):
    page = visitor.get(reverse("place")).content.decode()

    for code in ("150100", "150105", "152200", "152222"):
        assert f'href="/schedule/?region={code}"' in page
    assert (
        'data-place="152200|兴安盟|Xing&#x27;an League|152222|科尔沁右翼中旗|' in page
    )


def test_a_point_proposes_league_and_banner(near):
    answer = near(XILINHOT)

    html = answer.content.decode()
    assert "您大概在锡林郭勒盟。" in html
    assert 'data-place="152500|锡林郭勒盟|' in html
    assert "|152502|锡林浩特市|" in html
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_point_outside_is_told_the_way_and_no_banner(near):
    html = near("39.9,116.4").content.decode()

    assert "您好像不在内蒙古，最近的是锡林郭勒盟，约209公里。" in html
    assert "|152502|" not in html
    assert "离内蒙古还远" in near("31.2,121.5").content.decode()


@pytest.mark.parametrize("point", [None, "", "nan,nan", "here", "9" * 9000, "1,2,3"])
def test_what_is_no_point_is_refused_in_words(near, point):
    answer = near(point)

    assert answer.status_code == 400
    assert "没有读懂手机给的位置" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_the_point_is_gone_from_the_request_before_anything_can_report_it(regions):
    request = RequestFactory().get("/place/near/", headers={"X-Coarse-Point": XILINHOT})

    place.near(request)

    assert "116.1" not in repr(request.META)


def test_a_league_shows_today_else_what_comes_next(frozen_clock, regions):
    frozen_clock.forward(hours=4)  # noon
    for hour in (9, 13, 14, 15, 16, 19):
        plays("150105", hour=hour, title=f"首府{hour}点")
    plays("150105", days=1, hour=19, title="首府明天")
    plays("150802", days=3, hour=19, title="河套")
    plays("150802", days=20, hour=19, title="太远")

    by_code = {one.region.code: one for one in leagues_today(frozen_clock.now)}

    hohhot, bayannur = by_code["150100"], by_code["150800"]
    assert [show.title for show in hohhot.shows] == [
        "首府13点", "首府14点", "首府15点", "首府16点",
    ]  # fmt: skip
    assert (hohhot.today, hohhot.more, hohhot.ahead) == (5, 1, 6)
    assert [show.title for show in bayannur.shows] == ["河套"]
    assert (bayannur.today, bayannur.more, bayannur.ahead) == (0, 0, 1)
    assert by_code["152200"].shows == ()


def test_what_the_leagues_play_costs_four_queries(
    frozen_clock, regions, django_assert_num_queries
):
    plays("150105", hour=19)
    with django_assert_num_queries(4):
        leagues_today(frozen_clock.now)
    for number in range(12):
        plays("150802", days=number % 3, hour=10 + number)
    with django_assert_num_queries(4):
        leagues_today(frozen_clock.now)


def test_the_years_figures_are_counted_from_rows(frozen_clock, regions):
    maker = factories.troupe("150105")
    factories.work(maker, new_work_year=2023)
    factories.work(maker, new_work_year=2022)
    plays("150105", days=1, hour=10)
    plays("150105", days=40, hour=10)
    frozen_clock.forward(days=5)

    figures = year_figures(frozen_clock.now)

    assert (figures.courses, figures.works, figures.shows) == (0, 1, 1)
    assert not figures.has_examples
    frozen_clock.forward(days=70)
    assert year_figures(frozen_clock.now).is_empty
