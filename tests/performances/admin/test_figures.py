"""学·创·演 in the admin: whose figures, which rows, how far from the target."""

import re
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from performances import scheduling
from performances.calendars import public_stamp
from performances.forms.figures import FiguresForm
from performances.measures import Measure
from performances.models import CarriedOver, Request, Target, gate
from performances.scheduling import ActFacts, DayFacts, NotAllowed, RecordFacts, Refused
from performances.scheduling.carried_over import CarriedFacts, carry_over
from performances.scheduling.targets import TargetFacts, set_target
from performances.statistics import Period
from tests import factories
from ulanmuqi.base import rights

pytestmark = pytest.mark.django_db

PAGE, ROWS = "/admin/schedule/figures/", "/admin/schedule/figures/rows/"


@pytest.fixture
def played(frozen_clock, troupe, other_troupe):
    """A joint show with a record, one without, one of strangers."""
    joint = factories.performance(troupes=(troupe, other_troupe), title="合演一场")
    untold = factories.performance(
        troupes=(troupe,), starts_at=factories.evening(5), title="还没上报的一场"
    )
    strange = factories.performance(
        troupes=(other_troupe,), starts_at=factories.evening(4), title="别人的一场"
    )
    frozen_clock.forward(days=9)
    scheduling.report_show(
        joint, RecordFacts(onsite_audience=320), troupe=troupe,
        day=DayFacts(distance_km=180, in_grassroots=True),
        acts=[ActFacts(kind="service", title="修手机")],
    )  # fmt: skip
    return joint, untold, strange


def cells(html: str, name: str) -> list[str]:
    """The figures of the row of that name, after its shows without a record."""
    row = html.split(f'<th scope="row">{name}</th>')[1].split("</tr>")[0]
    return [
        re.sub(r"<[^>]+>", "", one).strip()
        for one in re.findall(r'<td class="n">(.*?)</td>', row, re.S)
    ][1:]


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_a_leader_sees_the_own_troupe_alone(
    played, troupe, other_troupe, troupe_leader, as_user
) -> None:
    html = as_user(troupe_leader).get(PAGE).content.decode()

    assert cells(html, troupe.local_name)[:6] == ["2", "320", "0", "0", "180", "1"]
    assert other_troupe.local_name not in html
    said = "演过2场：记录已审核0场，已上报、未审核1场（其中退回0场），还没有记录1场"
    assert said in plain(html)


def test_a_league_sees_its_troupes_and_the_region_all(
    played, troupe, other_troupe, hinggan_coordinator, coordinator, as_user
) -> None:
    league = as_user(hinggan_coordinator).get(PAGE).content.decode()
    region = as_user(coordinator).get(PAGE).content.decode()

    assert other_troupe.local_name not in league
    assert cells(region, other_troupe.local_name)[0] == "2"
    assert cells(region, "合计（每场只算一次）")[0] == "3"
    by_league = as_user(coordinator).get(f"{PAGE}?by=league").content.decode()
    assert cells(by_league, "兴安盟")[0] == "2"


def test_strangers_are_shut_out(played, outsider, venue_contact, as_user) -> None:
    for user in (outsider, venue_contact):
        for address in (PAGE, f"{ROWS}?measure=shows"):
            assert as_user(user).get(address).status_code in (302, 403)


def test_every_figure_opens_its_rows(played, troupe, troupe_leader, as_user) -> None:
    client = as_user(troupe_leader)
    html = client.get(PAGE).content.decode()
    links = re.findall(rf'href="({ROWS}[^"]+)"', html)

    assert links
    for link in set(links):
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    missing = client.get(f"{ROWS}?records=missing&period=2023").content.decode()
    assert "还没上报的一场" in missing
    assert "合演一场" not in missing
    shows = client.get(f"{ROWS}?measure=onsite_attendances").content.decode()
    assert "320" in shows
    for measure in Measure:
        told = client.get(f"{ROWS}?measure={measure.value}")
        assert told.status_code == 200, measure
        assert "别人的一场" not in told.content.decode()


