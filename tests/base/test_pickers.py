"""What somebody types as a day or an hour stays theirs."""

import json

import pytest
from django.db import models
from wagtail.admin.forms.models import registry

from performances.forms.instants import DayField, HourField
from ulanmuqi.base.pickers import DayPicker, HourPicker, InstantPicker


@pytest.mark.parametrize("widget", [DayPicker, HourPicker, InstantPicker])
def test_a_picker_leaves_what_it_cannot_read(widget):
    """The script of Wagtail's picker would write today or this minute instead."""
    shown = widget().get_context("when", "25:00", {"id": "when"})["widget"]
    assert json.loads(shown["config_json"])["validateOnBlur"] is False


@pytest.mark.parametrize(
    "field", [models.DateField, models.TimeField, models.DateTimeField]
)
def test_forms_of_models_have_these_pickers(field):
    picker = registry.get(field())["widget"]
    assert "validateOnBlur" in picker().get_config()


def test_an_hour_is_read_as_a_chinese_keyboard_writes_it():
    field = HourField()
    assert field.clean("１９：３０").isoformat() == "19:30:00"
    assert field.clean("9：05").isoformat() == "09:05:00"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (HourField, "25:00", "19:30"),
        (HourField, "下午3点", "19:30"),
        (DayField, "12月3日", "2026-07-01"),
    ],
)
def test_what_is_no_day_or_hour_is_refused_with_an_example(field, typed, said):
    with pytest.raises(Exception, match=said):
        field().clean(typed)
