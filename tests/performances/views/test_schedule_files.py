"""The schedule as a file: what opens in a spreadsheet, and what must not run there."""

import csv
import re
import xml.etree.ElementTree as ET
from datetime import date, time, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from performances import scheduling
from performances.views import schedule_files
from performances.views.tables.cells import harmless, runs
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FORMULAS = (
    "=1+1",
    "+86 0471",
    "-2",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝cmd",
    "=HYPERLINK()",
)


@pytest.fixture(autouse=True)
def _stopped(frozen_clock):
    """1 November 2023, 08:00 in Beijing."""


@pytest.fixture
def show(troupe, hinggan_venue):
    return factories.performance(
        title="草原新歌", title_en="New Songs", troupes=(troupe,), venue=hinggan_venue
    )


def read_csv(visitor, address="/schedule.csv"):
    """Header and rows as dictionaries by the header's words."""
    answer = visitor.get(address)
    assert answer.status_code == 200
    body = b"".join(answer)
    assert body.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(body.decode("utf-8-sig"), newline="")))
    return lines[0], [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]


def read_xlsx(visitor, address="/schedule.xlsx"):
    answer = visitor.get(address)
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.content)), answer


# --- What stands in it --------------------------------------------------------------


def test_a_csv_says_what_the_page_says(visitor, show, troupe, hinggan_venue):
    header, (row,) = read_csv(visitor)

    assert header[:3] == ["日期", "星期", "开始"]
    assert row["日期"] == "2023-11-08"
    assert row["星期"] == "周三"
    assert (row["开始"], row["结束（约）"]) == ("19:30", "21:00")
    assert row["时区"] == "北京时间 (UTC+08:00)"
    assert row["演出"] == "草原新歌"
    assert row["队伍"] == troupe.name
    assert row["地点"] == hinggan_venue.name
    assert (row["盟市"], row["旗县市区"]) == ("兴安盟", "乌兰浩特市")
    assert row["状态"] == "已确定"
    assert row["网页"].endswith(f"/performances/{show.public_id}/")


def test_english_has_english_words(visitor, show):
    header, (row,) = read_csv(visitor, "/en/schedule.csv")
    assert header[0] == "Date"
    assert row["Show"] == "New Songs"
    assert row["Time zone"] == "Beijing time (UTC+08:00)"


def test_a_workbook_has_real_dates_and_a_header_that_stays(visitor, show):
    book, answer = read_xlsx(visitor)
    sheet = book.worksheets[0]
    first = [cell.value for cell in sheet[2]]

    assert sheet.title == "演出日程"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].value == "日期"
    assert sheet["A1"].font.bold
    assert first[0].date() == date(2023, 11, 8)
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    assert first[2] == time(19, 30)
    assert sheet["C2"].number_format == "hh:mm"
    assert all(sheet.column_dimensions[name].width > 5 for name in "ABCDEFG")
    assert (
        sheet.auto_filter.ref
        == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}2"
    )
    assert answer["Content-Type"] == schedule_files.XLSX


def test_every_part_of_a_workbook_is_strict_xml_and_named(visitor, show):
    """What Excel and WPS check before they offer to repair a file."""
    _book, answer = read_xlsx(visitor, "/schedule.xlsx?region=152200")
    with ZipFile(BytesIO(answer.content)) as parts:
        assert parts.testzip() is None
        names = parts.namelist()
        assert len(names) == len(set(names))
        trees = {
            name: ET.fromstring(parts.read(name))
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    kinds = trees["[Content_Types].xml"]
    told = {node.get("PartName", "").lstrip("/") for node in kinds}
    assert {name for name in names if name.startswith("xl/worksheets/")} <= told
    for name, tree in trees.items():
        if name.endswith(".rels"):
            base = "xl/" if name.startswith("xl/_rels") else ""
            for node in tree:
                target = node.get("Target")
                assert (
                    target.lstrip("/") if target[0] == "/" else base + target
                ) in names
    sheet = trees["xl/worksheets/sheet1.xml"]
    order = [re.sub(r"{.*}", "", node.tag) for node in sheet]
    known = [
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData",
        "autoFilter", "pageMargins", "pageSetup",
    ]  # fmt: skip
    assert order == [name for name in known if name in order]
    assert "f" not in {re.sub(r"{.*}", "", node.tag) for node in sheet.iter()}


def test_a_second_sheet_says_what_was_asked_and_as_of_when(visitor, show):
    book, _answer = read_xlsx(visitor, "/schedule.xlsx?region=152200&to=2023-12-31")
    told = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}

    assert told["日子"] == "2023年11月1日 – 2023年12月31日"
    assert told["地区"] == "兴安盟"
    assert told["场数"] == "1"
    assert told["截至"] == "2023年11月1日 08:00"
    assert "不会自己更新" in told["请注意"]
    assert told["网页"].endswith("/schedule/?to=2023-12-31&region=152200")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"甲", "乙"}),
        ("?region=150800", {"乙"}),
        ("?troupe=keyouzhongqi", {"甲"}),
        ("?q=甲", {"甲"}),
        ("?to=2023-11-08", {"甲"}),
        ("?from=2023-11-09", {"乙"}),
        ("?when=today", set()),
    ],
)
def test_filters_are_those_of_the_page(
    visitor, troupe, hinggan_venue, bayannur_venue, query, expected
):
    factories.performance(title="甲", troupes=(troupe,), venue=hinggan_venue)
    factories.performance(
        title="乙", venue=bayannur_venue, starts_at=factories.evening(9)
    )
    _header, rows = read_csv(visitor, f"/schedule.csv{query}")
    assert {row["演出"] for row in rows} == expected


