"""学·创·演 in public: what is told of a year, and what never is."""

import csv
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.http import QueryDict

from performances import scheduling
from performances.measures import Measure
from performances.scheduling import ActFacts, DayFacts, RecordFacts
from performances.scheduling.carried_over import CarriedFacts, carry_over
from performances.scheduling.targets import TargetFacts, set_target
from performances.statistics import Period, Question, places
from performances.views.figures.asked import spelled
from performances.views.figures.months import of_shows
from performances.views.schedule_files import FILES
from tests import factories
from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(frozen_clock, troupe, other_troupe):
    """Two shows that took place, one of them told of, and one called off."""
    told = factories.performance(troupes=(troupe, other_troupe), mode="both")
    untold = factories.performance(
        troupes=(troupe,),
        starts_at=factories.evening(6),
        venue=factories.venue(
            "152222", kind="border_post",
            public_precision=Venue.PublicPrecision.BANNER,
        ),
    )  # fmt: skip
    scheduling.cancel(
        factories.performance(troupes=(troupe,), starts_at=factories.evening(5)),
        reason="大风",
    )
    frozen_clock.forward(days=9)
    scheduling.report_show(
        told, RecordFacts(onsite_audience=1286, online_views=20_500),
        troupe=troupe, day=DayFacts(distance_km=340, in_grassroots=True),
        acts=[ActFacts(kind="coaching", title="教安代舞", people=17)],
    )  # fmt: skip
    return told, untold


def test_the_page_counts_and_says_what_is_missing(played, visitor) -> None:
    html = visitor.get("/statistics/").content.decode()
    assert "答复过、对方后来撤回的照样算" in html

    assert '<p class="big">2<small>' in html
    assert "1,286" in html
    assert "20,500" in html
    assert "21,786" not in html  # never added together
    said = "演过2场：记录已审核0场，已上报、未审核1场（其中退回0场），还没有记录1场"
    assert f"截至2023年11月10日，{said}" in html
    assert "其中1场现场、线上都有，两边各算一场" in html
    assert "/schedule/?from=2023-11-01&amp;to=2023-11-10" in html
    assert "/schedule/?from=2023-01-01&amp;to=2023-11-10" in html


def test_one_is_one_in_english(played, troupe, visitor) -> None:
    factories.work(troupe)
    page = visitor.get("/en/statistics/?league=150800").content.decode()
    html = visitor.get("/en/statistics/").content.decode()

    assert "1 of them was both, and counts on either side" in html
    assert "2 shows took place. Records reviewed: 0, reported and not yet" in html
    assert "1 show took place. Audiences come from records alone; records: 1" in page
    assert "\nwork</small>" in html
    assert "Create: 1 new bud<" in html


def test_two_before_a_measure_word(played, troupe, visitor) -> None:
    for _number in range(2):
        factories.work(troupe)

    assert "创：两株新芽" in visitor.get("/statistics/").content.decode()


def test_a_league_lists_its_troupes_and_links_their_shows(
    played, troupe, visitor
) -> None:
    html = visitor.get("/statistics/?league=152200").content.decode()

    assert troupe.local_name in html
    shows = f"/schedule/?from=2023-01-01&amp;to=2023-11-10&amp;troupe={troupe.code}"
    assert shows in html
    assert f"{shows}&amp;mode=on_site" in html
    # The schedule knows places, not the homes of troupes: months of a league lead to
    # nobody else's shows.
    assert "/schedule/" not in html.split("各月的表")[1].split("</table>")[0]
    assert "乌拉特中旗" not in html.split('id="all"')[1].split("<dl")[0]


def test_kinds_of_places_nobody_may_know_are_not_told(played, visitor) -> None:
    html = visitor.get("/statistics/").content.decode()

    assert "只公开到旗县的地方" in html
    assert "边防" not in html.split('id="rules"')[0]


