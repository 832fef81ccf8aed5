"""What programs read: records, filters, pages, languages."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Performance
from performances.scheduling.merge_venues import merge_venues
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


def ids(page: dict[str, Any]) -> list[str]:
    return [item.get("id") or item["code"] for item in page["items"]]


def walk(read: Any, path: str) -> list[str]:
    """Every page of a list, by its own links."""
    found: list[str] = []
    base = "https://ulanmuqi.example/api/v1/"
    while path:
        page = read(path)
        found += ids(page)
        path = (page["next"] or "").removeprefix(base)
    return found


def test_the_schedule_in_its_order_without_what_is_inside(season: Any, read: Any):
    page = read("performances")
    inside = {season[name].public_id for name in ("hold", "draft", "withdrawn")}

    starts = [(item["date"], item["starts_at"] or "") for item in page["items"]]
    days = [date for date, _start in starts]
    assert days == sorted(days)
    assert not inside & set(ids(page))
    assert {item["status"] for item in page["items"]} == {
        *("confirmed", "conditional", "postponed", "cancelled"),
    }


def test_one_show_with_all_its_facts(season: Any, read: Any):
    row = season["plain"]
    row.refresh_from_db()
    show = read(f"performances/{row.public_id}")

    assert show["uid"] == str(row.uid)
    assert show["starts_at"] == "2023-11-02T11:30:00Z"
    assert show["starts_at_local"] == "2023-11-02T19:30:00+08:00"
    assert show["ends_at_local"] == "2023-11-02T21:00:00+08:00"
    assert show["place"]["code"] == season["venue"].code
    assert show["place"]["point"] is not None
    assert show["place"]["banner"]["code"] == "152201"
    assert [one["code"] for one in show["troupes"]] == ["keyouzhongqi"]
    assert show["programme"][0]["work"]["code"] == season["work"].code
    assert show["programme"][0]["minutes"] == 6
    assert show["admission"] == "免费"
    assert show["previous_start"] is None
    base = "https://ulanmuqi.example"
    assert show["page_url"] == f"{base}/en/performances/{row.public_id}/"
    assert show["calendar_url"] == f"{base}/performances/{row.public_id}.ics"


def test_only_what_is_known_of_the_hour(season: Any, read: Any):
    day = read(f"performances/{season['day'].public_id}")
    part = read(f"performances/{season['part'].public_id}")
    about = read(f"performances/{season['about'].public_id}")

    hours = ("starts_at", "starts_at_local", "ends_at", "ends_at_local")
    for show in (day, part):
        assert [show[name] for name in hours] == [None] * 4
        assert show["status"] == "conditional"
        assert show["date"]
    assert (day["precision"], day["day_part"]) == ("date", None)
    assert (part["precision"], part["day_part"]) == ("part", "evening")
    assert about["precision"] == "about"
    assert about["starts_at"]


def test_where_a_show_went_and_where_it_came_from(season: Any, read: Any):
    old = read(f"performances/{season['postponed'].public_id}")
    new = read(f"performances/{old['replaced_by']['id']}")
    moved = read(f"performances/{season['moved'].public_id}")

    assert (old["status"], old["reason"]) == ("postponed", "雪")
    assert new["replaces"]["id"] == old["id"]
    assert new["previous_start"]["starts_at"] == old["starts_at"]
    assert moved["previous_start"]["starts_at_local"] == "2023-11-20T19:30:00+08:00"
    assert moved["starts_at_local"] == "2023-11-20T20:30:00+08:00"


def test_a_late_opening_tells_the_hour_it_was_meant_to_have(season: Any, read: Any):
    city = season["showcase"].performances.first()
    word = city.starts_at + timedelta(hours=1)
    scheduling.open_late(
        city, next_word_at=word, reason="停电", decided_by="盟文旅局", accept="测试"
    )
    show = read(f"performances/{city.public_id}")

    assert (show["status"], show["reason"]) == ("late", "停电")
    assert show["next_word_at"] == f"{word:%Y-%m-%dT%H:%M:%SZ}"
    assert show["is_opening"] is True
    assert show["showcase"]["code"] == season["showcase"].code


def test_a_withdrawn_show_answers_and_what_is_inside_does_not(season: Any, read: Any):
    show = read(f"performances/{season['withdrawn'].public_id}")
    assert show["status"] == "withdrawn"
    for name in ("hold", "draft"):
        read(f"performances/{season[name].public_id}", status=404)


FILTERS = {
    "status=cancelled": {"cancelled"},
    "region=152222": {"private", "open"},
    "language=mn&when=tomorrow": {"plain"},
    "when=today": set(),
    "from=2023-11-02&to=2023-11-04": {"plain", "private"},
    "from=2023-11-04&to=2023-11-02": set(),
    "genre=dance": set(),
    "setting=outdoor": set(),
    "mode=online": set(),
    "troupe=nobody": set(),
    "venue=nowhere": set(),
    "work=nothing": set(),
    "showcase=none": set(),
    "region=999999": set(),
}


def test_filters(season: Any, read: Any):
    known = {
        row.public_id: name
        for name, row in season.items()
        if isinstance(row, Performance)
    }
    for query, names in FILTERS.items():
        found = {known.get(one, one) for one in ids(read(f"performances?{query}"))}
        assert found == names, query


def test_filters_by_row(season: Any, read: Any):
    work, showcase = season["work"].code, season["showcase"].code

    assert ids(read(f"performances?work={work}")) == [season["plain"].public_id]
    openings = read(f"performances?showcase={showcase}")
    assert len(openings["items"]) == 3
    at = read(f"performances?venue={season['venue'].code}&q=惠民")
    assert {item["place"]["code"] for item in at["items"]} == {season["venue"].code}
    assert at["items"]


def test_words_are_looked_for_in_a_year(show: Any, read: Any):
    near, far = show(10, title="马头琴之夜"), show(380, title="马头琴之夜")

    assert ids(read("performances?q=马头琴")) == [near.public_id]
    later = read("performances?q=马头琴&from=2024-06-01")
    assert ids(later) == [far.public_id]


def test_pages_follow_one_another(season: Any, read: Any):
    whole = ids(read("performances?limit=100"))
    assert walk(read, "performances?limit=1") == whole
    assert walk(read, "performances?limit=3&region=152200") == ids(
        read("performances?limit=100&region=152200")
    )
    codes = walk(read, "regions?limit=2")
    assert codes == sorted(codes)
    assert codes == ids(read("regions?limit=100"))


def test_the_next_page_stands_in_a_header_too(season: Any, visitor: Any):
    answer = visitor.get("/api/v1/performances?limit=1&status=confirmed")
    following = answer.json()["next"]

    assert "status=confirmed" in following
    assert answer["Link"] == f'<{following}>; rel="next"'
    assert "Link" not in visitor.get("/api/v1/performances?limit=100")


def test_rows_that_come_and_go_between_pages(show: Any, read: Any):
    rows = [show(day) for day in range(1, 7)]
    first = read("performances?limit=3&from=2023-11-01")
    follows = first["next"].removeprefix("https://ulanmuqi.example/api/v1/")
    show(0.5)
    scheduling.move(
        rows[0], starts_at=rows[0].starts_at - timedelta(hours=1), reason="早"
    )
    scheduling.withdraw(rows[1], reason="重复")
    new = show(5.5)

    rest = walk(read, follows)
    assert ids(first) == [row.public_id for row in rows[:3]]
    assert rest == [
        *(rows[3].public_id, rows[4].public_id, new.public_id, rows[5].public_id)
    ]


def test_labels_and_addresses_in_the_language_asked_for(season: Any, visitor: Any):
    path = f"/api/v1/performances/{season['cancelled'].public_id}"
    told = {
        language: visitor.get(path, headers={"Accept-Language": language})
        for language in ("en-GB,en;q=0.9", "zh-CN", "mn", "", "fr;q=1, en;q=0.1")
    }
    english, chinese = told["en-GB,en;q=0.9"], told["zh-CN"]

    assert english.json()["status_label"] == "Cancelled"
    assert english["Content-Language"] == "en"
    assert chinese.json()["status_label"] == "取消"
    assert chinese["Content-Language"] == "zh-Hans"
    assert "/en/" not in chinese.json()["page_url"]
    assert told["mn"].json() == told[""].json() == chinese.json()
    assert told["fr;q=1, en;q=0.1"].json() == english.json()


def test_regions_end_at_the_banner(read: Any, regions: Any):
    sumu = regions["152222"].children.create(
        code="152222100", level="sumu", name="隐苏木"
    )

    assert read("regions/152222")["parent"]["code"] == "152200"
    read(f"regions/{sumu.code}", status=404)
    assert sumu.code not in ids(read("regions?limit=100"))
    assert ids(read("regions?level=league")) == ["150100", "150800", "152200"]
    assert ids(read("regions?q=Xing'an")) == ["152200"]


def test_troupes_works_and_showcases(season: Any, read: Any):
    troupe = read("troupes/keyouzhongqi")
    assert troupe["banner"]["code"] == "152222"
    assert ids(read("troupes?region=152200&level=banner"))[0] == "keyouzhongqi"

    work = read(f"works/{season['work'].code}")
    assert [one["code"] for one in work["troupes"]] == ["keyouzhongqi"]
    assert work["genre"] == "vocal"
    assert ids(read("works?genre=vocal&troupe=keyouzhongqi")) == [work["code"]]
    assert ids(read("works?genre=dance")) == []

    showcase = read(f"showcases/{season['showcase'].code}")
    assert showcase["t_zero_local"].endswith("19:30:00+08:00")
    hidden = factories.showcase(announced=False)
    read(f"showcases/{hidden.code}", status=404)
    assert ids(read("showcases")) == [showcase["code"]]


def test_merged_rows_answer_with_those_that_go_on(season: Any, read: Any):
    kept, double = factories.venue("152201"), factories.venue("152201")
    show = factories.performance(venue=double, starts_at=factories.evening(33))
    coordinator = factories.member("chief", "coordinator")
    merge_venues(double, into=kept, by=coordinator)

    assert read(f"venues/{double.code}")["code"] == kept.code
    assert double.code not in ids(read("venues?limit=100"))
    assert ids(read(f"performances?venue={double.code}")) == [show.public_id]


class TestChanges:
    def test_newest_first_with_sentences(self, season: Any, read: Any):
        page = read("changes?limit=100", language="en")
        at = [item["at"] for item in page["items"]]
        moved = next(one for one in page["items"] if one["kind"] == "moved")

        assert at == sorted(at, reverse=True)
        assert moved["performance"]["id"] == season["moved"].public_id
        assert moved["before"]["starts_at"] == "2023-11-20T11:30:00Z"
        assert moved["after"]["starts_at"] == "2023-11-20T12:30:00Z"
        assert "19:30" in moved["sentence"]
        assert "原定" in moved["sentence_zh"]
        assert moved["reason"] == "停电"
        assert read(f"changes/{moved['id']}") == moved

    def test_filters_are_those_of_the_page(self, season: Any, read: Any):
        kinds = {one["kind"] for one in read("changes?kind=cancelled")["items"]}
        assert kinds == {"cancelled"}
        assert read("changes?troupe=keyouzhongqi")["items"]
        for nobody in ("troupe=x", "venue=x", "showcase=x", "region=999999"):
            assert read(f"changes?{nobody}")["items"] == []
        assert read("changes?from=2023-11-02")["items"] == []

    def test_a_program_keeps_up(self, season: Any, read: Any, frozen_clock: Any):
        # Nothing is settled yet: somebody may still be writing an earlier change.
        assert read("changes?since=start") == {
            "items": [], "next": None, "since": "start",
        }  # fmt: skip
        frozen_clock.forward(minutes=2)
        whole = [item["id"] for item in read("changes?since=start&limit=100")["items"]]
        assert whole == sorted(whole)
        assert set(whole) == {item["id"] for item in read("changes?limit=100")["items"]}

        read_so_far, since, page = [], "start", None
        while page is None or page["next"]:
            page = read(f"changes?since={since}&limit=2")
            read_so_far += [item["id"] for item in page["items"]]
            since = page["since"]
        assert read_so_far == whole
        assert read("changes")["since"] == since
        assert read(f"changes?since={since}") == {
            "items": [], "next": None, "since": since,
        }  # fmt: skip

        scheduling.cancel(Performance.objects.get(pk=season["plain"].pk), reason="风")
        assert read(f"changes?since={since}")["items"] == []
        frozen_clock.forward(minutes=2)
        page = read(f"changes?since={since}")
        assert [item["kind"] for item in page["items"]] == ["cancelled"]

    def test_what_is_not_announced_yet(self, show: Any, read: Any, frozen_clock: Any):
        hidden = show(9, announced=False)
        scheduling.announce(hidden, at=clock.now() + timedelta(hours=1))

        assert read("changes")["items"] == []
        assert read("performances")["items"] == []
        frozen_clock.forward(hours=1)
        assert [one["kind"] for one in read("changes")["items"]] == ["announced"]
        assert ids(read("performances")) == [hidden.public_id]
