"""The report by five o'clock: its figures, its layout, and who gets it."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from performances import scheduling
from performances.measures import Measure
from performances.models import ReportLayout
from performances.scheduling import ActFacts, DayFacts, RecordFacts
from performances.scheduling.targets import TargetFacts, set_target
from tests import factories

pytestmark = pytest.mark.django_db


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


def workbook(answer):
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.content))


def test_the_report_holds_what_a_user_may_see(
    played, troupe, other_troupe, troupe_leader, coordinator, as_user
) -> None:
    set_target(TargetFacts(troupe=troupe, year=2023, measure=Measure.SHOWS, value=77))
    address = "/admin/schedule/figures/report/?period=2023"

    mine = workbook(as_user(troupe_leader).get(address))
    everything = workbook(as_user(coordinator).get(address))

    # One league's figures never stand under the region's name.
    assert mine.sheetnames == ["兴安盟"]
    assert everything.sheetnames[-2:] == ["各盟市", "全区"]
    heads = [cell.value for cell in mine["兴安盟"][5]]
    row = dict(zip(heads, (cell.value for cell in mine["兴安盟"][6]), strict=True))
    assert row["队伍"] == troupe.local_name
    assert row["现场演出（场）"] == 2
    assert row["现场观众（人次）"] == 320
    assert row["行程（公里）"] == 180
    assert row["服务活动（次）"] == 1
    assert row["年度目标（场）"] == 77
    assert "还没有记录1场" in mine["兴安盟"]["A3"].value
    assert "2023年" in mine["兴安盟"]["A2"].value
    assert everything["全区"].cell(6, 2).value == 3
    target = [cell.value for cell in everything["全区"][5]].index("年度目标（场）")
    assert everything["全区"][6][target].value == 77 + 100
    assert [everything["各盟市"].cell(row, 2).value for row in (6, 7, 8)] == [2, 2, 3]
    answer = as_user(troupe_leader).get(address.replace("2023", "2023-q4"))
    assert quote("乌兰牧骑统计-2023年第4季度") in answer["Content-Disposition"]
    part = workbook(answer)
    assert part["兴安盟"].cell(6, 13).value is None


def test_strangers_get_no_report(outsider, venue_contact, as_user) -> None:
    for user in (outsider, venue_contact):
        for page in ("report/", "layout/", "layout/file/"):
            answer = as_user(user).get(f"/admin/schedule/figures/{page}")
            assert answer.status_code in (302, 403)


def test_a_layout_is_put_in_anothers_place_and_taken_back(
    frozen_clock, troupe, coordinator, hinggan_coordinator, as_user
) -> None:
    page, file = "/admin/schedule/figures/layout/", "layout/file/"
    client = as_user(coordinator)
    shipped = client.get(f"/admin/schedule/figures/{file}").content
    book = load_workbook(BytesIO(shipped))
    book.worksheets[0]["A1"] = "本局报表 {{who}}"
    own = BytesIO()
    book.save(own)

    def upload(user, data: bytes):
        sent = SimpleUploadedFile("版式.xlsx", data)
        return as_user(user).post(page, {"file": sent})

    assert upload(hinggan_coordinator, own.getvalue()).status_code == 302
    assert not ReportLayout.objects.exists()
    wrong = upload(coordinator, b"nothing")
    assert wrong.status_code == 422
    assert "打不开这个文件" in wrong.content.decode()
    assert upload(coordinator, own.getvalue()).status_code == 302
    report = client.get("/admin/schedule/figures/report/")
    assert workbook(report).worksheets[0]["A1"].value.startswith("本局报表")
    assert "版式.xlsx" in client.get(page).content.decode()
    assert client.post(page, {"shipped": "1"}).status_code == 302
    report = client.get("/admin/schedule/figures/report/")
    assert not workbook(report).worksheets[0]["A1"].value.startswith("本局报表")


def test_a_report_costs_the_same_for_1_and_30_troupes(
    frozen_clock, coordinator, as_user, django_assert_num_queries
) -> None:
    client = as_user(coordinator)
    factories.troupe("152222")
    for more in (0, 29):
        for _number in range(more):
            factories.troupe("152222")
        with django_assert_num_queries(32):
            client.get("/admin/schedule/figures/report/")
