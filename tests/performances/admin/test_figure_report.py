"""The report by five o'clock: its figures, its layout, and who gets it."""

from datetime import date
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from performances import scheduling
from performances.measures import Measure
from performances.models import ReportLayout
from performances.scheduling import ActFacts, DayFacts, RecordFacts
from performances.scheduling.carried_over import CarriedFacts, carry_over
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
    factories.troupe("152201")
    address = "/admin/schedule/figures/report/?period=2023"

    mine = workbook(as_user(troupe_leader).get(address))
    everything = workbook(as_user(coordinator).get(address))

    # One league's figures never stand under the region's name.
    assert mine.sheetnames == ["兴安盟"]
    assert everything.sheetnames[-2:] == ["各盟市", "全区"]
    heads = [cell.value.replace("\n", "") for cell in mine["兴安盟"][5]]
    assert mine["兴安盟"]["B5"].value == "现场演出\n（场）"
    row = dict(zip(heads, (cell.value for cell in mine["兴安盟"][6]), strict=True))
    assert row["队伍"] == troupe.local_name
    assert row["现场演出（场）"] == 2
    assert row["现场观众（人次）"] == 320
    assert row["行程（公里）"] == 180
    assert row["服务活动（次）"] == 1
    assert row["年度目标（场）"] == 77
    assert mine["兴安盟"]["A1"].value.endswith(troupe.local_name)
    assert "截至2023年11月10日，演过2场" in mine["兴安盟"]["A3"].value
    assert "还没有记录1场" in mine["兴安盟"]["A3"].value
    assert "2023年（截至2023年11月10日）" in mine["兴安盟"]["A2"].value
    foot = "".join(str(cell.value or "") for cell in mine["兴安盟"]["A"][8:])
    assert "100场：自治区2022年的演出计划" in foot
    assert row["服务嘎查村（个）"] == "未录入"
    assert everything["全区"].cell(6, 2).value == 3
    target = [cell.value for cell in everything["全区"][5]].index("年度目标\n（场）")
    assert everything["全区"][6][target].value == 77 + 200
    assert [everything["各盟市"].cell(row, 2).value for row in (6, 7, 8)] == [2, 2, 3]
    answer = as_user(troupe_leader).get(address.replace("2023", "2023-q4"))
    assert quote("乌兰牧骑统计-2023年第4季度") in answer["Content-Disposition"]
    part = workbook(answer)
    assert part["兴安盟"].cell(6, 13).value is None


def test_figures_from_before_stand_beside_the_target(
    played, troupe, troupe_leader, as_user
) -> None:
    for first, last, measure, value in (
        (date(2023, 1, 1), date(2023, 8, 31), Measure.ONSITE_SHOWS, 54),
        (date(2023, 5, 1), date(2023, 6, 30), Measure.ONSITE_SHOWS, 20),
        (date(2023, 1, 1), date(2023, 8, 31), Measure.ONLINE_SHOWS, 8),
        (date(2022, 1, 1), date(2022, 12, 31), Measure.ONSITE_SHOWS, 99),
    ):
        carry_over(
            CarriedFacts(
                troupe=troupe, first=first, last=last, measure=measure, value=value,
                source="台账",
            )
        )  # fmt: skip
    client = as_user(troupe_leader)
    page = client.get("/admin/schedule/figures/").text
    row = page.split(f'<th scope="row">{troupe.local_name}</th>')[1].split("</tr>")[0]
    shows, days = row.split('<td class="goal">')[1:3]
    assert "另有启用前现场54场、线上8场" in shows
    assert "落后" not in shows
    assert "落后" in days
    sheet = workbook(client.get("/admin/schedule/figures/report/"))["兴安盟"]
    told = {str(cell.value).partition("\n")[0]: cell.column for cell in sheet[5]}
    beside = sheet.cell(6, told["另有启用前"]).value
    assert beside == "现场54场、线上8场"
    foot = next(cell for cell in sheet["A"] if "系统启用以前" in str(cell.value or ""))
    assert sheet.row_dimensions[foot.row].height > 20
    months = client.get("/admin/schedule/figures/?by=month").text
    for name, number in (("2023年3月", "—"), ("2023年9月", "0"), ("2023年12月", "—")):
        cells = months.split(f'<th scope="row">{name}</th>')[1].split("</tr>")[0]
        assert f'<td class="n">{number}</td>' in cells


def test_a_formula_goes_along_or_is_refused(
    frozen_clock, troupe, other_troupe, coordinator, as_user
) -> None:
    client = as_user(coordinator)
    file = client.get("/admin/schedule/figures/layout/file/").content

    def upload(cell: str):
        book = load_workbook(BytesIO(file))
        book.worksheets[0][cell] = "=B6*2"
        out = BytesIO()
        book.save(out)
        sent = SimpleUploadedFile("版式.xlsx", out.getvalue())
        return client.post("/admin/schedule/figures/layout/", {"file": sent})

    assert "R7是公式" in upload("R7").text
    assert upload("R6").status_code == 302
    factories.troupe("152222")
    sheet = workbook(client.get("/admin/schedule/figures/report/"))["兴安盟"]
    assert [sheet[f"R{row}"].value for row in (6, 7)] == ["=B6*2", "=B7*2"]


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
        with django_assert_num_queries(33):
            client.get("/admin/schedule/figures/report/")
