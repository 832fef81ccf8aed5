"""How answers are given: validators, compression, headers, methods, limits, errors."""

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from performances import scheduling
from performances.api import door as door_module
from performances.api import validators
from performances.models import Performance
from tests import factories
from ulanmuqi.base.throttle import Limit

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/"
LISTS = (
    *("performances", "changes", "showcases", "troupes", "works", "venues", "regions"),
)


@pytest.fixture
def paths(season: Any) -> list[str]:
    """An address of every kind."""
    records = [
        f"performances/{season['plain'].public_id}",
        f"showcases/{season['showcase'].code}",
        f"works/{season['work'].code}",
        *("troupes/keyouzhongqi", "regions/152200"),
    ]
    return [ROOT + path for path in ("", *LISTS, *records, "openapi.json", "docs")]


@pytest.fixture
def refused(visitor: Any) -> Callable[..., dict[str, Any]]:
    """The problem an address answers with, in English; its status must be as said."""

    def asked(path: str, status: int, language: str = "en", **more: Any) -> Any:
        answer = visitor.get(ROOT + path, headers={"Accept-Language": language}, **more)
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cache-Control"] == "no-store"
        problem = json.loads(answer.content)
        assert problem["status"] == status
        return problem

    return asked


# --- Validators ---------------------------------------------------------------------


def test_an_unchanged_poll_is_answered_without_the_answer(paths: Any, visitor: Any):
    for path in paths:
        first = visitor.get(path)
        again = visitor.get(path, headers={"If-None-Match": first["ETag"]})

        assert first.status_code == 200, path
        assert again.status_code == 304, path
        assert again.content == b""
        for name in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
            assert again[name] == first[name]


def test_an_unchanged_poll_costs_four_queries_however_long_the_list(
    show: Any, visitor: Any, django_assert_num_queries: Any
):
    for rows in (1, 29):
        for day in range(rows):
            show(day + rows, minutes=30)
        tag = visitor.get(f"{ROOT}performances")["ETag"]
        with django_assert_num_queries(4):
            answer = visitor.get(f"{ROOT}performances", headers={"If-None-Match": tag})
        assert answer.status_code == 304


@pytest.mark.parametrize("fact", ["name_en", "public_phone", "name"])
def test_a_new_word_about_a_troupe_is_seen_at_once(
    fact: str, season: Any, visitor: Any
):
    troupe = season["troupe"]
    for path in ("performances", "troupes", f"troupes/{troupe.code}"):
        tag = visitor.get(ROOT + path)["ETag"]
        setattr(troupe, fact, f"{getattr(troupe, fact)}新")
        troupe.save()
        answer = visitor.get(ROOT + path, headers={"If-None-Match": tag})
        is_shown = path != "performances" or fact != "public_phone"
        assert answer.status_code == (200 if is_shown else 304)


def test_acts_are_seen_at_once(season: Any, visitor: Any):
    path = f"{ROOT}performances"
    row = season["plain"]
    acts = [
        lambda: scheduling.move(
            row, starts_at=row.starts_at + timedelta(hours=1), reason="雪", accept="测"
        ),
        lambda: scheduling.cancel(row, reason="雪"),
        lambda: factories.performance(),
        lambda: scheduling.confirm(season["hold"], accept="测"),
        lambda: scheduling.announce(season["hold"]),
    ]
    seen = []
    for act in acts:
        tag = visitor.get(path)["ETag"]
        act()
        for made in season.values():
            if isinstance(made, Performance):
                made.refresh_from_db()
        answer = visitor.get(path, headers={"If-None-Match": tag})
        seen.append(answer.status_code)
    # A hold that is confirmed is nobody's news until it is announced.
    assert seen == [200, 200, 200, 304, 200]


