"""What a page weighs on its way to a phone: compressed, with everything it needs."""

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.public import kinds
from tests.public.season import Season

pytestmark = pytest.mark.django_db

# Of HTML, style sheets and fonts; of scripts.
MOST_PAGE, MOST_SCRIPT = 60_000, 20_000
MOST_SHEETS = 2
# Puts the chosen place right before anything is painted, so that nothing jumps.
BEFORE = "/static/js/place.js"
OURS = {"", "ulanmuqi.example"}
# What a browser fetches by itself; links are for people.
FETCHED = re.compile(
    r"<(?:script|img|source|iframe|embed|object|video|audio|use)\b[^>]*"
    r'\s(?:src|srcset|data|href)="([^"]+)"'
    r"|<link\b(?=[^>]*rel=\"(?:stylesheet|preload|icon|manifest|modulepreload)\")"
    r'[^>]*\shref="([^"]+)"'
)
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"([^>]*)>')
FONT = re.compile(r'<link rel="preload" href="/static/(fonts/[^"]+)"')
SCRIPT = re.compile(r'<script\b[^>]*\ssrc="/static/([^"]+)"')
IMPORTED = re.compile(r'(?:from|import)\s+"(\./[\w-]+\.js)"')


@pytest.fixture(scope="module")
def pages(season: Season) -> dict[str, str]:
    """Every page of the season as it is answered, by its address."""
    client, read = Client(), {}
    told = kinds.addresses(season) | kinds.others(season)
    for address in told.values():
        answer = client.get(address)
        assert answer.status_code in (200, 404), address
        assert not answer.cookies, address
        read[address] = answer.content.decode()
    return read


@pytest.fixture(autouse=True)
def _season(season: Season) -> None:
    """Laid before any test of this module opens its own savepoint."""


@cache
def packed(name: str) -> int:
    """As production sends a static file (tests/test_production.py)."""
    path = finders.find(name)
    assert path, name
    data = Path(path).read_bytes()
    return len(data) if name.endswith(".woff2") else len(brotli.compress(data))


def test_every_kind_of_page_is_weighed(season: Season) -> None:
    assert set(kinds.addresses(season)) == kinds.found()


def test_pages_with_their_sheets_and_fonts_are_light(pages: dict[str, str]) -> None:
    heavy = {}
    for address, html in pages.items():
        sheets = [name for name, _media in SHEET.findall(html)]
        weight = len(gzip.compress(html.encode(), 6))
        weight += sum(map(packed, {*sheets, *FONT.findall(html)}))
        if weight > MOST_PAGE:
            heavy[address] = weight
    assert heavy == {}


def test_a_page_asks_for_few_sheets(pages: dict[str, str]) -> None:
    many = {}
    for address, html in pages.items():
        # Those for paper are fetched last, and hold nothing up.
        needed = [name for name, media in SHEET.findall(html) if "media" not in media]
        if len(needed) > MOST_SHEETS:
            many[address] = needed
    assert many == {}


def test_scripts_are_few_and_not_waited_for(pages: dict[str, str]) -> None:
    wrong = {}
    for address, html in pages.items():
        weight = sum(packed(name) for name in _with_imports(SCRIPT.findall(html)))
        waited = [
            tag
            for tag in re.findall(r"<script\b[^>]*\ssrc=[^>]*>", html)
            if 'type="module"' not in tag and " defer" not in tag and BEFORE not in tag
        ]
        if weight > MOST_SCRIPT or waited:
            wrong[address] = (weight, waited)
    assert wrong == {}


def test_nothing_is_asked_of_anybody_else(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        for groups in FETCHED.findall(html):
            for one in "".join(groups).split(", "):
                assert urlsplit(one.split()[0]).netloc in OURS, (address, one)
    for sheet in {name for html in pages.values() for name, _m in SHEET.findall(html)}:
        text = Path(finders.find(sheet)).read_text()
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", text), sheet


def test_pictures_keep_their_place_and_wait_until_they_are_seen(
    pages: dict[str, str],
) -> None:
    shown = 0
    for address, html in pages.items():
        for number, tag in enumerate(re.findall(r"<img\b[^>]*>", html)):
            shown += 1
            for name in ("width", "height", "sizes", "srcset", "alt"):
                assert re.search(rf'\s{name}="[^"]+"', tag), (address, name, tag)
            assert number == 0 or 'loading="lazy"' in tag, (address, tag)
        for source in re.findall(r"<source\b[^>]*>", html):
            assert 'type="image/avif"' in source, (address, source)
    assert shown > 4


@pytest.mark.parametrize("kind", ["TroupePage", "WorkPage", "NewsPage"])
def test_a_page_that_begins_with_a_picture_asks_for_it_at_once(
    kind: str, season: Season, pages: dict[str, str]
) -> None:
    first = re.search(r"<img\b[^>]*>", pages[kinds.addresses(season)[kind]])
    assert first
    assert 'fetchpriority="high"' in first[0]
    assert "lazy" not in first[0]


def _with_imports(names: list[str]) -> set[str]:
    """Modules and what they import, each once."""
    known: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        text = Path(finders.find(name) or "").read_text()
        folder = name.rpartition("/")[0]
        waiting += [f"{folder}/{one[2:]}" for one in IMPORTED.findall(text)]
    return known
