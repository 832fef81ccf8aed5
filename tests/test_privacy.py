"""A private place stays private: nothing public names it, whatever happens there."""

import re
from collections import deque
from datetime import timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest

from performances.scheduling import (
    ItemFacts,
    ShowFacts,
    answer_for_venue,
    cancel,
    move,
    place,
    postpone,
)
from tests import factories
from troupes.models import DutyContact
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db

# In pages, in the site map, and in the answers of the API.
LINK = re.compile(
    r'(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>|"(https://ulanmuqi\.example/[^"]+)"'
)
MOST_PAGES = 400
START = [
    "/", "/en/", "/mn/", "/schedule/", "/en/schedule/", "/schedule/?q=隐名",
    "/place/", "/schedule/?view=map&region=152222",
    "/schedule/?q=Unguessable", "/search/", "/search/?q=隐名", "/search/?q=Unguessable",
    "/search/?q=科右中旗", "/en/search/?q=horqin", "/search/suggest/?q=科右",
    "/search/?q=进校园", "/search/?q=校歌",
    "/sitemap.xml", "/robots.txt", "/calendars/",
    "/calendars/all.ics", "/calendars/all.ics?past=all", "/changes/", "/en/changes/",
    "/changes/feed.atom", "/en/changes/feed.atom", "/changes/?region=152222",
    "/schedule.csv", "/en/schedule.csv", "/schedule.csv?region=152222",
    "/schedule.atom", "/en/schedule.atom", "/schedule.xlsx", "/en/schedule.xlsx",
    "/embed/schedule/", "/en/embed/schedule/", "/embed/schedule/?region=152222",
    "/embed/schedule/?troupe=keyouzhongqi&rows=20", "/news/feed.atom",
    "/calendars/?troupe=keyouzhongqi", "/calendars/?q=Unguessable",
    "/api/v1/", "/api/v1/openapi.json", "/api/v1/docs", "/api/v1/venues?limit=100",
    "/api/v1/performances?limit=100&from=1957-01-01", "/api/v1/changes?limit=100",
    "/api/v1/troupes", "/api/v1/works", "/api/v1/regions?limit=100",
    "/api/v1/performances?region=152222&limit=1",
]  # fmt: skip


@pytest.fixture
def secrets(private_venue, troupe, frozen_clock):
    """Shows at a private school in every state a visitor can meet, and one that moved
    away from there; gives the words that must stay inside."""
    base = frozen_clock.now + timedelta(days=3)

    def show(days, **changes):
        starts = base + timedelta(days=days)
        facts = ShowFacts(
            title=f"进校园{days}",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            troupes=(troupe,),
            venue=private_venue,
            technical_note="内部备注：从隐名后门进",
            programme=(ItemFacts(title="校歌", form="合唱", minutes=4),),
            **changes,
        )
        return place(
            facts, status="confirmed", announced_at=frozen_clock.now
        ).performance

    truck = factories.truck("152222", name="隐名舞台车", plate="蒙F·隐名车牌")
    fiddler = factories.person(troupe, name="隐名队员")
    factories.engagement(
        troupe,
        truck,
        fiddler,
        title="隐名排练",
        note="隐名排练的备注",
        starts_at=base + timedelta(days=9),
    )
    Venue.objects.filter(pk=private_venue.pk).update(
        contact_name="隐名站长",
        contact_phone="0482-5550101",
        notice_email="unguessable@example.invalid",
    )
    DutyContact.objects.create(
        troupe=troupe, role="队长", name="隐名队长", phone="13900550102"
    )
    first = show(0, along=(truck, fiddler))
    answer_for_venue(
        first,
        venue=private_venue,
        answer="accepted",
        told_by="隐名校长",
        note="隐名答复",
    )
    cancel(show(2), reason="大风")
    postpone(show(4), reason="大风", starts_at=base + timedelta(days=20))
    move(show(6), starts_at=base + timedelta(days=7), reason="场地检修")
    return [
        private_venue.name, private_venue.name_en, private_venue.address,
        private_venue.code, str(private_venue.lat), "隐名后门",
        truck.name, truck.plate, fiddler.name, "隐名排练", "隐名站长", "5550101",
        "unguessable@", "隐名队长", "13900550102", "隐名校长", "隐名答复",
    ]  # fmt: skip


