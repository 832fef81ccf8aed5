"""After something beside the shows changed: how many came under a new warning."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages as wagtail_messages


def tell_of_warnings(request: HttpRequest, sentence: str) -> None:
    """The sentence, with the way to the shows with open warnings."""
    url = reverse("performances:index") + "?warnings=open"
    link = wagtail_messages.button(url, _("Show them"))
    wagtail_messages.warning(request, sentence, buttons=[link])
