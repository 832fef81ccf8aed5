"""What nobody would type: it is answered in words, and never with a 500."""

from typing import Any
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NUL, HUGE = "%00", "9" * 40
ODD = (NUL, HUGE, "-1", "٣", "abc", quote("\ud800", errors="surrogatepass"), "%ff")
PUBLIC = (
    "/schedule/?q={}", "/search/?q={}", "/search/?q=演&kind={}",
    "/search/suggest/?q={}", "/schedule/?from={}&to={}", "/schedule/?region={}",
    "/schedule/?troupe={}", "/schedule/?when={}", "/schedule/?from=0001-01-01",
    "/schedule/?to=9999-12-31", "/calendars/?q={}", "/calendars/?region={}",
    "/calendars/?troupe={}", "/calendars/?venue={}", "/calendars/?showcase={}",
    "/calendars/?work={}", "/calendars/?genre={}", "/calendars/troupes/{}.ics",
    "/calendars/{}/{}.ics", "/performances/{}/", "/performances/{}.ics",
    "/venues/{}/", "/regions/{}/", "/troupes/{}/", "/works/{}/", "/showcases/{}/",
    "/showcases/{}/live/", "/site/{}/",
    "/changes/?from={}&to={}&kind={}", "/changes/?before={}", "/changes/?before=9-{}",
    "/changes/?region={}&venue={}", "/changes/?troupe={}&showcase={}",
    "/changes/feed.atom?region={}&from={}", "/changes/?to=9999-12-31",
    "/schedule.csv?region={}&troupe={}&q={}", "/schedule.csv?from={}&to={}&when={}",
    "/schedule.csv?to=9999-12-31", "/schedule.xlsx?q={}&genre={}&language={}",
    "/schedule.xlsx?from=0001-01-01", "/schedule.atom?q={}&from={}&troupe={}",
    "/embed/schedule/?region={}", "/embed/schedule/?venue={}&rows={}&theme={}",
    "/embed/schedule/?rows={}", "/news/feed.atom?page={}",
    "/news/?page={}", "/{}", "/{}/", "/documents/{}/x", "/en/{}/",
    "/api/v1/{}", "/api/v1/{}/", "/api/v1/performances/{}", "/api/v1/venues/{}",
    "/api/v1/works/{}", "/api/v1/changes/{}", "/api/v1/docs?lang={}",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_odd_addresses(address: str, visitor: Any) -> None:
    wrong = []
    for odd in ODD:
        url = address.replace("{}", odd)
        answer = visitor.get(url, follow=True)
        # A streamed answer is written while it is read.
        b"".join(answer)
        if answer.status_code not in (200, 400, 404):
            wrong.append((url, answer.status_code))
    assert wrong == []


LISTS = {
    "performances": (
        "when", "from", "to", "region", "troupe", "venue", "work", "genre", "language",
        "showcase", "status", "q", "limit", "cursor", "{}",
    ),
    "changes": ("since", "from", "region", "troupe", "venue", "showcase", "kind"),
    "venues": ("region", "kind", "q", "cursor"), "regions": ("parent", "level", "q"),
    "troupes": ("region", "level", "q"), "works": ("troupe", "genre", "q"),
    "showcases": ("kind", "q", "limit"),
}  # fmt: skip


@pytest.mark.parametrize("rows", LISTS)
def test_odd_questions_to_the_api(rows: str, visitor: Any) -> None:
    wrong = []
    for name in LISTS[rows]:
        for odd in ODD:
            url = f"/api/v1/{rows}?{name.replace('{}', odd)}={odd}"
            answer = visitor.get(url)
            # Any words may be looked for; nothing else here is what a list takes.
            if answer.status_code not in (
                (200, 422) if name == "q" else (200, 400, 422)
            ):
                wrong.append((url, answer.status_code))
            assert answer["Content-Type"].endswith("json")
    assert wrong == []


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"\x00'}, {"If-None-Match": 'W/"a", b, *'},
        {"If-Modified-Since": "Thu, 32 Foo 99999 99:99:99 GMT"},
        {"Accept-Encoding": "gzip;q=nan, *;q=;q=1e999"}, {"Range": "bytes=9-1"},
        {"Cookie": 'sessionid="; csrftoken=bad; django_language=../../etc'},
        {"Accept-Language": "zh;q=nan,en;q=9,,;;" + "x-" * 4000, "Accept": "x/y;q=0"},
        {"Origin": "null", "Accept-Language": "\xff\x00*"},
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "url",
    [
        "/schedule/",
        "/search/?q=演",
        "/calendars/",
        "/calendars/all.ics",
        "/changes/",
        "/changes/feed.atom",
        "/schedule.csv",
        "/schedule.xlsx",
        "/schedule.atom",
        "/embed/schedule/",
        "/news/feed.atom",
        "/api/v1/performances",
        "/api/v1/docs",
    ],
)
def test_odd_headers(url: str, headers: dict[str, str], visitor: Any) -> None:
    answer = visitor.get(url, headers=headers)

    assert answer.status_code in (200, 304)
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies


