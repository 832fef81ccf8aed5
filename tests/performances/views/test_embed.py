"""The schedule in a frame on another site."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performances import scheduling
from tests import factories

CSS = Path(__file__).resolve().parents[3] / "static" / "css"


@pytest.fixture
def read(visitor):
    def reading(query="", language="", status=200):
        answer = visitor.get(f"{language}/embed/schedule/{query}")
        assert answer.status_code == status
        return BeautifulSoup(answer.content, "html.parser")

    return reading


def titles(page):
    return [link.text for link in page.select("h3 a")]


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen_clock")
class TestPage:
    def test_every_kind_of_calendar_can_be_framed(
        self, read, troupe, hinggan_venue, bayannur_venue
    ):
        factories.performance(title="甲", troupes=(troupe,), venue=hinggan_venue)
        factories.performance(title="乙", venue=bayannur_venue, genre="dance")

        assert titles(read()) == ["甲", "乙"]
        assert titles(read(f"?troupe={troupe.code}")) == ["甲"]
        assert titles(read(f"?venue={bayannur_venue.code}")) == ["乙"]
        assert titles(read("?region=152200")) == ["甲"]
        assert titles(read("?genre=dance")) == ["乙"]
        assert read(f"?troupe={troupe.code}").h1.text == f"{troupe.name}演出日程"

    def test_what_became_of_a_show_is_loud_here_too(self, read):
        scheduling.cancel(factories.performance(title="甲"), reason="大雪封路")
        row = read().select_one("li")
        assert row["class"] == ["cancelled"]
        assert row.strong.text == "取消"
        assert "大雪封路" in row.text

    def test_its_length_is_bounded(self, read, hinggan_venue):
        for days in range(2, 25):
            factories.performance(
                starts_at=factories.evening(days), venue=hinggan_venue
            )
        lengths = {
            query: len(titles(read(query)))
            for query in ("", "?rows=3", "?rows=0", "?rows=999", "?rows=x")
        }
        assert lengths == {
            "": 10,
            "?rows=3": 3,
            "?rows=0": 1,
            "?rows=999": 20,
            "?rows=x": 10,
        }
        assert "后面还有" in read("?rows=3").footer.text

    def test_an_unknown_or_private_calendar_says_so_in_the_frame(
        self, read, private_venue
    ):
        for query in ("?troupe=nobody", f"?venue={private_venue.code}"):
            assert "没有这份日程" in read(query, status=404).text

    def test_links_leave_the_frame(self, read):
        show = factories.performance()
        page = read("?rows=5")
        assert page.base["target"] == "_top"
        assert page.select_one("h3 a")["href"] == f"/performances/{show.public_id}/"
        ends = [link["href"] for link in page.select("footer a")]
        assert ends == [
            "https://ulanmuqi.example/schedule/",
            "https://ulanmuqi.example/calendars/",
        ]

    def test_english(self, read):
        factories.performance(title_en="New Songs")
        page = read(language="/en")
        assert page.html["lang"] == "en"
        assert titles(page) == ["New Songs"]
        assert page.select_one("footer a")["href"].endswith("/en/schedule/")

    @pytest.mark.parametrize("query", ["", "?theme=dark", "?troupe=nobody"])
    def test_any_site_may_frame_it_and_nothing_else(self, visitor, query):
        answer = visitor.get(f"/embed/schedule/{query}")
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "script-src 'none'" in policy
        assert "default-src 'none'" in policy
        assert "X-Frame-Options" not in answer
        assert answer["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        page = visitor.get("/schedule/")
        assert page["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in page["Content-Security-Policy"]

    def test_it_is_light(self, visitor, hinggan_venue):
        for days in range(2, 24):
            show = factories.performance(
                starts_at=factories.evening(days), venue=hinggan_venue, title="歌" * 100
            )
            scheduling.cancel(show, reason="雪" * 100)
        html = visitor.get("/embed/schedule/?rows=20").content
        style = (CSS / "embed.css").read_bytes()
        assert (
            len(html) + len(style)
            < 20_000 + len(("歌" * 100 + "雪" * 100).encode()) * 20
        )

    @pytest.mark.parametrize("shows", [1, 15])
    def test_it_costs_the_same_however_many_shows(self, read, hinggan_venue, shows):
        for days in range(2, 2 + shows):
            factories.performance(
                starts_at=factories.evening(days), venue=hinggan_venue
            )
        with CaptureQueriesContext(connection) as caught:
            read("?region=152200&rows=20")
        assert len(caught) == 3


def test_its_colours_are_those_of_the_site():
    """The file stands alone, so that a frame loads one; it may not drift."""
    light, dark = _colours("tokens.css", "@media (prefers-color-scheme: dark)")
    own_light, own_dark = _colours("embed.css", "@media (prefers-color-scheme: dark)")

    assert own_light.items() <= light.items()
    assert own_dark.items() <= dark.items()
    assert len(own_light) == len(own_dark) == 9
    chosen, by_class = _colours("embed.css", ":root.dark {")
    assert by_class == own_dark
    assert chosen.keys() == own_light.keys()


def _colours(name, where):
    """The colours a style sheet names before and after a place in it."""
    parts = (CSS / name).read_text().split(where)
    return [dict(re.findall(r"(--[a-z0-9-]+): (#[0-9a-f]+);", part)) for part in parts]


# --- In a real browser, from another origin -----------------------------------------


@pytest.fixture
def other_site():
    """A page of somebody else's with whatever frame it is given."""
    body = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer = body["html"].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()

    def serving(html):
        body["html"] = f"<!doctype html><link rel=icon href=data:,><body>{html}"
        return f"http://127.0.0.1:{server.server_port}/"

    yield serving
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_another_site_shows_it_and_its_links_lead_out(
    new_page, live_server, other_site, frozen_clock
):
    show = factories.performance(title="草原新歌")
    address = f"{live_server.url.replace('localhost', '127.0.0.1')}/embed/schedule/"
    for width in (280, 390, 800):
        page = new_page(width=width + 16)
        page.goto(
            other_site(
                f'<iframe src="{address}" width="{width}" height="480"></iframe>'
            )
        )
        frame = page.frame_locator("iframe")
        frame.get_by_role("link", name="草原新歌").wait_for()
        root = page.frames[1]
        assert root.evaluate("document.documentElement.scrollWidth") <= width
        small = root.evaluate(
            "[...document.querySelectorAll('a')].filter("
            "a => a.getBoundingClientRect().height < 43.5).length"
        )
        assert small == 0
    assert page.context.cookies() == []
    frame.get_by_role("link", name="草原新歌").click()
    page.wait_for_url(f"**/performances/{show.public_id}/")