def test_where_a_request_comes_from_is_told_to_those_who_handle_it(
    frozen_clock, troupe, troupe_leader, troupe_member, hinggan_coordinator, as_user
) -> None:
    region = troupe.region
    facts = {
        "region": region, "window_from": date(2023, 12, 1), "place_name": "某小学",
        "window_until": date(2023, 12, 9), "asked_at": frozen_clock.now,
        "answered_at": frozen_clock.now,
    }  # fmt: skip
    with gate.opened():
        Request.objects.create(**facts, troupe=troupe, number="11110000")
        Request.objects.create(**facts, troupe=None, number="22220000")
    rows = f"{ROWS}?measure=requests"

    leaders = as_user(troupe_leader).get(rows).text
    assert "某小学" in leaders
    assert "后来撤回的照样算" in leaders
    assert "后来撤回的照样算" in as_user(troupe_leader).get(PAGE).text
    told = as_user(troupe_member).get(rows).text
    assert "某小学" not in told
    assert region.local_name in told
    league = as_user(hinggan_coordinator)
    assert league.get(rows).text.count("某小学") == 2
    html = league.get(f"{PAGE}?by=league").text
    assert cells(html, "兴安盟")[-1] == cells(html, "合计（每场只算一次）")[-1] == "2"
    assert cells(league.get(PAGE).text, troupe.local_name)[-1] == "1"


def test_the_regions_own_row_opens_its_own_shows(
    frozen_clock, troupe, coordinator, as_user
) -> None:
    own = factories.troupe("150000")
    factories.performance(troupes=(own,), title="直属的一场")
    factories.performance(troupes=(troupe,), title="别的一场")
    frozen_clock.forward(days=9)
    html = as_user(coordinator).get(f"{PAGE}?by=league").text
    row = html.split('<th scope="row">自治区直属</th>')[1].split("</tr>")[0]
    link = re.search(r'href="([^"]+measure=onsite_shows)"', row)[1]
    told = as_user(coordinator).get(link.replace("&amp;", "&")).text
    assert "直属的一场" in told
    assert "别的一场" not in told


def test_figures_from_before_are_seen_by_those_they_are_about(
    frozen_clock, troupe, other_troupe, troupe_leader, troupe_member, coordinator
) -> None:
    for one in (troupe, other_troupe):
        before = public_stamp.versions()
        carry_over(
            CarriedFacts(
                troupe=one, first=date(2022, 1, 1), last=date(2022, 12, 31),
                measure=Measure.SHOWS, value=9, source="年报",
            )
        )  # fmt: skip
        assert public_stamp.versions() != before
    policy = rights.policy_for(CarriedOver)
    for user, count in ((troupe_leader, 1), (troupe_member, 1), (coordinator, 2)):
        assert policy.visible(user, CarriedOver.objects.all()).count() == count


def test_targets_and_who_lags_are_told_inside(
    frozen_clock, troupe, hinggan_coordinator, as_user
) -> None:
    set_target(TargetFacts(troupe=None, year=2023, measure=Measure.SHOWS, value=80))
    html = as_user(hinggan_coordinator).get(PAGE).content.decode()
    assert "0 / 80" in html
    assert "0 / 120" in html
    assert "落后" in html

    set_target(TargetFacts(troupe=troupe, year=2023, measure=Measure.SHOWS, value=60))
    assert "0 / 60" in as_user(hinggan_coordinator).get(PAGE).content.decode()
    part = as_user(hinggan_coordinator).get(f"{PAGE}?period=2023-q1")
    assert "0 / 60" not in part.content.decode()


def test_a_target_for_all_is_offered_to_those_who_may_set_one(
    frozen_clock, coordinator, hinggan_coordinator, as_user
) -> None:
    told = "适用于没有单独目标的所有队伍"
    assert told in as_user(coordinator).get("/admin/targets/new/").text
    assert told not in as_user(hinggan_coordinator).get("/admin/targets/new/").text


