"""Pages that tell of a row: one page per language per row, rights of the row."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.quotes import within_quotes

from . import rights
from .page_forms import PublicPageForm
from .pages import PublicPage


class RowPageForm(PublicPageForm):
    """Asks for rights over the row, and says at the field what stands in the way."""

    # An empty address becomes the row's code.
    slug_follows_title = False

    def clean(self) -> dict[str, Any]:
        name = self._meta.model.row_field
        row = self.cleaned_data.get(name)
        setattr(self.instance, name, row)  # the default slug is the row's code
        if row is not None and name in self.changed_data and not self._may_present(row):
            self.add_error(
                name,
                # Translators: zh: 您不负责这一项。请改选您负责的，或请调度员来做这一页。
                _(
                    "This is outside what you work for. Choose one of yours, or ask a "
                    "coordinator to make the page."
                ),
            )
        return super().clean()

    def _may_present(self, row: models.Model) -> bool:
        return self.for_user is None or rights.may(self.for_user, "present", row)


class RowPage(PublicPage):
    """Words about one row. Publishing, copying or translating never changes the row."""

    row_field: str = ""

    base_form_class = RowPageForm

    class Meta:
        abstract = True

    @property
    def row(self) -> models.Model | None:
        return getattr(self, self.row_field)

    @property
    def heading(self) -> str:
        """The title, or the row's own name where the page is not in this language."""
        if self.locale_id and self.locale.language_code != get_language() and self.row:
            return self.row_name
        return self.title

    @property
    def row_name(self) -> str:
        """The row's name in the active language."""
        return self.row.local_name

    def default_slug(self) -> str:
        """The row's code; pinyin of the title while no row is chosen."""
        return self.row.code if self.row is not None else super().default_slug()

    def clean(self) -> None:
        super().clean()
        twin = self._twin()
        if twin is not None:
            raise ValidationError(
                {
                    self.row_field: _(
                        # Translators: zh: 这种语言已有这一项的页面“%(title)s”。请改选，
                        # 或直接编辑那一页。
                        "This language already has a page for this: “%(title)s”. "
                        "Choose another, or edit that page instead."
                    )
                    % {"title": within_quotes(twin.title)}
                }
            )

    def _twin(self) -> models.Model | None:
        """Another page about the same row in the same language.

        A later draft (a copy not finished yet) does not stand in the way of this one.
        """
        row_id = getattr(self, f"{self.row_field}_id")
        if row_id is None or self.locale_id is None:
            return None
        same = type(self).objects.filter(
            **{self.row_field: row_id}, locale_id=self.locale_id
        )
        if self.pk is not None:
            same = same.filter(models.Q(live=True) | models.Q(pk__lt=self.pk))
        return same.exclude(pk=self.pk).first()
