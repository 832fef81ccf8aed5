"""Style sheets that go out as one file hold their parts, and follow them."""

import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from ulanmuqi.base.joined_sheets import SHEETS, JoinedSheets

ROOT = Path(__file__).resolve().parents[2]
LINKED = re.compile(r"{% static '(css/[\w-]+\.css)' %}")


@pytest.fixture(autouse=True)
def _elsewhere(settings, tmp_path):
    """What the site itself serves stays as it is."""
    settings.VAR = tmp_path
    finders.get_finder.cache_clear()
    yield
    finders.get_finder.cache_clear()


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_its_parts_one_after_the_other(name):
    whole = Path(finders.find(name)).read_text()

    parts = [Path(finders.find(f"css/{part}.css")) for part in SHEETS[name]]
    text = "".join(part.read_text() for part in parts)
    # What stands behind the end of a comment is code, up to where the next begins.
    code = "".join(piece.partition("*/")[2] for piece in f"*/{text}".split("/*"))
    lines = [line.strip() for line in code.splitlines() if line.strip()]
    assert _bare(whole) == _bare(code)
    # What white space separates is still apart: selectors, values, media queries.
    assert _words(whole) == _words(code)
    # A string over several lines would lose its indentation.
    assert all(line.count('"') % 2 == 0 for line in lines)


def _bare(sheet):
    return re.sub(r"\s+", "", sheet).replace(";}", "}")


def _words(sheet):
    return re.split(r"[\s{};]+", sheet.strip(" \n{};"))


def test_a_part_that_changed_is_served_at_once(settings, tmp_path):
    (tmp_path / "static" / "css").mkdir(parents=True)
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    parts = [tmp_path / "static" / "css" / f"{n}.css" for n in SHEETS["css/site.css"]]
    for part in parts:
        part.write_text("a { color: red }\n")
    finder = JoinedSheets()
    assert "green" not in Path(finder.find("css/site.css")).read_text()

    parts[1].write_text("a { color: green }\n")
    later = Path(finder.find("css/site.css")).stat().st_mtime_ns + 10**9
    os.utime(parts[1], ns=(later, later))

    assert "green" in Path(finder.find("css/site.css")).read_text()


def test_collecting_finds_each_of_them_once():
    names = [name for name, _storage in JoinedSheets().list(None)]

    assert names == list(SHEETS)
    assert not any((ROOT / "static" / name).exists() for name in names)


def test_it_finds_nothing_else():
    assert JoinedSheets().find("css/tokens.css") == []
    assert JoinedSheets().find("css/none.css", find_all=True) == []


def test_each_is_linked_by_a_page():
    pages = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))

    assert set(SHEETS) <= set(LINKED.findall(pages))