def test_targets_are_set_by_those_who_coordinate(
    troupe, other_troupe, hinggan_coordinator, troupe_leader
) -> None:
    facts = {"year": 2023, "measure": Measure.DAYS, "value": 100}
    set_target(TargetFacts(troupe=troupe, **facts), by=hinggan_coordinator)
    for user, whose in (
        (hinggan_coordinator, other_troupe),
        (hinggan_coordinator, None),
        (troupe_leader, troupe),
    ):
        with pytest.raises(NotAllowed):
            set_target(TargetFacts(troupe=whose, **facts), by=user)
    with pytest.raises(Refused) as refused:
        set_target(TargetFacts(troupe=troupe, **facts))
    assert refused.value.field == "year"
    assert Target.objects.count() == 1


def test_a_figure_from_before_is_entered_with_its_source(
    frozen_clock, troupe, other_troupe, troupe_leader, as_user
) -> None:
    client = as_user(troupe_leader)
    said = {
        "troupe": troupe.pk, "first": "2022-01-01", "last": "2022-12-31",
        "measure": "onsite_shows", "value": "96", "source": "  ",
    }  # fmt: skip
    add = reverse("carried_over:add")

    assert "error-message" in client.post(add, said).content.decode()
    assert client.post(add, said | {"source": "2022年年报"}).status_code == 302
    again = client.post(add, said | {"source": "2022年年报"})
    assert again.status_code == 200
    strange = said | {"source": "年报", "troupe": other_troupe.pk}
    assert client.post(add, strange).status_code == 200
    assert CarriedOver.objects.get().value == 96
    html = client.get(f"{PAGE}?period=2022").content.decode()
    assert "2022年年报" in html
    assert cells(html, troupe.local_name)[0] == "0"


def test_a_figure_of_days_to_come_is_refused(frozen_clock, troupe) -> None:
    with pytest.raises(Refused) as refused:
        carry_over(
            CarriedFacts(
                troupe=troupe, first=date(2023, 1, 1), last=date(2023, 12, 31),
                measure=Measure.SHOWS, value=1, source="计划",
            )
        )  # fmt: skip
    assert refused.value.field == "last"


@pytest.mark.parametrize(
    ("query", "period", "field"),
    [
        ("period=2023&from=2023-09-01&to=2023-10-15", "2023-09-01/2023-10-15", ""),
        ("period=2023&from=2023-10-01&to=2023-10-31", "2023-10-01/2023-10-31", ""),
        ("period=2023&from=2023-09-03", "2023-09-03/2023-11-01", ""),
        ("from=2023-09-01&to=2023-09-15", "2023-09-01/2023-09-15", ""),
        # Others are chosen where dates still stand from before.
        (
            "period=2022&from=2023-09-01&to=2023-10-15&was=2023-09-01/2023-10-15",
            "2022-01-01/2022-12-31",
            "",
        ),
        ("period=2023&from=2023-09-01&to=2023-01-01", "2023-01-01/2023-12-31", "to"),
        ("period=dates", "2023-01-01/2023-12-31", "from"),
        ("period=dates&to=2023-05-01", "2023-01-01/2023-12-31", "from"),
        ("period=dates&from=gestern", "2023-01-01/2023-12-31", "from"),
        ("period=dates&from=9999-12-01&to=9999-12-31", "2023-01-01/2023-12-31", "to"),
        ("from=0001-01-01&to=2023-01-01", "2023-01-01/2023-12-31", "from"),
        ("period=9999", "2023-01-01/2023-12-31", "period"),
        ("troupe=zzz", "2023-01-01/2023-12-31", "troupe"),
    ],
)
def test_dates_that_are_typed_win_or_say_what_is_wrong(
    query, period, field, frozen_clock, troupe
) -> None:
    form = FiguresForm(QueryDict(query), troupes=[troupe], today=date(2023, 11, 1))
    asked = form.read().period

    assert f"{asked.first}/{asked.last}" == period
    wrong = {form.add_prefix(name) for name in form.errors}
    assert (field in wrong) if field else not wrong