def test_what_the_clock_brings_is_seen_at_once(
    show: Any, visitor: Any, frozen_clock: Any
):
    hidden = show(9, announced=False)
    scheduling.announce(hidden, at=frozen_clock.now + timedelta(hours=1))
    path = f"{ROOT}performances"
    tag = visitor.get(path)["ETag"]
    frozen_clock.forward(hours=1)

    answer = visitor.get(path, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert hidden.public_id in answer.content.decode()


def test_validators_are_the_same_in_every_process(paths: Any, visitor: Any):
    tags = [visitor.get(path)["ETag"] for path in paths]
    validators._remembered.clear()
    cache.clear()
    assert [Client().get(path)["ETag"] for path in paths] == tags


def test_what_a_process_remembers_is_bounded(monkeypatch: Any, visitor: Any, db: Any):
    monkeypatch.setattr(validators, "MOST_REMEMBERED", 3)
    for code in "abcdefgh":
        visitor.get(f"{ROOT}performances?troupe={code}")
    assert len(validators._remembered) == 3


def test_conditions_of_every_kind(paths: Any, visitor: Any):
    path = f"{ROOT}regions"
    tag = visitor.get(path)["ETag"]
    for good in ("*", f"W/{tag}", f'"other", {tag}'):
        assert visitor.get(path, headers={"If-None-Match": good}).status_code == 304
    for bad in ('"other"', "garbage", "\x00", '"' * 900):
        assert visitor.get(path, headers={"If-None-Match": bad}).status_code == 200
    assert visitor.get(path, headers={"If-Match": '"other"'}).status_code == 412
    assert visitor.get(path, headers={"If-Match": tag}).status_code == 200


# --- The form of an answer ---------------------------------------------------------


def test_packed_answers_are_the_same_answers(season: Any, visitor: Any):
    path = f"{ROOT}performances"
    plain = visitor.get(path)
    packed = visitor.get(path, headers={"Accept-Encoding": "br;q=0.5, gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert packed["Content-Length"] == str(len(packed.content))
    headers = {"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}
    assert visitor.get(path, headers=headers).status_code == 304
    refused = visitor.get(path, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused


def test_head_carries_what_get_carries_and_no_body(paths: Any, visitor: Any):
    for path in (*paths, f"{ROOT}nothing"):
        got, headed = visitor.get(path), visitor.head(path)

        assert headed.content == b""
        counted = ("RateLimit",)
        assert {k: v for k, v in headed.items() if k not in counted} == {
            k: v for k, v in got.items() if k not in counted
        }


def test_any_site_may_read_and_nobody_is_known_by_a_cookie(paths: Any):
    reader = Client()
    reader.cookies["sessionid"] = "bad"
    reader.cookies["csrftoken"] = "x"
    for path in (*paths, f"{ROOT}nothing"):
        answer = reader.get(path, headers={"Origin": "https://elsewhere.example"})

        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        for name in ("ETag", "Link", "RateLimit", "Retry-After"):
            assert name in answer["Access-Control-Expose-Headers"]
        assert answer["Vary"] == "Accept-Language, Accept-Encoding"
        assert not answer.cookies


def test_a_browser_may_ask_first(visitor: Any, db: Any):
    for path in ("", "performances", "nothing/at/all"):
        answer = visitor.options(
            ROOT + path,
            headers={
                "Origin": "https://elsewhere.example",
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "if-none-match",
            },
        )
        assert answer.status_code == 204
        assert answer.content == b""
        assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


# --- What goes wrong ---------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(method: str, paths: Any):
    browser = Client(enforce_csrf_checks=True)
    for path in paths:
        answer = getattr(browser, method)(path)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        *("nothing", "performances/", "performances/none", "performances/a%0Ab"),
        *("troupes/x/y", "changes/0", "changes/99999999999999999999", "changes/1.0"),
        *("regions/152222%00", "%00", "venues/%F0%9F%90%8E", "../admin", "docs/x"),
    ],
)
def test_unknown_addresses(path: str, refused: Any, regions: Any):
    assert refused(path, 404)["type"].endswith("/api/v1/docs#problem-not-found")


def test_a_slash_too_many_is_the_commonest_slip_and_told(refused: Any, regions: Any):
    for language, told in (("en", "end without a slash"), ("zh", "末尾都不带斜杠")):
        assert told in refused("performances/", 404, language)["detail"]


def test_the_bare_address_is_the_first_page(visitor: Any, db: Any):
    assert visitor.get("/api/v1").content == visitor.get(ROOT).content


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("limit=0", "limit", "Give a whole number from 1 to 100."),
        ("limit=101", "limit", "Give a whole number from 1 to 100."),
        ("limit=1_0", "limit", "Give a whole number from 1 to 100."),
        ("limit=%2B5", "limit", "Give a whole number from 1 to 100."),
        ("limit=٣", "limit", "Give a whole number from 1 to 100."),
        (f"limit={'9' * 40}", "limit", "Give a whole number from 1 to 100."),
        ("limit=", "limit", "Give a whole number from 1 to 100."),
        ("when=never", "when", "Give one of: today, tomorrow, weekend."),
        ("from=2023-02-30", "from", "Give a day that exists, from 1957 to 2100"),
        ("from=0001-01-01", "from", "Give a day that exists, from 1957 to 2100"),
        ("to=20231120", "to", "Give a day that exists, from 1957 to 2100"),
        ("region=15", "region", "Give a division code of six digits."),
        ("region=٣٣٣٣٣٣", "region", "Give a division code of six digits."),
        ("troupe=A", "troupe", "Give a code as the records here write it."),
        ("troupe=%00", "troupe", "Give a code as the records here write it."),
        (f"q={'x' * 61}", "q", "Give 1 to 60 characters."),
        ("status=withdrawn", "status", "Give one of: confirmed, conditional,"),
        ("status=hold", "status", "Give one of: confirmed, conditional,"),
        ("troupe=a&troupe=b", "troupe", "Give this parameter once."),
        ("tropue=a", "", "There are: cursor, from, genre,"),
    ],
)
def test_parameters_that_cannot_be_used(
    query: str, parameter: str, words: str, refused: Any, db: Any
):
    problem = refused(f"performances?{query}", 422)
    assert [error["parameter"] for error in problem["errors"]] == [parameter]
    assert words in problem["errors"][0]["detail"]


def test_words_of_any_kind_are_only_words(read: Any, season: Any):
    for words in (
        "%00",
        "%25_",
        "%27%22%5C",
        "%E2%80%AE",
        "%F0%9F%90%8E",
        "%ff",
        "%20",
    ):
        read(f"performances?q={words}")
        read(f"venues?q={words}")


def test_problems_in_both_languages(refused: Any, db: Any):
    assert refused("nothing", 404, language="zh")["title"] == "没有这条记录"
    chinese = refused("performances?limit=0", 422, language="zh-CN")
    assert chinese["errors"][0]["detail"] == "请填1到100之间的整数。"


def test_cursors_that_were_changed_or_are_of_another_list(
    season: Any, read: Any, refused: Any
):
    following = read("performances?limit=1")["next"].split("cursor=")[1]
    flipped = ("B" if following[0] == "A" else "A") + following[1:]
    for cursor in (
        *(flipped, following[:-2], following + "A", following[::-1], "A", "_" * 200),
    ):
        for path in ("performances", "changes", "regions"):
            refused(f"{path}?cursor={cursor}", 400)
        refused(f"changes?since={cursor}", 400)
    refused(f"changes?cursor={following}", 400)
    refused(f"performances?cursor={following}%00", 422)
    refused(f"performances?cursor={'A' * 201}", 422)
    refused(f"changes?since=start&cursor={following}", 422)


# --- Limits ---------------------------------------------------------------------------


def test_one_address_may_ask_so_often_and_no_more(
    monkeypatch: Any, refused: Any, visitor: Any, frozen_clock: Any, db: Any
):
    monkeypatch.setattr(door_module, "READS", Limit("api", most=2, seconds=60))
    frozen_clock.forward(seconds=20)
    first, second = (visitor.get(f"{ROOT}regions") for _number in range(2))

    assert first["RateLimit-Policy"] == '"api";q=2;w=60'
    assert (first["RateLimit"], second["RateLimit"]) == (
        '"api";r=1;t=40',
        '"api";r=0;t=40',
    )
    refused("regions", 429)
    answer = visitor.get(f"{ROOT}regions")
    assert answer["Retry-After"] == "40"
    # Preflights are no reading, and another address is another house.
    assert visitor.options(f"{ROOT}regions").status_code == 204
    other = visitor.get(f"{ROOT}regions", REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 200
    frozen_clock.forward(seconds=40)
    assert visitor.get(f"{ROOT}regions").status_code == 200


def test_without_a_cache_everybody_reads(monkeypatch: Any, visitor: Any, db: Any):
    def away(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("no cache here")

    monkeypatch.setattr(cache, "add", away)
    answer = visitor.get(f"{ROOT}regions")
    assert answer.status_code == 200
    assert "RateLimit" not in answer


def test_a_database_that_is_away_is_told_as_such(
    monkeypatch: Any, visitor: Any, db: Any
):
    def locked(*args: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(validators, "moment", locked)
    answer = visitor.get(f"{ROOT}regions", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer.json()["title"] == "Not available at the moment"


def test_a_fault_of_ours_is_recorded_and_told_as_ours(
    monkeypatch: Any, visitor: Any, caplog: Any, db: Any
):
    def broken(*args: Any) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(validators, "moment", broken)
    answer = visitor.get(f"{ROOT}regions")
    assert answer.status_code == 500
    assert b"secret" not in answer.content
    assert "secret words" in caplog.text