def test_what_became_of_a_show(visitor, troupe, hinggan_venue):
    def one(title, days, **facts):
        return factories.performance(
            title=title, starts_at=factories.evening(days), **facts
        )

    scheduling.cancel(one("甲", 2), reason="大雪封路")
    scheduling.postpone(one("乙", 3), reason="大风", starts_at=factories.evening(20))
    one("丙", 4, precision="date", status="conditional")
    one("丁", 5, precision="about")
    factories.performance(title="草稿", status="draft")
    factories.performance(title="备选", status="hold")
    scheduling.withdraw(one("撤", 6), reason="录错")
    _header, rows = read_csv(visitor)
    found = {
        row["演出"]: row
        for row in rows
        if row["状态"] != "已确定" or row["演出"] == "丁"
    }

    assert set(found) == {"甲", "乙", "丙", "丁"}
    assert (found["甲"]["状态"], found["甲"]["原因"]) == ("取消", "大雪封路")
    assert (found["乙"]["状态"], found["乙"]["改到"]) == ("改期", "11月21日(周二)19:30")
    assert (found["丙"]["开始"], found["丙"]["钟点说明"]) == ("", "时间待定")
    assert (found["丁"]["开始"], found["丁"]["钟点说明"]) == ("19:30", "左右")


def test_a_private_place_is_its_banner(visitor, private_venue):
    factories.performance(title="进校园", venue=private_venue)
    _header, (row,) = read_csv(visitor)
    assert row["地点"] == private_venue.region.name
    assert row["地址"] == ""
    body = visitor.get("/schedule.xlsx").content
    with ZipFile(BytesIO(body)) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist())
    assert "隐名" not in text


# --- What must never run ------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_is_marked_as_text(text):
    assert runs(text)
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "草原", "1=1", "a-b", "《=》", "19:30"])
def test_plain_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_a_title_that_looks_like_a_formula(visitor, hinggan_venue):
    title = '=HYPERLINK("http://evil.example","点我")'
    factories.performance(title=title, venue=hinggan_venue)

    _header, (row,) = read_csv(visitor)
    assert row["演出"] == f"'{title}"
    book, _answer = read_xlsx(visitor)
    cell = next(cell for cell in book.worksheets[0][2] if cell.value == title)
    assert cell.data_type == "s"
    assert cell.quotePrefix


# --- Bounds and cost ----------------------------------------------------------------


def test_a_file_that_is_cut_says_so(visitor, monkeypatch):
    monkeypatch.setattr(schedule_files, "FILES_MOST", 2)
    for days in (2, 3, 4):
        factories.performance(starts_at=factories.evening(days))
    _header, rows = read_csv(visitor)

    assert len(rows) == 3
    assert "一个文件最多2场" in rows[-1]["日期"]
    book, _answer = read_xlsx(visitor)
    assert book.worksheets[0].max_row == 3
    assert any("一个文件最多2场" in str(row[1].value) for row in book.worksheets[1])


@pytest.mark.parametrize("name", ["schedule.csv", "schedule.xlsx"])
def test_it_costs_the_same_however_many_shows_there_are(visitor, name, hinggan_venue):
    costs = []
    troupe = factories.troupe("152222")
    for start, stop in ((2, 3), (3, 32)):
        for days in range(start, stop):
            factories.performance(
                starts_at=factories.evening(days),
                venue=hinggan_venue,
                troupes=(troupe,),
            )
        with CaptureQueriesContext(connection) as caught:
            answer = visitor.get(f"/{name}?region=152200")
            assert len(b"".join(answer)) > 100
        costs.append(len(caught))
    assert costs == [5, 5]


def test_a_file_is_a_download_without_a_cookie(visitor, show):
    for name in ("schedule.csv", "schedule.xlsx"):
        answer = visitor.get(f"/{name}?region=152200")
        kept = answer["Content-Disposition"]
        assert kept.startswith(f'attachment; filename="ulanmuqi-2023-11-01.{name[9:]}"')
        assert "filename*=UTF-8''%E6%BC%94%E5%87%BA" in kept
        assert answer["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert visitor.post(f"/{name}").status_code == 405


def test_a_language_does_not_leak_out_of_a_stream(visitor, show):
    answer = visitor.get("/en/schedule.csv")
    parts = iter(answer)
    next(parts)
    assert "周三".encode() in b"".join(visitor.get("/schedule.csv"))
    assert b"Wed" in b"".join(parts)


def test_who_asks_too_often_is_told_when_to_come_back(visitor, monkeypatch, show):
    limit = schedule_files.FILES
    monkeypatch.setattr(
        schedule_files, "FILES", type(limit)(limit.name, most=2, seconds=600)
    )
    codes = [visitor.get("/schedule.csv").status_code for _number in range(3)]
    refused = visitor.get("/schedule.xlsx")

    assert codes == [200, 200, 429]
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) <= 600
    assert "请等" in refused.content.decode()


def test_the_page_offers_what_it_shows(visitor, show):
    page = visitor.get("/schedule/?region=152200").content.decode()
    for name in ("schedule.xlsx", "schedule.csv", "schedule.atom"):
        assert f'href="/{name}?region=152200"' in page
    assert "最多3000场" in page.replace(",", "")
    quiet = visitor.get("/schedule/?from=2030-01-01").content.decode()
    assert "schedule.xlsx" not in quiet


def test_a_show_abroad_names_its_own_zone(visitor):
    away = factories.venue("150105", time_zone="Asia/Tashkent")
    factories.performance(
        venue=away, starts_at=factories.evening() + timedelta(hours=2)
    )
    _header, (row,) = read_csv(visitor)
    assert row["开始"] == "18:30"
    assert row["时区"] == "Asia/Tashkent (UTC+05:00)"
