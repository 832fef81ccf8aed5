"""What a telephone dials, from what an office typed."""

import pytest

from ulanmuqi.base.telephones import Telephone, telephones


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("", []),
        ("0479-7222222", ["04797222222"]),
        ("(0479) 722 2222", ["04797222222"]),
        ("+86 479 7222222", ["+864797222222"]),
        ("0479-7222222转801", ["04797222222,801"]),
        ("0479-7222222、7222333", ["04797222222", "7222333"]),
        ("0479-7222222 或 7222333", ["04797222222", "7222333"]),
        ("０００-0000123", ["0000000123"]),
        ("＋８６（０４７９）７２２－２２２２转８", ["+8604797222222,8"]),
        ("12345", ["12345"]),
        ("办公室", [""]),
        ("1957", [""]),
        ('"><script>', [""]),
    ],
)
def test_telephones(typed, dialled):
    found = telephones(typed)
    assert [one.dialled for one in found] == dialled


def test_a_number_is_said_as_it_was_typed():
    assert telephones(" 0479-7222222 转 801 ") == (
        Telephone("0479-7222222 转 801", "04797222222,801"),
    )
