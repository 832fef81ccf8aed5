"""What is typed in the opening room and on a site's page: how an item stands, go."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.base.plain_text import PlainForm

from ..models import Readiness
from .instants import check_day

# A key of the database: anything longer is nobody's row.
LARGEST_KEY = 2**63 - 1
_FORMAT = "%Y-%m-%dT%H:%M"


class BeijingMinute(forms.Field):
    """A day and an hour in one native input, read as Beijing time whoever types."""

    default_error_messages = {"invalid": _("Give the day and the hour.")}

    def __init__(self, **how: Any) -> None:
        # In the input's own form: browsers take no other.
        widget = forms.DateTimeInput(
            format=_FORMAT, attrs={"type": "datetime-local", "step": 60}
        )
        super().__init__(widget=widget, **how)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            # Seconds come from browsers that add them.
            read = datetime.strptime(str(value)[:16], _FORMAT)  # noqa: DTZ007
        except ValueError:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid"
            ) from None
        check_day(read.date())
        return read.replace(tzinfo=clock.SHANGHAI)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(clock.SHANGHAI).strftime(_FORMAT)
        return value


class TickForm(PlainForm):
    """One item of one city, as it was seen (`version`, `seen_venue`)."""

    city = forms.IntegerField(max_value=LARGEST_KEY, required=False)
    item = forms.ChoiceField(choices=Readiness.Item.choices)
    troupe = forms.IntegerField(required=False, max_value=LARGEST_KEY)
    state = forms.ChoiceField(choices=Readiness.State.choices)
    note = forms.CharField(required=False, max_length=200, strip=True)
    expected_at = BeijingMinute(required=False)
    version = forms.IntegerField(min_value=0, max_value=LARGEST_KEY)
    seen_venue = forms.IntegerField(required=False, max_value=LARGEST_KEY)

    @property
    def key(self) -> str:
        """The item it is about, as lines are named; of garbage too."""
        item, troupe = self.data.get("item", ""), self.data.get("troupe", "")
        return f"{item}:{troupe}" if troupe else str(item)


class LinkForm(PlainForm):
    """A new site link; `live` is how many the page showed, so that a form sent twice
    issues one."""

    city = forms.IntegerField(max_value=LARGEST_KEY)
    label = forms.CharField(
        max_length=80,
        # Translators: zh: 请写明发给谁，就绪情况会记在这个名下。
        error_messages={"required": _("Say whom the link is for.")},
    )
    live = forms.IntegerField(min_value=0, max_value=1000)


class GoForm(PlainForm):
    """Go or no-go; without a city it is the final word."""

    city = forms.IntegerField(required=False, max_value=LARGEST_KEY)
    go = forms.TypedChoiceField(
        choices=[("go", pgettext_lazy("opening", "Go")), ("no", _("No-go"))],
        coerce=lambda value: value == "go",
    )
    said_by = forms.CharField(max_length=120)
    why = forms.CharField(required=False, max_length=300)
    seen = forms.CharField(max_length=64)
