"""Loading regions: the reference data, and a banner's own list of sumu and gacha."""

import json
from io import StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from openpyxl import Workbook

from tests import factories
from ulanmuqi.places import loading, region_lists
from ulanmuqi.places.loading import Loaded, load_reference
from ulanmuqi.places.models import Region
from ulanmuqi.places.region_lists import ListRefused

GOOD = """code,name,short_name,lat,lon
152524200,甲苏木,甲,43.1,112.9
152524200201,乙嘎查,,,
"""


def load_list(banner: Region, path: Path) -> Loaded:
    return loading.load_list(banner, path.read_bytes(), path.name)


def workbook(*rows: tuple, name: str = "list.xlsx", folder: Path) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


@pytest.fixture
def banner(db: None) -> Region:
    return factories.region("152524")


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_reference_data_fill_the_upper_levels(db: None) -> None:
    assert load_reference() == Loaded(made=116)
    suniteyouqi = Region.objects.get(code="152524")
    assert suniteyouqi.name == "苏尼特右旗"
    assert suniteyouqi.short_name == "苏右旗"
    assert suniteyouqi.path == "150000.152500.152524."
    assert suniteyouqi.league.name == "锡林郭勒盟"
    assert suniteyouqi.banner == suniteyouqi


def test_loading_again_mends_what_differs_and_keeps_the_mongolian_name(
    db: None,
) -> None:
    load_reference()
    Region.objects.filter(code="152524").update(name="错", name_mn="ᠰ")
    assert load_reference() == Loaded(changed=1, unchanged=115)
    mended = Region.objects.get(code="152524")
    assert (mended.name, mended.name_mn) == ("苏尼特右旗", "ᠰ")


def test_a_banner_loads_its_own_list(banner: Region, write) -> None:
    assert load_list(banner, write(GOOD)) == Loaded(made=2)
    gacha = Region.objects.get(code="152524200201")
    assert gacha.level == Region.Level.GACHA
    assert gacha.parent.code == "152524200"
    assert gacha.banner == banner
    assert gacha.path.endswith("152524.152524200.152524200201.")


def test_loading_the_list_again_changes_nothing(banner: Region, write) -> None:
    load_list(banner, write(GOOD))
    assert load_list(banner, write(GOOD)) == Loaded(unchanged=2)


def test_a_gacha_may_stand_before_its_sumu(banner: Region, write) -> None:
    path = write("code,name\n152524200201,乙嘎查\n152524200,甲苏木\n")
    assert load_list(banner, path) == Loaded(made=2)


def test_json_is_read_as_well(banner: Region, write) -> None:
    rows = [{"code": "152524200", "name": "甲苏木", "lat": 43.1, "lon": 112.9}]
    assert load_list(banner, write(json.dumps(rows), "list.json")) == Loaded(made=1)
    assert Region.objects.get(code="152524200").lat == 43.1


def test_a_workbook_as_clerks_keep_it(banner: Region, tmp_path: Path) -> None:
    path = workbook(
        ("代码", "名称", "纬度", "经度", None),
        (152524200, "甲苏木", 43.1, 112.9, None),
        (None, None, None, None, None),
        (152524200201.0, "乙嘎查", None, None, None),
        folder=tmp_path,
    )
    assert load_list(banner, path) == Loaded(made=2)
    assert Region.objects.get(code="152524200").lat == 43.1
    assert Region.objects.get(code="152524200201").name == "乙嘎查"


def test_text_as_excel_saves_it_in_china(banner: Region, tmp_path: Path) -> None:
    path = tmp_path / "gbk.csv"
    path.write_bytes("代码,名称\n152524200,甲苏木\n".encode("gb18030"))
    assert load_list(banner, path) == Loaded(made=1)
    assert Region.objects.get(code="152524200").name == "甲苏木"


