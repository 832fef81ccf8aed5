"""Conditional requests, line by line of RFC 9110, section 13."""

import pytest

from ulanmuqi.base.conditions import judge

TAG = '"abc"'
# Wed, 01 Nov 2023 00:00:00 GMT
THEN = 1_698_796_800
SAME = "Wed, 01 Nov 2023 00:00:00 GMT"
BEFORE = "Tue, 31 Oct 2023 23:59:59 GMT"
LATER = "Thu, 02 Nov 2023 00:00:00 GMT"


def judged(**given):
    return judge({f"HTTP_{k.upper()}": v for k, v in given.items()}, TAG, THEN)


@pytest.mark.parametrize(
    "known",
    [
        TAG,
        f"W/{TAG}",  # 8.8.3.2: None-Match compares weakly
        "*",
        " * ",
        f'"x", {TAG}',
        f'"x",{TAG},W/"y"',
        f'"x" ,\t{TAG} ,, "y"',
        f'"with,comma", {TAG}',
        f"garbage, {TAG}",
    ],
)
def test_a_known_tag_is_not_modified(known):
    assert judged(if_none_match=known) == 304


@pytest.mark.parametrize(
    "known",
    ['"other"', "abc", "", ",", '"ABC"', 'W/"other"', '"abc', "*,", '"*"', "w/*"],
)
def test_an_unknown_tag_or_garbage_is_answered_in_full(known):
    assert judged(if_none_match=known) == 200


def test_a_tag_with_a_comma_is_one_tag():
    assert judge({"HTTP_IF_NONE_MATCH": '"a,b"'}, '"a,b"', THEN) == 304
    assert judge({"HTTP_IF_NONE_MATCH": '"a,b"'}, '"b"', THEN) == 200


@pytest.mark.parametrize(
    "since",
    [
        SAME,
        LATER,
        "Wednesday, 01-Nov-23 00:00:00 GMT",
        "Wed Nov  1 00:00:00 2023",
        "Sat, 01 Jan 2095 00:00:00 GMT",
    ],
)
def test_not_modified_since_in_each_of_the_three_forms(since):
    assert judged(if_modified_since=since) == 304


@pytest.mark.parametrize(
    "since",
    [
        BEFORE,
        "Tuesday, 31-Oct-23 23:59:59 GMT",
        "Tue Oct 31 23:59:59 2023",
        "Sunday, 06-Nov-94 08:49:37 GMT",  # two digits: 1994, not 2094
        *("yesterday", "", "2023-11-01T00:00:00Z", "1698796800", f"{SAME}, {SAME}"),
        *("Wed, 99 Nov 2023 00:00:00 GMT", "Wed, 01 Nov 2023 00:00:00 +0800"),
    ],
)
def test_modified_since_or_no_date_is_answered_in_full(since):
    assert judged(if_modified_since=since) == 200


@pytest.mark.parametrize("known", ['"other"', "garbage", ""])
def test_beside_a_tag_the_date_is_never_asked(known):
    """13.1.3: If-Modified-Since is ignored when there is an If-None-Match."""
    assert judged(if_none_match=known, if_modified_since=SAME) == 200


def test_a_tag_counts_although_the_date_is_older():
    assert judged(if_none_match=TAG, if_modified_since=BEFORE) == 304


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        (TAG, 200),
        ("*", 200),
        (f'"x", {TAG}', 200),
        (f"W/{TAG}", 412),  # 13.1.1: Match compares strongly
        ('"other"', 412),
        ("garbage", 200),
    ],
)
def test_a_match_that_fails_is_refused(wanted, status):
    assert judged(if_match=wanted) == status
    # 13.2.2: it wins over the date, and is asked before None-Match.
    assert judged(if_match=wanted, if_unmodified_since=BEFORE) == status
    later = judged(if_match=wanted, if_none_match=TAG)
    assert later == (304 if status == 200 else 412)


@pytest.mark.parametrize(
    ("until", "status"), [(SAME, 200), (LATER, 200), (BEFORE, 412), ("garbage", 200)]
)
def test_unmodified_since(until, status):
    assert judged(if_unmodified_since=until) == status


def test_nothing_asked_is_answered_in_full():
    assert judged() == 200
    assert judged(range="bytes=0-9", if_range=TAG) == 200


def test_a_long_field_is_read_in_one_pass():
    assert judged(if_none_match='"' * 100_000) == 200
    assert judged(if_none_match=f'"{"x" * 50_000}", ' * 2 + TAG) == 304