def test_targets_and_who_lags_are_never_public(played, troupe, visitor) -> None:
    set_target(TargetFacts(troupe=troupe, year=2023, measure=Measure.SHOWS, value=4321))

    rows = visitor.get("/statistics.csv?league=152200").text.splitlines()
    told = [row.split(",")[-5:-1] for row in rows[1:]]
    assert told == [[""] * 4, [""] * 4]
    everybody = visitor.get("/statistics.csv").text.splitlines()
    assert everybody[-1].split(",")[-5:-1] == ["0", "1", "0", "1"]
    for address in (
        "/statistics/?league=152200", "/statistics.csv?league=152200", "/statistics/",
        "/en/statistics/?league=152200", f"/search/?q={troupe.name}",
        "/api/v1/troupes/", f"/troupes/{troupe.code}/", "/",
    ):  # fmt: skip
        body = visitor.get(address).content.decode()
        assert "4321" not in body
        assert "4,321" not in body
        assert "目标" not in body
        assert "target of" not in body.lower()


def test_figures_from_before_stand_apart(played, troupe, visitor) -> None:
    carry_over(
        CarriedFacts(
            troupe=troupe, first=date(2023, 1, 1), last=date(2023, 6, 26),
            measure=Measure.ONSITE_SHOWS, value=7760, source="半年小结",
        )
    )  # fmt: skip

    html = visitor.get("/statistics/?league=152200").content.decode()

    months = html.split("各月的表")[1].split("</table>")[0]
    # Its last days are counted here, and nobody played in them.
    june = months.split('<th scope="row">6月')[1].split("</tr>")[0]
    assert "系统启用前" in june
    assert '<td class="n">—</td>' in june
    july = months.split('<th scope="row">7月')[1].split("</tr>")[0]
    assert '<td class="n">0</td>' in july
    assert "系统启用以前的数字" in html
    assert "7,760" in html.split('id="before"')[1]
    assert "7,760" not in html.split('id="before"')[0]
    assert "7,762" not in html


def test_a_show_reported_afterwards_makes_no_month_known(
    played, troupe, frozen_clock
) -> None:
    carry_over(
        CarriedFacts(
            troupe=troupe, first=date(2023, 1, 1), last=date(2023, 6, 26),
            measure=Measure.ONSITE_SHOWS, value=7760, source="半年小结",
        )
    )  # fmt: skip
    in_may = clock.day_begins(date(2023, 5, 10)) + timedelta(hours=15)
    past = factories.show_facts(starts_at=in_may, minutes=60, troupes=(troupe,))
    scheduling.report_past_show(past, RecordFacts(onsite_audience=80))
    question = Question(period=Period.of_year(2023), now=clock.now(), is_public=True)
    may = of_shows(question)[4]
    assert (may.shows, may.is_before, may.with_sessions(0).sessions) == (1, True, None)


def test_a_year_before_this_site_is_no_year_without_shows(
    frozen_clock, troupe, visitor
) -> None:
    carry_over(
        CarriedFacts(
            troupe=troupe, first=date(2004, 1, 1), last=date(2004, 12, 31),
            measure=Measure.ONSITE_SHOWS, value=7760, source="队史",
        )
    )  # fmt: skip
    html = visitor.get("/statistics/?year=2004").text

    assert '<option value="2004" selected>' in html
    assert "这一年在系统启用以前" in html
    assert '<p class="big">0' not in html
    assert '<td class="n">0</td>' not in html
    assert "7,760" in html.split('id="before"')[1]
    assert "—" not in visitor.get("/statistics/").text.split('class="xyc"')[1][:900]
    # Nor of a league of whose troupes no report tells.
    factories.troupe("150824")
    html = visitor.get("/statistics/?league=150800&year=2004").text
    assert "也没有录入当时报告里的数" in html
    assert '<p class="big">0' not in html
    # A year nobody tells of is none that was without shows.
    for address in ("/statistics/", "/statistics.csv"):
        assert visitor.get(f"{address}?year=1990")["Location"] == address


