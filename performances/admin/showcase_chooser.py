"""A showcase chosen, or made through scheduling, inside the form of its page."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.codes import validate_code
from ulanmuqi.base.pickers import DayPicker
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.base.row_chooser import CreateRow, RowChooserViewSet

from .. import scheduling
from ..forms.instants import DayField, InstantField
from ..models import Showcase


class NewShowcaseForm(PlainForm):
    """The first facts; openings follow in the schedule, where conflicts are told."""

    title = forms.CharField(label=_("Title"), max_length=200)
    short_title = forms.CharField(
        label=_("Short title"),
        max_length=60,
        required=False,
        help_text=_("For narrow places such as calendars and rows of a list."),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        required=False,
        validators=[validate_code],
        help_text=_("Made from the title when left empty. It never changes once used."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Showcase.Kind.choices)
    launch_date = DayField(label=_("Opening day"), required=False, widget=DayPicker)
    t_zero = InstantField(
        label=_("T-zero"),
        required=False,
        help_text=_("The one instant at which every city opens (Beijing time)."),
    )

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        self.instance = Showcase()

    def save(self) -> Showcase:
        """Raises SchedulingError when scheduling refuses; nothing is written then."""
        facts = scheduling.ShowcaseFacts(**self.cleaned_data)
        return scheduling.create_showcase(facts, by=self.for_user).showcase


class CreateShowcase(CreateRow):
    def save_form(self, form: NewShowcaseForm) -> models.Model | None:
        try:
            return form.save()
        except scheduling.SchedulingError as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
            return None


class ShowcaseChooserViewSet(RowChooserViewSet):
    model = Showcase
    icon = "date"
    # Translators: zh: 选择展演
    choose_one_text = _("Choose a showcase")
    # Translators: zh: 换一场展演
    choose_another_text = _("Choose another showcase")
    # Translators: zh: 修改展演日程
    edit_item_text = _("Edit the showcase's facts")
    creation_form_class = NewShowcaseForm
    create_view_class = CreateShowcase
    searched = ("title", "short_title", "title_en", "code")


showcase_chooser = ShowcaseChooserViewSet("showcase_chooser")
