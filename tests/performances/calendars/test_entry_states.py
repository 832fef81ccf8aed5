"""What one entry says when a show is not as it was announced."""

from datetime import timedelta

import pytest

from performances.models import Performance, gate
from performances.statuses import Status
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import events, lines


@pytest.mark.parametrize(
    ("status", "mark", "ical_status", "first_line"),
    [
        (Status.CONDITIONAL, "〔待定〕", "TENTATIVE", "待定：能否演出要看天气或道路。"),
        (Status.LATE, "〔推迟〕", "CONFIRMED", "本场推迟到11月20日(周一)19:30开演。"),
        (Status.POSTPONED, "〔改期〕", "CANCELLED", "本场改期，新的日期待定。"),
        (Status.CANCELLED, "〔取消〕", "CANCELLED", "本场取消。"),
        (Status.WITHDRAWN, "〔取消〕", "CANCELLED", "本场撤销，不演出。"),
    ],
)
def test_every_exception_is_told_in_status_title_and_text_with_its_reason(
    show, change, entry, status, mark, ical_status, first_line
):
    made = show(title="草原新歌")
    plain = entry()

    change(made, raises=True, status=status, status_reason="大雪封路")

    event = entry()
    assert event["SUMMARY"] == f"{mark}草原新歌"
    assert event["STATUS"] == ical_status
    assert lines(event)[:2] == [first_line, "原因：大雪封路"]
    assert event["SEQUENCE"] == plain["SEQUENCE"] + 1
    for kept in ("UID", "LOCATION", "DTSTART", "DTEND", "CATEGORIES", "URL", "GEO"):
        assert event[kept] == plain[kept]


def test_a_conditional_show_says_when_it_is_decided(show, entry):
    show(
        status=Status.CONDITIONAL,
        status_reason="看风力",
        decide_by=CURTAIN - timedelta(hours=6),
    )

    assert lines(entry())[:3] == [
        "待定：能否演出要看天气或道路。",
        "原因：看风力",
        "是否演出，最迟11月20日(周一)13:30前决定。",
    ]


def test_a_late_opening_says_what_was_planned_and_when_it_opens(show, entry, showcase):
    late = CURTAIN + timedelta(minutes=45)
    show(status=Status.LATE, showcase=showcase, is_opening=True, starts_at=late)

    event = entry()

    assert event["DTSTART"].dt == late
    assert (
        lines(event)[0]
        == "本场原定11月20日(周一)19:30，推迟到11月20日(周一)20:15开演。"
    )


def test_a_late_opening_without_a_new_hour_promises_the_next_word(
    show, entry, showcase
):
    show(
        status=Status.LATE,
        showcase=showcase,
        is_opening=True,
        next_word_at=CURTAIN - timedelta(minutes=15),
    )

    event = entry()

    assert event["STATUS"] == "TENTATIVE"
    assert event["SUMMARY"].startswith("〔推迟〕")
    assert lines(event)[0] == (
        "本场推迟，新的开演时间待定，11月20日(周一)19:15再通知。"
    )


def test_a_postponed_show_tells_the_new_date_and_its_replacement_the_old_one(
    show, change, fetch, bayannur_venue
):
    old = show(title="草原新歌")
    change(old, raises=True, status=Status.POSTPONED, status_reason="沙尘暴")
    new = show(
        title="草原新歌",
        replaces=old,
        venue=bayannur_venue,
        starts_at=CURTAIN + timedelta(days=1, hours=-5),
    )

    gone, comes = events(fetch().content)

    assert gone["STATUS"] == "CANCELLED"
    assert gone["DTSTART"].dt == CURTAIN
    assert lines(gone)[0] == (
        f"本场改期，改到11月21日(周二)14:30，地点：{comes['LOCATION']}。"
    )
    assert comes["STATUS"] == "CONFIRMED"
    assert lines(comes)[0] == "本场由11月20日(周一)19:30改期而来。"
    assert gone["RELATED-TO"] == comes["UID"] == str(new.uid)
    assert comes["RELATED-TO"] == gone["UID"] == str(old.uid)


def test_the_old_date_follows_when_the_replacement_moves(show, change, fetch):
    old = show(status=Status.POSTPONED)
    new = show(replaces=old, starts_at=CURTAIN + timedelta(days=1))
    stamp = old.calendar_entry.modified_at

    change(new, raises=True, starts_at=CURTAIN + timedelta(days=2),
           ends_at=CURTAIN + timedelta(days=2, hours=1))  # fmt: skip

    gone, _comes = events(fetch().content)
    assert lines(gone)[0].startswith("本场改期，改到11月22日(周三)19:30")
    assert gone["LAST-MODIFIED"].dt > stamp
    assert gone["SEQUENCE"] == 0


def test_a_replacement_that_falls_through_is_not_promised(show, change, fetch):
    old = show(status=Status.POSTPONED)
    new = show(replaces=old, starts_at=CURTAIN + timedelta(days=1))

    change(new, raises=True, status=Status.CANCELLED)

    gone, _cancelled = events(fetch().content)
    assert lines(gone)[0] == "本场改期；改期后的场次又有变动，请看详情页。"


def test_a_replacement_that_is_not_public_yet_is_not_told(show, entry):
    old = show(status=Status.POSTPONED)
    show(replaces=old, status=Status.HOLD, starts_at=CURTAIN + timedelta(days=1))
    with gate.opened():
        Performance.objects.filter(replaces=old).update(announced_at=None)

    event = entry()

    assert lines(event)[0] == "本场改期，新的日期待定。"
    assert "RELATED-TO" not in event
