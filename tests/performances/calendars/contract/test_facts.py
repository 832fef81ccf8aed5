"""What the season's bytes say, held against its rows: every feed, every show."""

from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest

from performances import scheduling
from performances.models import Performance, gate
from performances.scheduling import facts_of
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.contract import checks
from tests.performances.calendars.reading import only, texts
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db

EVERYTHING = "/calendars/all.ics?past=all"


@pytest.fixture
def told(season):
    """The events of the whole history, by the title of the show."""
    events = checks.events(season.feeds[EVERYTHING][0])
    by_uid = {event.value("UID"): event for event in events}
    return {name: by_uid.get(str(show.uid)) for name, show in season.shows.items()}


def test_04_every_title_comes_back_exactly_as_it_was_typed(season):
    for event in checks.events(season.feeds[EVERYTHING][0]):
        show = season.public[event.value("UID")]
        title = checks.told(event.value("SUMMARY"))
        assert title.removeprefix(title[:4] if title[0] == "〔" else "") == show.title


def test_04_every_note_and_every_item_comes_back_as_it_was_typed(season, told):
    description = checks.told(told["怪字"].value("DESCRIPTION"))
    assert season.public[told["怪字"].value("UID")].public_note in description
    programme = checks.told(told["普通"].value("DESCRIPTION")).split("\n")
    assert "1. 独唱《鸿雁；\\n归来, 一》（甲, 乙; 丙）" in programme
    assert '2. 群舞《名字"；,》（示例）' in programme


def test_10_no_two_feeds_have_one_name_and_downloads_have_none(season):
    names = Counter(
        checks.read(body).value("NAME")
        for path, (body, _headers) in season.feeds.items()
        if "past=all" not in path
    )
    assert names.most_common(1)[0][1] == 1
    for body, _headers in season.downloads.values():
        assert not checks.is_feed(body)


def test_12_the_source_is_the_feeds_own_address(season):
    for path, (body, _headers) in season.feeds.items():
        calendar = checks.read(body)
        assert calendar.value("SOURCE") == f"https://ulanmuqi.example{path}"


def test_15_no_show_can_stand_where_the_one_offset_would_be_wrong(regions):
    """Clocks in China last ran an hour ahead in 1991; the file says +0800 for ever."""
    with pytest.raises(scheduling.Refused) as refusal:
        factories.performance(starts_at=datetime(1991, 7, 1, 10, 0, tzinfo=UTC))

    assert refusal.value.field == "starts_at"


def test_15_every_instant_is_the_rows_own(season):
    for event in checks.events(season.feeds[EVERYTHING][0]):
        show = season.public[event.value("UID")]
        if show.has_hour:
            assert checks.span(event) == (show.starts_at, show.ends_at)


def test_17_a_show_past_midnight_ends_the_next_day(told):
    assert told["跨年"].value("DTSTART") == "20231231T230000"
    assert told["跨年"].value("DTEND") == "20240101T013000"


def test_18_without_an_hour_the_day_is_whole_and_the_part_is_in_words(told):
    for name, words in (("只有日子", "只定了日子"), ("只有下午", "下午，钟点待定")):
        assert told[name].value("DTSTART") == "20231210"
        assert told[name].value("DTEND") == "20231211"
        assert told[name].value("STATUS") == "TENTATIVE"
        assert words in checks.told(told[name].value("DESCRIPTION"))


def test_19_the_uid_is_the_stored_one(season):
    events = checks.events(season.feeds[EVERYTHING][0])
    assert {event.value("UID") for event in events} == set(season.public)
    field = Performance._meta.get_field("uid")
    assert field.unique
    assert not field.editable


def test_20_a_show_reads_the_same_in_every_feed_and_as_a_download(season):
    seen = defaultdict(set)
    stood_in = Counter()
    for body in season.bodies().values():
        for text in texts(body):
            uid = text.split(b"UID:")[1].split(b"\r\n")[0].decode()
            seen[uid].add(text)
            stood_in[uid] += 1
    assert set(seen) == set(season.public)
    for uid, found in seen.items():
        stored = season.public[uid].calendar_entry.text.encode()
        assert found == {stored}
    # Both of all, a troupe, three regions, a genre, the download.
    assert stood_in.most_common(len(season.public) - 2)[-1][1] >= 6


def test_22_what_was_public_is_never_deleted_so_its_uid_is_never_free(show):
    made = show()
    for act in (scheduling.discard, lambda row: scheduling.withdraw(row, reason="错")):
        try:
            act(Performance.objects.get(pk=made.pk))
        except scheduling.SchedulingError:
            continue
    assert Performance.objects.filter(uid=made.uid).exists()


def test_27_drafts_and_holds_leak_into_no_feed(season):
    for body in season.bodies().values():
        text = "\n".join(checks.unfolded(body))
        for title in season.hidden_titles:
            assert title not in text


@pytest.mark.parametrize(
    ("what", "facts"),
    [
        ("start", {"starts_at": datetime(2023, 11, 8, 3, 0, tzinfo=UTC)}),
        ("end", {"ends_at": datetime(2023, 11, 8, 16, 0, tzinfo=UTC)}),
        ("venue", {"venue": None}),
        ("mode", {"mode": "online"}),
    ],
)
def test_24_sequence_rises_by_one_with_time_and_place(frozen_clock, what, facts):
    made = factories.performance(starts_at=factories.evening(7))
    changed = {**_stated(made), **facts}
    if changed["venue"] is None:
        changed["region"] = made.venue.region
    if what == "start":
        changed["ends_at"] = changed["starts_at"] + (made.ends_at - made.starts_at)

    scheduling.revise(made, scheduling.ShowFacts(**changed), reason="改", accept="测试")

    after = Performance.objects.get(pk=made.pk)
    assert after.sequence == made.sequence + 1
    assert f"SEQUENCE:{after.sequence}\r\n" in after.calendar_entry.text


