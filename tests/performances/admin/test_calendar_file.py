"""Taking over a foreign calendar: looked at first, a troupe's own, nothing public."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances import scheduling
from performances.ics_files import read
from performances.models import ImportedShow, Performance
from performances.scheduling import Refused, facts_of
from performances.scheduling.import_plan import plan_import
from performances.scheduling.import_shows import take_over
from performances.statuses import Status
from tests import factories
from tests.performances.test_ics_files import calendar
from ulanmuqi.base import clock

pytestmark = [pytest.mark.usefixtures("frozen_clock", "db"), pytest.mark.database]


def event(uid: str = "a@other", **facts: str) -> str:
    values = {
        "UID": uid,
        "SUMMARY": "秋牧场慰问",
        "DTSTART": "20231120T113000Z",
        "DTEND": "20231120T130000Z",
        "DTSTAMP": "20231001T000000Z",
    } | {name.replace("_", "-"): value for name, value in facts.items()}
    return "\n".join(f"{name}:{value}" for name, value in values.items())


class Desk:
    """One user at the page, with a troupe."""

    def __init__(self, client: Any, troupe: Any) -> None:
        self.client, self.troupe = client, troupe
        self.url = reverse("performances:import")

    def look(self, *events: str, **sent: Any) -> Any:
        return self.look_at(calendar(*events), **sent)

    def look_at(self, raw: bytes, **sent: Any) -> Any:
        file = SimpleUploadedFile("plan.ics", raw)
        values = {"troupe": self.troupe.pk, "status": "draft", "step": "look"}
        return self.client.post(self.url, values | {"file": file} | sent)

    def take(self, seen: Any, rows: list[str] | None = None, **sent: Any) -> Any:
        context = seen.context
        kept = [line.mark for line in context["lines"] if line.is_kept]
        values = {
            "troupe": self.troupe.pk,
            "status": "draft",
            "step": "take",
            "rows": kept if rows is None else rows,
            "carried": context["carried"],
            "previewed": context["previewed"],
        }
        return self.client.post(self.url, values | sent)

    def take_all(self, *events: str, **sent: Any) -> Any:
        seen = self.look(*events, **sent)
        rows = [line.mark for line in seen.context["lines"] if line.mark]
        shown = self.take(seen, rows, **sent)
        return shown if shown.status_code == 302 else self.take(shown, **sent)


@pytest.fixture
def desk(troupe_editor: Any, troupe: Any, as_user: Any) -> Desk:
    return Desk(as_user(troupe_editor), troupe)


def fates(answer: Any) -> list[str]:
    return [line.fate for line in answer.context["lines"]]


def test_looked_at_then_taken_over_as_drafts(
    desk: Desk, hinggan_venue: Any, troupe: Any
) -> None:
    seen = desk.look(
        event(LOCATION=hinggan_venue.name, DESCRIPTION="<b>带灯</b>"),
        event("b@other", DTSTART="20231121T113000", DTEND="20231121T120000",
              LOCATION="没人知道的礼堂"),
    )  # fmt: skip
    assert seen.status_code == 200
    assert Performance.objects.count() == 0
    first, second = seen.context["lines"]
    assert first.is_kept
    assert first.place == hinggan_venue.name
    assert "没人知道的礼堂" in str(second.told)
    assert "北京时间" in str(second.told)
    assert desk.take(seen).status_code == 302
    one, two = Performance.objects.order_by("starts_at")
    assert (one.status, one.announced_at, one.venue) == ("draft", None, hinggan_venue)
    assert one.technical_note == "带灯"
    assert one.public_note == ""
    assert one.troupes_in_order == [troupe]
    assert (two.venue, two.region) == (None, troupe.region)
    assert "没人知道的礼堂" in two.technical_note


def test_the_same_file_again_does_nothing(desk: Desk) -> None:
    assert desk.take_all(event(), status="hold").status_code == 302
    assert Performance.objects.get().status == Status.HOLD
    seen = desk.look(event())
    assert fates(seen) == ["没有变化"]
    assert not seen.context["can_take"]


def test_a_newer_revision_changes_only_what_it_says(
    desk: Desk, hinggan_venue: Any
) -> None:
    desk.take_all(event())
    row = Performance.objects.get()
    mended = replace(facts_of(row), title="改好的名字", venue=hinggan_venue)
    scheduling.revise(row, mended)
    moved = event(SEQUENCE="1", DTSTART="20231122T113000Z", DTEND="20231122T130000Z")
    seen = desk.look(moved)
    (line,) = seen.context["lines"]
    assert line.is_kept
    assert [("20日" in old, "22日" in new) for old, new in line.changes] == [
        (True, True)
    ]
    desk.take(seen)
    row.refresh_from_db()
    assert (row.title, row.venue) == ("改好的名字", hinggan_venue)
    assert row.starts_at == datetime(2023, 11, 22, 11, 30, tzinfo=UTC)
    assert Performance.objects.count() == 1
    assert fates(desk.look(event())) == ["比已导入的旧：不动"]


def test_without_a_newer_stamp_it_waits_for_a_tick(desk: Desk) -> None:
    desk.take_all(event())
    seen = desk.look(event(SUMMARY="别的名字"))
    (line,) = seen.context["lines"]
    assert (line.mark != "", line.is_kept) == (True, False)
    shown = desk.take(seen, [line.mark])
    assert shown.status_code == 200
    assert Performance.objects.get().title == "秋牧场慰问"
    assert desk.take(shown).status_code == 302
    assert Performance.objects.get().title == "别的名字"


def test_what_is_firm_or_public_is_left_alone(desk: Desk) -> None:
    desk.take_all(event())
    row = Performance.objects.get()
    scheduling.confirm(row)
    scheduling.announce(row)
    version = Performance.objects.get().version
    moved = event(SEQUENCE="1", DTSTART="20231122T113000Z", DTEND="20231122T130000Z")
    for file in (moved, event(SEQUENCE="2", STATUS="CANCELLED")):
        seen = desk.look(file)
        (line,) = seen.context["lines"]
        assert (line.mark, line.show_pk) == ("", row.pk)
        forged = [ours.mark for ours in _plan(file, desk.troupe)]
        assert desk.take(seen, forged).status_code == 200
    assert Performance.objects.get().version == version


def _plan(file: str, troupe: Any) -> list[Any]:
    return plan_import(read(calendar(file), now=clock.now()), troupe, by=None)


def test_cancelled_there(desk: Desk) -> None:
    off = event(SEQUENCE="1", STATUS="CANCELLED")
    assert fates(desk.look(off)) == ["那边已取消，从未导入"]
    desk.take_all(event(), status="hold")
    seen = desk.look(off)
    assert not seen.context["lines"][0].is_kept
    desk.take_all(off)
    assert Performance.objects.get().status == Status.DRAFT
    desk.take_all(off)
    assert not Performance.objects.exists()
    # It is known that it was deleted here: nothing comes back by itself.
    seen = desk.look(event(SEQUENCE="3"))
    assert [line.is_kept for line in seen.context["lines"]] == [False]
    desk.take_all(event(SEQUENCE="3"))
    assert Performance.objects.count() == ImportedShow.objects.count() == 1


def test_gone_from_the_file_is_told_and_kept(desk: Desk) -> None:
    desk.take_all(event(), event("b@other", DTSTART="20231121T113000Z",
                                 DTEND="20231121T120000Z"))  # fmt: skip
    seen = desk.look(event())
    assert fates(seen) == ["没有变化", "文件里已经没有：这里不删除"]
    assert Performance.objects.count() == 2


def test_our_own_show_is_no_duplicate(
    desk: Desk, troupe: Any, other_troupe: Any, bayannur_venue: Any
) -> None:
    mine = factories.performance(troupes=(troupe,), title="自己的")
    hidden = factories.performance(
        troupes=(other_troupe,),
        venue=bayannur_venue,
        title="别队的秘密",
        status="draft",
    )
    seen = desk.look(event(str(mine.uid)), event(str(hidden.uid)))
    assert {line.show_pk for line in seen.context["lines"]} == {mine.pk, None}
    assert "别队的秘密" not in seen.content.decode()
    assert not seen.context["can_take"]


def test_another_troupes_same_uid_is_another_show(
    desk: Desk, other_troupe: Any, other_troupe_editor: Any, as_user: Any
) -> None:
    desk.take_all(event())
    other = Desk(as_user(other_troupe_editor), other_troupe)
    assert fates(other.look(event())) == ["新增"]
    other.take_all(event())
    assert Performance.objects.count() == 2
    assert desk.look(event(SEQUENCE="9")).context["lines"][0].fate == "没有变化"


def test_trouble_is_told_beside_its_event(
    desk: Desk, other_troupe: Any, hinggan_venue: Any
) -> None:
    factories.performance(
        title="先到的",
        troupes=(other_troupe,),
        venue=hinggan_venue,
        starts_at=datetime(2023, 11, 20, 11, tzinfo=UTC),
    )
    seen = desk.look(event(LOCATION=hinggan_venue.name))
    assert seen.context["has_conflicts"]
    assert "先到的" in str(seen.context["lines"][0].told)
    assert desk.take(seen).status_code == 302
    assert Performance.objects.filter(status="draft").count() == 1


def test_entered_by_hand_already_is_not_ticked(desk: Desk, troupe: Any) -> None:
    factories.performance(
        title="手工录的", troupes=(troupe,),
        starts_at=datetime(2023, 11, 20, 11, 30, tzinfo=UTC),
    )  # fmt: skip
    (line,) = desk.look(event()).context["lines"]
    assert (line.is_kept, "手工录的" in str(line.told)) == (False, True)


def test_what_changed_since_the_look_is_shown_again(desk: Desk) -> None:
    seen = desk.look(event(), event("b@other", DTSTART="20231121T113000Z",
                                    DTEND="20231121T120000Z"))  # fmt: skip
    assert desk.take(seen, status="hold").status_code == 200
    assert desk.take(seen, rows=[seen.context["lines"][0].mark]).status_code == 200
    assert not Performance.objects.exists()
    assert desk.take(seen).status_code == 302


def test_two_uploads_of_one_file_make_it_once(troupe: Any) -> None:
    rows = _plan(event(), troupe)
    late = _plan(event(), troupe)
    take_over(rows, troupe, status="draft")
    with pytest.raises(Refused):
        take_over(late, troupe, status="draft")
    assert Performance.objects.count() == 1


def test_all_or_nothing(desk: Desk, troupe: Any) -> None:
    desk.take_all(event())
    rows = _plan(
        event(SEQUENCE="1", DTSTART="20231122T113000Z", DTEND="20231122T130000Z"),
        troupe,
    )
    rows += _plan(event("b@other"), troupe)[:1]
    scheduling.revise(
        Performance.objects.get(), facts_of_with_title(Performance.objects.get())
    )
    with pytest.raises(scheduling.StaleWrite):
        take_over(rows, troupe, status="draft")
    assert Performance.objects.count() == 1


def facts_of_with_title(row: Performance) -> Any:
    return replace(facts_of(row), title="另一个")


def test_a_stranger_takes_nothing_for_this_troupe(
    troupe: Any, other_troupe_editor: Any, as_user: Any
) -> None:
    other = Desk(as_user(other_troupe_editor), troupe)
    answer = other.look(event())
    assert "troupe" in answer.context["form"].errors
    with pytest.raises(scheduling.NotAllowed):
        take_over(
            _plan(event(), troupe), troupe, by=other_troupe_editor, status="draft"
        )
    assert not Performance.objects.exists()


@pytest.mark.parametrize("role", ["troupe_member", "venue_contact", "outsider"])
def test_others_have_no_page(
    role: str, as_user: Any, request: Any, troupe: Any
) -> None:
    desk = Desk(as_user(request.getfixturevalue(role)), troupe)
    assert desk.client.get(desk.url).status_code in (302, 403)
    assert desk.look(event()).status_code in (302, 403)


def test_an_ended_membership_counts_for_nothing(
    desk: Desk, troupe_editor: Any, visitor: Any
) -> None:
    assert desk.client.get(desk.url).status_code == 200
    troupe_editor.memberships.update(until=date(2023, 10, 1))
    assert desk.look(event()).status_code in (302, 403)
    assert visitor.get(desk.url).status_code == 302


@pytest.mark.parametrize(
    "role", ["coordinator", "hinggan_coordinator", "troupe_leader"]
)
def test_leaders_and_coordinators_too(
    role: str, as_user: Any, request: Any, troupe: Any
) -> None:
    desk = Desk(as_user(request.getfixturevalue(role)), troupe)
    desk.take_all(event())
    assert Performance.objects.count() == 1


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04", b"\x89PNG", b"\xff\xfe\x00", b"x" * 1_048_577]
)
def test_what_is_no_calendar_is_said_at_the_field(raw: bytes, desk: Desk) -> None:
    answer = desk.look_at(raw)
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors


@pytest.mark.parametrize(
    "odd",
    [
        {"carried": "!"}, {"carried": "x" * 100}, {"carried": "9" * 1_500_001},
        {"rows": ["\x00", "9" * 999]}, {"previewed": "\x00"}, {"status": "confirmed"},
        {"troupe": "9" * 40}, {"step": "\ud800".encode("utf-8", "replace")},
    ],
)  # fmt: skip
def test_odd_input_is_answered_in_words(odd: dict[str, Any], desk: Desk) -> None:
    seen = desk.look(event())
    assert desk.take(seen, **odd).status_code == 200
    assert not Performance.objects.exists()


def test_looking_at_many_costs_as_little(desk: Desk) -> None:
    def days(count: int) -> list[str]:
        return [
            event(f"{n}@other", DTSTART=f"202402{n:02d}T113000Z",
                  DTEND=f"202402{n:02d}T120000Z", LOCATION=f"礼堂{n}")
            for n in range(1, count + 1)
        ]  # fmt: skip

    counts = []
    for count in (1, 29):
        desk.take_all(*days(count))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert set(fates(desk.look(*days(count)))) == {"没有变化"}
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert Performance.objects.count() == 29


def test_what_could_not_be_read_is_not_gone(desk: Desk) -> None:
    desk.take_all(event())
    seen = desk.look(event(DTSTART="nonsense"))
    assert fates(seen) == ["读不懂"]


def test_a_day_taken_out_of_a_series_is_told(desk: Desk) -> None:
    weekly = event(RRULE="FREQ=WEEKLY;COUNT=2")
    desk.take_all(weekly)
    assert Performance.objects.count() == 2
    seen = desk.look(f"{weekly}\nEXDATE:20231127T113000Z")
    assert fates(seen) == ["没有变化", "文件里已经没有：这里不删除"]
    endless = desk.look(event("c@other", RRULE="FREQ=WEEKLY", SUMMARY="每周"))
    assert "系列还没完" in fates(endless)


def test_the_way_to_it_stands_on_the_list_for_who_plans(
    desk: Desk, venue_contact: Any, as_user: Any
) -> None:
    index = reverse("performances:index")
    assert f'href="{desk.url}"' in desk.client.get(index).content.decode()
    other = as_user(venue_contact).get(index)
    assert desk.url not in other.content.decode()
