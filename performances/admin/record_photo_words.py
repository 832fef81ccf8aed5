"""Words of one picture of a record, changed on its page, or away with the picture."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..forms.records import PhotoForm
from ..models import RecordPhoto
from ..scheduling import SchedulingError, change_photo, remove_photo
from .record_page import RecordInspect
from .refusals import announce_refusal, at_field


class PhotoChange(RecordInspect):
    """Refused, the page is shown with what was typed, the picture's form open."""

    any_permission_required = ["change"]
    row_verb = "change"
    inspect_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.record_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        photo = get_object_or_404(self.object.photos, pk=kwargs["photo"])
        form = PhotoForm(request.POST, photo=photo)
        is_away = bool(request.POST.get("remove"))
        if not (is_away or form.is_valid()):
            messages.error(request, _("Nothing was saved. Look at the marked fields."))
            return self.refused(form, 200)
        try:
            self.take(photo, form, is_away=is_away)
        except SchedulingError as error:
            if form.is_valid():
                at_field(form, error)
            return self.refused(form, announce_refusal(request, error))
        return redirect(self.record_url())

    def take(self, photo: RecordPhoto, form: PhotoForm, *, is_away: bool) -> None:
        if is_away:
            remove_photo(photo, by=self.request.user)
            messages.success(self.request, _("The picture is deleted."))
            return
        change_photo(photo, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved."))

    def refused(self, form: PhotoForm, status: int) -> HttpResponse:
        self.typed_photo = form
        context = self.get_context_data(**self.kwargs)
        return self.render_to_response(context, status=status)

    def record_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk]) + "#photos"