ROWS = (
    "performances", "showcases", "venues", "regions", "troupes", "works",
    "engagements", "trucks", "people", "exclusions",
)  # fmt: skip


@pytest.mark.parametrize("rows", ROWS)
def test_odd_keys_in_the_admin(rows: str, coordinator: Any, as_user: Any) -> None:
    client = as_user(coordinator)
    wrong = []
    for odd in ODD:
        for name in ("inspect", "edit", "history", "usage"):
            url = f"/admin/{rows}/{name}/{odd}/"
            status = client.get(url).status_code
            if status not in (400, 404):
                wrong.append((url, status))
        url = f"/admin/{rows}/?q={odd}&p={odd}&period={odd}&starts_at_from={odd}"
        for query in (url, f"/admin/{rows}/?league={odd}&troupes={odd}&ordering={odd}"):
            status = client.get(query).status_code
            if status not in (200, 302, 400, 404):
                wrong.append((query, status))
    assert wrong == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_time(
    day: str, coordinator: Any, as_user: Any, hohhot_venue: Any
) -> None:
    client = as_user(coordinator)
    typed = {
        "title": "惠民演出", "day": day, "precision": "exact", "hour": "23:30",
        "venue": hohhot_venue.pk, "status": "draft", "kind": "grassroots",
        "genre": "mixed", "language": "both", "mode": "on_site",
        "troupes-TOTAL_FORMS": HUGE, "troupes-INITIAL_FORMS": 0,
        "programme-TOTAL_FORMS": "0", "programme-INITIAL_FORMS": "0",
    }  # fmt: skip
    for precision in ("exact", "about", "part", "date"):
        facts = typed | {"precision": precision, "day_part": "evening"}
        for url in ("performances:check", "performances:add"):
            assert client.post(reverse(url), facts).status_code == 200
    query = f"?starts_at_from={day}&starts_at_to={day}"
    assert client.get(reverse("performances:index") + query).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_acts_at_the_ends_of_time(day: str, coordinator: Any, as_user: Any) -> None:
    client = as_user(coordinator)
    show = factories.performance(announced=False)
    showcase = factories.showcase()
    city = showcase.performances.first()
    asked = [
        ("performances", show, "postpone", "starts_at"),
        ("performances", show, "announce", "at"),
        ("performances", show, "condition", "decide_by"),
        ("performances", city, "open-late", "starts_at"),
        ("performances", city, "open-late", "next_word_at"),
        ("showcases", showcase, "move", "t_zero"),
        ("showcases", showcase, "postpone", "t_zero"),
    ]
    for rows, row, act, name in asked:
        facts = {
            "version": row.version, "reason": "大风", "decided_by": "盟文旅局",
            f"{name}_0": day, f"{name}_1": "23:59", "accept": "测试",
        }  # fmt: skip
        url = reverse(f"{rows}:act", args=[row.pk, act])
        assert client.post(url, facts).status_code == 200, (act, name)


def test_odd_numbers_of_notices_sheets_and_marks(
    coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    wrong = []
    for odd in ODD:
        for url in (
            f"/admin/notices/inspect/{odd}/", f"/admin/notices/?state={odd}&p={odd}",
            f"/admin/callsheets/inspect/{odd}/", f"/admin/callsheets/?opened_at={odd}",
            f"/admin/callsheets/told/{odd}/{odd}/", f"/admin/notices/again/1/{odd}/",
        ):  # fmt: skip
            for ask in (client.get, client.post):
                status = ask(url).status_code
                if status not in (200, 302, 400, 404, 405):
                    wrong.append((url, status))
        for typed in ({"key": odd, "until": odd}, {"key": "all", "until": HUGE}):
            status = client.post("/admin/what-changed/", typed).status_code
            wrong += [] if status == 302 else [(typed, status)]
        status = client.post("/admin/notices/hurry/", {"key": odd}).status_code
        wrong += [] if status == 302 else [(odd, status)]
    assert wrong == []


def test_a_version_nobody_ever_saw(coordinator: Any, as_user: Any) -> None:
    show = factories.performance(status="draft")
    url = reverse("performances:act", args=[show.pk, "confirm"])

    for version in (f"-{HUGE}", HUGE, "", "abc"):
        answer = as_user(coordinator).post(url, {"version": version})
        assert answer.status_code == 200

    show.refresh_from_db()
    assert show.status == "draft"


def test_rows_by_the_thousand(coordinator: Any, as_user: Any) -> None:
    typed = {
        f"{rows}-{name}": value
        for rows in ("cities", "organisers")
        for name, value in (("TOTAL_FORMS", "1000"), ("INITIAL_FORMS", "0"))
    }
    answer = as_user(coordinator).post(reverse("showcases:add"), typed)

    assert answer.status_code == 200
    assert len(answer.context["cities"].forms) <= 30
    assert len(answer.context["organisers"].forms) <= 20
