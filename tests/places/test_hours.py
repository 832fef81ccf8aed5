"""Opening hours: a line a weekday, typed as people write it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from ulanmuqi.places.hours import (
    WeekHoursField,
    day_text,
    parse_day,
    week_text,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("  ", None),
        ("休息", []),
        ("closed", []),
        ("全天", [[0, 1440]]),
        ("9-12", [[540, 720]]),
        ("9:00–12:00 14:00–22:30", [[540, 720], [840, 1350]]),
        ("９：００至１２：００，１４：００到２２：３０", [[540, 720], [840, 1350]]),
        ("14:00~22:30、9.00-12.00", [[540, 720], [840, 1350]]),
        ("18:00-2:00", [[1080, 1560]]),
        ("8:00-24:00", [[480, 1440]]),
    ],
)
def test_what_can_be_typed(text: str, expected: Any) -> None:
    assert parse_day(text) == expected


@pytest.mark.parametrize(
    "text",
    ["早上", "9", "25:00-26:00", "9:70-10:00", "9-12 下午", "9-12 11-14", "8-24:30"],
)
def test_what_cannot(text: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        parse_day(text)
    assert text in str(wrong.value)


def test_too_many_stretches_are_refused() -> None:
    with pytest.raises(ValidationError):
        parse_day("1-2 3-4 5-6 7-8 9-10")


@pytest.mark.parametrize("text", ["", "09:00–12:00 14:00–22:30", "18:00–02:00"])
def test_what_is_shown_can_be_typed_again(text: str) -> None:
    assert day_text(parse_day(text)) == text


def test_words_are_read_back_in_either_language() -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for day in ([], [[0, 1440]]):
                assert parse_day(day_text(day)) == day


def test_a_week_tells_the_days_somebody_knows() -> None:
    with translation.override("zh-hans"):
        assert week_text([None, [], [[540, 1320]], *[None] * 4]) == (
            "星期二休息；星期三09:00–22:00"
        )
        assert week_text([[[480, 1410]]] * 7) == "每天08:00–23:30"
    assert week_text([]) == ""


class TestTheField:
    field = WeekHoursField().formfield()

    def test_nothing_typed_is_nothing_known(self) -> None:
        assert self.field.clean([""] * 7) == []

    def test_a_line_a_weekday(self) -> None:
        lines = ["9-12", "休息", *[""] * 5]
        assert self.field.clean(lines) == [[[540, 720]], [], *[None] * 5]

    def test_every_wrong_line_names_its_day(self) -> None:
        with pytest.raises(ValidationError) as wrong, translation.override("zh-hans"):
            self.field.clean(["x", *[""] * 5, "y"])
        assert [text.partition("：")[0] for text in wrong.value.messages] == [
            "星期一",
            "星期日",
        ]

    def test_saving_the_same_is_no_change(self) -> None:
        stored = [[[540, 720]], [], *[None] * 5]
        shown = self.field.widget.decompress(stored)
        assert not self.field.has_changed(stored, shown)
        assert self.field.has_changed(stored, [""] * 7)
        assert not self.field.has_changed([], None)
