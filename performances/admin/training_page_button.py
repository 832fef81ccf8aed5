"""From the editor of a page about training to the session it tells of."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from troupes.models import TrainingPage
from ulanmuqi.base import rights

from ..models import TrainingSession


def session_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str = ""
) -> Iterator[Button]:
    """Nothing for other pages; one query for a page about training."""
    if not isinstance(page, TrainingPage) or page.pk is None:
        return
    rows = TrainingSession.objects.filter(page__translation_key=page.translation_key)
    row = rows.first()
    if row is None or not rights.may(user, "view", row):
        return
    url = reverse("training_sessions:inspect", args=[row.pk])
    # Translators: zh: 对应的学习培训
    yield Button(_("Its training session"), url, icon_name="glasses", priority=90)
