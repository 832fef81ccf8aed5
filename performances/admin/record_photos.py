"""Pictures of a record in the admin: sending them, and how each is shown."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base.row_views import RowInReach

from .. import pictures
from ..forms.records import PhotoForm, PicturesForm
from ..models import Record, RecordPhoto
from ..picture_rights import cleared
from ..scheduling import PhotoFacts, add_photos
from ..scheduling.report_photos import MOST_PHOTOS
from .form_page import FormPage


class PhotoAdd(RowInReach, FormPage):
    model = Record
    any_permission_required = ["change"]
    row_verb = "change"
    template_name = "performances/admin/record_photos.html"
    header_icon = "image"
    index_url_name = inspect_url_name = ""

    def rows(self) -> QuerySet:
        return Record.objects.select_related(
            "performance__venue__region", "performance__region"
        ).prefetch_related("performance__troupe_parts__troupe__region")

    def record_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.kwargs["pk"]]) + "#photos"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def form(self, data: Any = None) -> PicturesForm:
        return PicturesForm(data, self.request.FILES if data is not None else None)

    def take(self, form: PicturesForm) -> HttpResponse:
        values = form.cleaned_data
        facts = [
            PhotoFacts(
                # One byte too many is enough to be told that it is too heavy.
                data=file.read(pictures.MOST_BYTES + 1),
                consent=values["consent"],
                caption=values["caption"],
                may_publish=values["may_publish"],
            )
            for file in values["photos"][: MOST_PHOTOS + 1]
        ]
        made = add_photos(self.object, facts, by=self.request.user).photos
        told = ngettext(
            "%(n)s picture is added.", "%(n)s pictures are added.", len(made)
        )
        messages.success(self.request, told % {"n": len(made)})
        return redirect(self.record_url())

    def page(self, form: PicturesForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            object=self.object,
            media=form.media,
            back_url=self.record_url(),
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        return _("Add pictures")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Record._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.record_url(), "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]


def photo_lines(
    record: Record, url_name: str, typed: PhotoForm | None = None
) -> list[dict[str, Any]]:
    """Each picture with its words and, where one may, the form that changes them;
    `typed` is one that was refused."""
    free = {photo.pk for photo in record.public_photos}
    photos = cleared(record.photos.all())
    return [
        {
            "photo": photo,
            "is_public": photo.pk in free,
            "form": _form_of(photo, typed) if url_name else None,
            "url": reverse(url_name, args=[record.pk, photo.pk]) if url_name else "",
        }
        for photo in photos
    ]


def _form_of(photo: RecordPhoto, typed: PhotoForm | None) -> PhotoForm:
    is_it = typed is not None and typed.photo.pk == photo.pk
    return typed if is_it else PhotoForm(photo=photo)