def test_shows_reported_afterwards_count_and_are_told(
    frozen_clock, troupe, visitor
) -> None:
    yesterday = clock.midnight(frozen_clock.now) - timedelta(hours=4)
    past = factories.show_facts(starts_at=yesterday, minutes=60, troupes=(troupe,))
    scheduling.report_past_show(past, RecordFacts(onsite_audience=80))

    html = visitor.get("/statistics/").content.decode()

    assert '<p class="big">1<small>' in html
    assert "其中1场是演完才补报的，日程里没有" in html
    # A day is no sum: of a show nobody announced no day tells.
    question = Question(period=Period.of_year(2023), now=clock.now(), is_public=True)
    assert places.by_day(question) == {}


def test_nothing_yet_is_no_error(frozen_clock, regions, visitor) -> None:
    for address in ("/statistics/", "/en/statistics/", "/statistics.csv"):
        assert visitor.get(address).status_code == 200


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", ""),
        ("year=2022&league=152200&x=1", "league=152200&year=2022"),
        ("year=&league=", ""),
        ("year=0&league=15", None),
        ("year=２０２２&league=%00", None),
        ("year=99999&league=" + "9" * 5000, None),
    ],
)
def test_addresses_have_one_spelling(query, asked) -> None:
    assert spelled(QueryDict(query)) == asked


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("league=zzz", ""),
        ("league=999999", ""),
        ("year=1890&league=152200", "?league=152200"),
        ("year=2090", ""),
        ("year=２０２２", ""),
    ],
)
def test_what_was_made_up_leads_to_the_page_without_it(
    query, kept, frozen_clock, troupe, visitor
) -> None:
    for address in ("/statistics/", "/en/statistics/", "/statistics.csv"):
        answer = visitor.get(f"{address}?{query}")
        assert (answer.status_code, answer["Location"]) == (302, f"{address}{kept}")
        assert answer["Cache-Control"] == "no-store"


def test_months_to_come_have_no_figures(played, visitor) -> None:
    html = visitor.get("/statistics/").content.decode()

    table = html.split("各月的表")[1].split("</table>")[0]
    assert re.findall(r'<td class="n">(.*?)</td>', table.split("12月</th>")[1]) == [
        "—", "—", "—", "—",
    ]  # fmt: skip
    assert "到11月10日止" in table.split("11月</a>")[1].split("</th>")[0]


def test_the_file_holds_the_table_and_runs_nothing(played, troupe, visitor) -> None:
    type(troupe).objects.filter(pk=troupe.pk).update(name='=HYPERLINK("x")')

    answer = visitor.get("/statistics.csv?league=152200")

    rows = list(csv.reader(StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert rows[1][1] == '\'=HYPERLINK("x")'
    assert rows[-1][2:6] == ["2", "1286", "1", "20500"]
    assert rows[0][-3:] == ["其中退回", "还没有记录", "截至"]
    assert rows[-1][-1] == "2023-11-10"
    assert visitor.post("/statistics.csv").status_code == 405


def test_a_page_costs_the_same_for_1_and_30_shows(
    frozen_clock, regions, visitor, django_assert_num_queries
) -> None:
    troupe = factories.troupe("152222")
    visitor.get("/statistics/")  # the footer's row is made once
    evenings = [factories.evening(number + 1) for number in range(30)]
    place = {"troupes": (troupe,), "venue": None, "region": troupe.region}
    factories.performance(**place, starts_at=evenings[0])
    frozen_clock.forward(days=2)
    with django_assert_num_queries(30):
        visitor.get("/statistics/?league=152200")
    factories.performances(place | {"starts_at": at} for at in evenings[1:])
    frozen_clock.forward(days=32)
    with django_assert_num_queries(30):
        visitor.get("/statistics/?league=152200")


def test_its_file_is_limited_like_every_other(
    frozen_clock, regions, visitor, monkeypatch
) -> None:
    monkeypatch.setattr("performances.views.figures.files.seconds_to_wait", _wait)
    answer = visitor.get("/statistics.csv")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def _wait(limit, _request) -> int:
    return 60 if limit is FILES else 0
