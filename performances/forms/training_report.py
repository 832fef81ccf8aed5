"""Who was at a training session: a number a troupe, and what else there is to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ulanmuqi.base.plain_text import PlainForm

from ..models import TrainingSession, TrainingTroupe
from ..scheduling.allowed import TRAINING
from ..scheduling.training_facts import MOST_HOURS, MOST_PEOPLE
from ..scheduling.training_report import AttendanceFacts


class AttendanceForm(PlainForm):
    """One field for each troupe whose people the user may count."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    other_people = forms.IntegerField(
        label=_("People of no troupe"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=_("Amateurs, teachers, pupils who came to learn as well."),
    )
    hours = forms.IntegerField(
        label=_("Teaching hours"), required=False, min_value=1, max_value=MOST_HOURS
    )
    remarks = forms.CharField(
        label=_("What to know of it"),
        max_length=2000,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("For insiders: what went well, what was missing."),
    )

    def __init__(self, data: Any = None, *, user: Any, session: TrainingSession):
        super().__init__(
            data,
            initial={
                "version": session.version,
                "other_people": session.other_people,
                "hours": session.hours,
                "remarks": session.remarks,
            },
        )
        counted = TRAINING.reports_for(user, session)
        self.parts = {
            f"troupe_{part.troupe.pk}": part
            for part in session.troupe_parts.all()
            if part.troupe in counted
        }
        for name, part in self.parts.items():
            # What was expected is no count: it stands beside, never in the field.
            self.fields[name] = forms.IntegerField(
                label=part.troupe.local_name,
                initial=part.attended,
                min_value=0,
                max_value=MOST_PEOPLE,
                help_text=_asked(part),
            )
        self.order_fields(["version", *self.parts])

    def facts(self) -> AttendanceFacts:
        values = self.cleaned_data
        return AttendanceFacts(
            people={part.troupe: values[name] for name, part in self.parts.items()},
            other_people=values["other_people"],
            hours=values["hours"],
            remarks=values["remarks"],
        )


def _asked(part: TrainingTroupe) -> str:
    if part.expected is None:
        # Translators: zh: 实际到场多少人
        return gettext("How many people were there.")
    # Translators: zh: 实际到场多少人（计划%(count)s人）。
    told = gettext("How many people were there (%(count)s were expected).")
    return told % {"count": part.expected}