@pytest.mark.parametrize(
    "facts", [{"title": "新题"}, {"public_note": "新注"}, {"admission": "免费"}]
)
def test_24_words_leave_sequence_alone_but_raise_last_modified(frozen_clock, facts):
    made = factories.performance(starts_at=factories.evening(7))
    frozen_clock.forward(hours=1)

    scheduling.revise(made, scheduling.ShowFacts(**(_stated(made) | facts)))

    after = Performance.objects.get(pk=made.pk)
    assert after.sequence == made.sequence
    assert after.calendar_entry.modified_at == clock.now()


def test_24_a_late_opening_that_gets_its_hour_rises_even_at_the_same_hour(frozen_clock):
    opening = factories.showcase(t_zero=factories.evening()).performances.first()
    scheduling.open_late(
        opening, next_word_at=factories.evening(hour=19, minute=0),
        reason="等车", decided_by="指挥部",
    )  # fmt: skip
    row = Performance.objects.get(pk=opening.pk)
    before = row.sequence
    scheduling.open_late(
        row, starts_at=factories.evening(hour=19, minute=45),
        reason="车到了", decided_by="指挥部",
    )  # fmt: skip
    assert Performance.objects.get(pk=opening.pk).sequence == before + 1


def _stated(made):
    facts = facts_of(made)
    return {name: getattr(facts, name) for name in type(facts).__dataclass_fields__}


def test_28_created_is_when_the_show_was_entered_and_never_moves(
    show, change, entry, frozen_clock
):
    made = show()
    before = entry()["CREATED"].dt
    frozen_clock.forward(days=2)
    change(made, raises=True, status=Status.CANCELLED, status_reason="大雪")

    assert entry()["CREATED"].dt == before == made.created_at


def test_33_the_place_is_venue_address_and_city(season, told):
    hall = season.rows["hall"]
    place = checks.told(told["普通"].value("LOCATION"))
    assert place == f"{hall.name}，{hall.address}，呼和浩特市"
    assert checks.told(told["地点未定"].value("LOCATION")).startswith("地点待定")
    assert told["线上"].value("LOCATION")


def test_33_only_a_point_of_its_own_is_given_as_it_is_stored(season, told):
    hall = season.rows["hall"]
    assert told["普通"].value("GEO") == f"{hall.lat};{hall.lon}"
    for name in ("不公开", "旗政府所在地", "地点未定", "线上"):
        assert not told[name].all("GEO")


def test_34_openings_point_to_one_of_them_and_a_new_date_to_the_old(season, told):
    lead, *others = [told[name] for name in ("晚开", "等通知", "准时")]
    assert not lead.all("RELATED-TO")
    for other in others:
        assert other.value("RELATED-TO") == lead.value("UID")
    assert told["改期"].value("RELATED-TO") == told["改期后"].value("UID")
    assert told["改期后"].value("RELATED-TO") == told["改期"].value("UID")
    assert not told["普通"].all("RELATED-TO")


def test_34_a_city_announced_late_is_pointed_to_once_it_is_public(
    show, showcase, fetch, frozen_clock
):
    first = show(showcase=showcase, is_opening=True, announced_at=None)
    second = show(showcase=showcase, is_opening=True)
    assert "RELATED-TO" not in only(fetch().content)

    scheduling.announce(first)

    after = Performance.objects.get(pk=second.pk).calendar_entry.text
    assert f"RELATED-TO;RELTYPE=SIBLING:{first.uid}" in after


def test_the_conditional_show_says_when_it_is_decided(told):
    description = checks.told(told["看天气"].value("DESCRIPTION"))
    assert "原因：看风力" in description
    assert "前决定。" in description
    assert told["看天气"].value("SUMMARY").startswith("〔待定〕")


def test_a_late_opening_says_its_new_time(told):
    assert told["晚开"].value("SUMMARY").startswith("〔推迟〕")
    assert told["晚开"].value("DTSTART") == "20231120T203000"
    assert "推迟到11月20日(周一)20:30" in checks.told(told["晚开"].value("DESCRIPTION"))
    assert told["等通知"].value("STATUS") == "TENTATIVE"


def test_what_is_off_says_why_and_where_it_went(told):
    text = checks.told(told["取消"].value("DESCRIPTION"))
    assert "原因：大雪封路, 不通; 行" in text
    text = checks.told(told["改期"].value("DESCRIPTION"))
    assert "原因：沙尘暴" in text
    assert "改到" in text


def test_a_private_venue_is_its_banners_name_in_every_feed(season, told):
    assert told["不公开"].value("LOCATION") == "科尔沁右翼中旗"
    for body in season.bodies().values():
        assert "隐名" not in "\n".join(checks.unfolded(body))
    private = season.rows["private"]
    assert f"/calendars/venues/{private.code}.ics" not in season.feeds


def test_the_default_window_lacks_only_what_is_old(season):
    now = checks.events(season.feeds["/calendars/all.ics"][0])
    ever = checks.events(season.feeds[EVERYTHING][0])
    left = {e.value("UID") for e in ever} - {e.value("UID") for e in now}
    assert left == {str(season.shows[name].uid) for name in ("夏日", "秋天取消")}


@pytest.fixture(autouse=True)
def _closed_gate():
    yield
    assert not gate.is_open()