def test_a_report_of_days_nobody_meant_is_not_made(
    frozen_clock, coordinator, as_user
) -> None:
    query = "period=dates&from=2023-09-01&to=2023-01-01"
    answer = as_user(coordinator).get(f"{PAGE}report/?{query}")
    assert answer.status_code == 302
    page = as_user(coordinator).get(answer["Location"]).content.decode()
    assert "早于" in page.split('name="to"')[1].split("</label>")[0]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("period=2023-h9", "period"),
        ("period=" + "2" * 500, "period"),
        ("period=dates", "from"),
        ("period=dates&from=2023-09-01&to=2023-01-01", "to"),
        ("period=dates&from=0001-01-01&to=9999-12-31", "from"),
        ("from=2023-13-45", "from"),
        ("from=" + "9" * 3000 + "&p=-4", "from"),
        ("to=2023-02-01", "from"),
        ("by=x", "by"),
        ("league=99", "league"),
        ("troupe=%00%0A", ""),
        ("troupe=niemand", "troupe"),
        ("genre=zzz", "genre"),
        ("period=dates&from=2100-12-01&to=2100-12-31", ""),
        ("period=2019", ""),
        ("period=&from=&to=&by=&league=&troupe=&genre=&was=", ""),
    ],
)
def test_no_table_is_shown_that_was_not_asked_for(
    query, field, frozen_clock, coordinator, as_user
) -> None:
    client = as_user(coordinator)
    html = client.get(f"{PAGE}?{query}").content.decode()
    assert ("figures__table" in html) != bool(field)
    assert ("还没有算" in html) == bool(field)
    rows = client.get(f"{ROWS}?records=missing&{query}")
    report = client.get(f"{PAGE}report/?{query}")
    if not field:
        assert rows.status_code == report.status_code == 200
        return
    # What was asked stands in its field, with what is wrong; no rows, no report of it.
    told = html.split(f'name="{field}"')[1].split("</label>")[0]
    assert "errorlist" in told
    asked = dict(one.split("=") for one in query.split("&")).get(field, "")[:40]
    is_chosen = field not in ("from", "to")
    assert f'value="{asked}" selected' in told if is_chosen else f'"{asked}"' in told
    assert rows.status_code == report.status_code == 302
    assert rows["Location"].startswith(f"{PAGE}?")
    assert "还没有算" in client.get(rows["Location"]).content.decode()


def test_days_not_on_offer_stay_chosen(frozen_clock, coordinator, as_user) -> None:
    html = as_user(coordinator).get(f"{PAGE}?period=2017-q2").content.decode()
    assert '<option value="2017-q2" selected>2017年' in html
    assert as_user(coordinator).get(f"{ROWS}?measure=nothing").status_code == 404


def test_a_table_costs_the_same_for_1_and_30_troupes(
    frozen_clock, coordinator, as_user, django_assert_num_queries
) -> None:
    client = as_user(coordinator)
    factories.troupe("152222")
    client.get(PAGE)
    with django_assert_num_queries(33):
        client.get(PAGE)
    for _number in range(29):
        factories.troupe("152222")
    with django_assert_num_queries(33):
        client.get(PAGE)


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("2023", 365),
        ("2024-h1", 182),
        ("2023-h2", 184),
        ("2023-q4", 92),
        ("2024-02", 29),
    ],
)
def test_periods_are_named_and_found_again(key, days) -> None:
    period = Period.named(key)
    assert (period.days, period.key) == (days, key)
    shorter = Period(period.first, period.last - timedelta(days=1))
    assert shorter.key == ""
