"""Pictures with the words a reader and the law ask for: description and credit."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    SourceImageIOError,
)

from . import closed_pictures


class Picture(AbstractImage):
    """An uploaded picture. The credit lives here, so no page can forget it."""

    description = models.CharField(
        _("what the picture shows"),
        max_length=255,
        # Translators: zh: 给看不到图片的读者:一句话说清画面里有谁、在做什么。
        help_text=_("For readers who cannot see it: who or what, doing what, where."),
    )
    credit = models.CharField(
        # Translators: zh: 署名
        _("credit"),
        max_length=120,
        # Translators: zh: 摄影者或提供单位,会显示在图片下方。
        help_text=_("Who took or gave the picture. It is shown under it."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_rendition(self, filter: Any) -> Any:
        self._refuse_closed()
        return super().get_rendition(filter)

    def get_renditions(self, *filters: Any) -> Any:
        self._refuse_closed()
        return super().get_renditions(*filters)

    def _refuse_closed(self) -> None:
        # Answered by Wagtail as a file that is not there.
        if closed_pictures.shown(self) is None:
            raise SourceImageIOError(f"Picture {self.pk} is not for everyone.")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="picture_rendition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.image} {self.filter_spec}"