def _unzipped(body):
    """What a workbook says, part after part; anything else as it is."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as book:
        return b"\n".join(book.read(name) for name in book.namelist())


def _crawl(visitor):
    """Every public answer that can be reached by links, breadth first."""
    waiting, seen = deque(START), set(START)
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.popleft()
        answer = visitor.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        body = _unzipped(body)
        yield address, answer, body.decode("utf-8", "replace")
        if address.startswith("/api/v1/openapi.json"):
            # The addresses in it are examples.
            continue
        for groups in LINK.findall(body.decode("utf-8", "replace")):
            parts = urlsplit(urljoin(address, unescape("".join(groups))))
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            inside = parts.netloc in ("", "testserver", "ulanmuqi.example")
            fixed = ("/static/", "/admin", "/media/")
            # Drawn words cannot be read here: what a card says is read in
            # tests/performances/views/test_share.py.
            if target.endswith(("/wide.png", "/tall.png")):
                continue
            if inside and target not in seen and not target.startswith(fixed):
                seen.add(target)
                waiting.append(target)


def test_no_public_answer_gives_a_private_place_away(visitor, secrets, private_venue):
    visited = {}
    for address, answer, body in _crawl(visitor):
        visited[address] = answer.status_code
        text = body.replace("\r\n ", "")
        # What the visitor typed may come back to them, and only that.
        asked = address.startswith(("/schedule/?q=", "/calendars/?q=", "/search/?q="))
        for secret in secrets:
            if not asked:
                assert secret not in text, f"{secret} in {address}"

    assert len(visited) > 20
    assert set(visited.values()) <= {200, 404}
    banner = private_venue.region.banner.code
    assert any(banner in address for address in visited)


def test_searching_for_it_finds_nothing(visitor, secrets):
    page = visitor.get("/schedule/", {"q": "隐名小学"}).content.decode()
    assert "进校园" not in page


def test_it_has_no_address_of_its_own(visitor, secrets, private_venue):
    for address in (
        f"/venues/{private_venue.code}/",
        f"/en/venues/{private_venue.code}/",
        f"/calendars/venues/{private_venue.code}.ics",
    ):
        assert visitor.get(address).status_code == 404


def test_nobody_may_ask_the_change_log_by_it(visitor, secrets, private_venue):
    """Its code is answered as one that never was: both lead to the page without."""
    for path in ("/changes/", "/changes/feed.atom"):
        asked = visitor.get(path, {"venue": private_venue.code})
        unknown = visitor.get(path, {"venue": "never-was"})
        assert (asked.status_code, asked.headers.get("Location")) == (
            unknown.status_code,
            unknown.headers.get("Location"),
        )
        followed = visitor.get(path, {"venue": private_venue.code}, follow=True)
        assert followed.content == visitor.get(path).content


def test_the_api_knows_it_as_little_as_what_never_was(visitor, secrets, private_venue):
    """Neither by its code nor by words: the very same answers."""

    def asked(path, code):
        answer = visitor.get(path.format(code))
        return answer.status_code, answer.content.replace(code.encode(), b"")

    for path in (
        "/api/v1/venues/{}",
        "/api/v1/performances?venue={}",
        "/api/v1/performances?venue={}&from=1957-01-01",
        "/api/v1/changes?venue={}",
        "/api/v1/changes?venue={}&since=start",
    ):
        assert asked(path, private_venue.code) == asked(path, "never-was")
    for words in ("隐名", "Unguessable"):
        for path in ("venues", "performances", "troupes"):
            answer = visitor.get(f"/api/v1/{path}?q={words}")
            assert answer.json()["items"] == []


def test_the_api_tells_it_by_its_banner(visitor, secrets, private_venue):
    banner = private_venue.region.banner
    page = visitor.get("/api/v1/performances?region=152222&from=1957-01-01").json()
    places = [item["place"] for item in page["items"]]

    assert places
    for told in places:
        assert (told["known"], told["name"]) == ("banner", banner.name)
        hidden = ("code", "address", "point", "is_outdoor", "url")
        assert [told[name] for name in hidden] == [None] * 5
