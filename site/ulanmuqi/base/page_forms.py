"""Page forms whose address part is never in an editor's way."""

from typing import Any

from django.urls import reverse_lazy
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from .codes import pinyin_slug

LONGEST_SLUG = 200


class PinyinSlugInput(SlugInput):
    """Turns whatever was typed into pinyin; the same rule fills it while typing.

    Wagtail's own script drops Chinese characters, so it would offer an empty slug.
    """

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, follows_title: bool = True
    ) -> None:
        super().__init__(attrs)
        title = (
            "w-sync:check->pinyin-slug#check w-sync:apply->pinyin-slug#follow:prevent"
            if follows_title
            else "w-sync:check->pinyin-slug#leave:prevent "
            "w-sync:apply->pinyin-slug#leave:prevent"
        )
        self.attrs |= {
            "data-controller": "pinyin-slug",
            "data-action": f"change->pinyin-slug#tidy {title}",
            "data-pinyin-slug-address-value": reverse_lazy("pinyin_slug"),
        }

    class Media:
        js = ("js/admin/pinyin-slug.js",)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return pinyin_slug(value, limit=LONGEST_SLUG) if value else value


class PublicPageForm(WagtailAdminPageForm):
    # Whether the address is made from the title while somebody types it.
    slug_follows_title = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].widget = PinyinSlugInput(
                follows_title=self.slug_follows_title
            )

    def clean(self) -> dict[str, Any]:
        """Fills an empty slug before Wagtail asks whether it is free."""
        if "slug" in self.fields and not self.cleaned_data.get("slug"):
            self.instance.title = self.cleaned_data.get("title") or self.instance.title
            self.cleaned_data["slug"] = self._free_slug()
            self._errors.pop("slug", None)
        return super().clean()

    def _free_slug(self) -> str:
        wanted = self.instance.default_slug()
        taken = set()
        if self.parent_page is not None:
            siblings = self.parent_page.get_children().exclude(pk=self.instance.pk)
            taken = set(
                siblings.filter(slug__startswith=wanted).values_list("slug", flat=True)
            )
        number, slug = 1, wanted
        while slug in taken:
            number += 1
            slug = f"{wanted}-{number}"
        return slug