def test_what_only_calls_itself_a_workbook_is_refused(
    banner: Region, tmp_path: Path
) -> None:
    not_one = tmp_path / "no.xlsx"
    not_one.write_bytes(b"PK\x03\x04 not a workbook")
    archive = tmp_path / "zip.xlsx"
    with ZipFile(archive, "w", ZIP_DEFLATED) as parts:
        parts.writestr("a.txt", "no sheet")
    bomb = tmp_path / "bomb.xlsx"
    with ZipFile(bomb, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 50_000_000)
    old = tmp_path / "old.xls"
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    with pytest.raises(ListRefused, match="另存为"):
        load_list(banner, old)
    wide = workbook(("代码", "名称"), (152524200, "甲", "多出来的"), folder=tmp_path)
    for path in (not_one, archive, bomb, wide):
        with pytest.raises(ListRefused) as refused:
            load_list(banner, path)
        assert len(refused.value.mistakes) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("15252420,少一位", "9 digits"),
        ("152524abc,字母", "9 digits"),
        ("152523200,别的旗", "152524"),
        ("152524200,", "name"),
        ("152524300201,没有苏木", "152524300"),
    ],
)
def test_one_mistake_and_nothing_is_written(
    banner: Region, write, line: str, said: str
) -> None:
    with pytest.raises(ListRefused) as refused:
        load_list(banner, write(f"code,name\n152524201,丙苏木\n{line}\n"))
    assert len(refused.value.mistakes) == 1
    assert "3" in refused.value.mistakes[0]
    assert said in refused.value.mistakes[0] or not refused.value.mistakes[0].isascii()
    assert not Region.objects.filter(level=Region.Level.SUMU).exists()


@pytest.mark.parametrize("point", ["43.1,", "north,112", "91,112", "nan,112"])
def test_a_wrong_point_is_refused(banner: Region, write, point: str) -> None:
    with pytest.raises(ListRefused):
        load_list(banner, write(f"code,name,lat,lon\n152524200,甲苏木,{point}\n"))
    assert not Region.objects.filter(level=Region.Level.SUMU).exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("152524901,示例苏木,,91,112", "纬度要在−90到90之间"),
        (f"152524901,{'长' * 200},,,", "“名称”最多"),
        (f"152524901,示例苏木,{'长' * 41},,", "“简称”最多40个字"),
    ],
)
def test_what_is_wrong_is_told_in_words(banner: Region, line: str, told: str) -> None:
    with override("zh-hans"), pytest.raises(ListRefused) as refused:
        loading.load_list(
            banner, f"代码,名称,简称,纬度,经度\n{line}\n".encode(), "a.csv"
        )
    (mistake,) = refused.value.mistakes
    assert mistake.startswith("第2行：")
    assert told in mistake
    assert "确保" not in mistake


def test_a_code_twice_in_the_file_is_refused(banner: Region, write) -> None:
    with pytest.raises(ListRefused):
        load_list(banner, write("code,name\n152524200,甲\n152524200,乙\n"))


def test_files_that_are_no_list_are_refused(
    banner: Region, write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    latin = tmp_path / "binary.csv"
    latin.write_bytes(b"code,name\n152524200,\xff\xff\x00\n")
    wrong = [
        write("", "empty.csv"),
        write("code,name\n", "no-lines.csv"),
        write("a,b\n1,2\n", "columns.csv"),
        write("{", "broken.json"),
        write('{"code": 1}', "object.json"),
        write("[]", "none.json"),
        latin,
    ]
    for path in wrong:
        with pytest.raises(ListRefused):
            load_list(banner, path)
    monkeypatch.setattr(region_lists, "MAX_BYTES", 10)
    with pytest.raises(ListRefused):
        load_list(banner, write(GOOD))
    monkeypatch.undo()
    monkeypatch.setattr(region_lists, "MAX_LINES", 1)
    with pytest.raises(ListRefused):
        load_list(banner, write(GOOD))


def test_only_a_banner_has_such_a_list(banner: Region, write) -> None:
    with pytest.raises(ListRefused):
        load_list(banner.league, write(GOOD))


def test_the_commands_tell_what_they_did(banner: Region, write) -> None:
    said = StringIO()
    call_command("load_regions", stdout=said)
    assert "made" in said.getvalue()
    call_command("load_region_list", "152524", str(write(GOOD)), stdout=said)
    assert "2 made" in said.getvalue()


def test_the_command_lists_every_mistake(banner: Region, write) -> None:
    said = StringIO()
    path = write("code,name\n1,甲\n2,乙\n")
    with pytest.raises(CommandError, match="2 mistakes"):
        call_command("load_region_list", "152524", str(path), stderr=said, stdout=said)
    assert len(said.getvalue().splitlines()) == 3
    assert not Region.objects.filter(level=Region.Level.SUMU).exists()


def test_the_command_names_what_is_not_there(banner: Region, write) -> None:
    with pytest.raises(CommandError, match="load_regions"):
        call_command("load_region_list", "999999", str(write(GOOD)))
    with pytest.raises(CommandError, match="no file"):
        call_command("load_region_list", "152524", "nowhere.csv")
