"""Registers what the site itself brings to the admin; the logic is in its own files."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import translating
from .mongolian import admin


@hooks.register("register_admin_urls")
def register_mongolian_words() -> list[URLPattern]:
    return [
        path("mongolian/", admin.GlossaryList.as_view(), name="mongolian_words"),
        path(
            "mongolian/page/<slug:code>/", admin.page_preview, name="mongolian_preview"
        ),
        path(
            "mongolian/<str:key>/", admin.GlossaryWord.as_view(), name="mongolian_word"
        ),
    ]


@hooks.register("register_admin_urls")
def register_translating() -> list[URLPattern]:
    """At the address of Wagtail's own view, which its buttons lead to."""
    return [
        path(
            "translation/submit/page/<int:page_id>/",
            translating.TranslatePage.as_view(),
            name="translate_page",
        )
    ]


@hooks.register("register_settings_menu_item")
def register_menu_item() -> MenuItem:
    return admin.GlossaryMenuItem(
        admin.TITLE,
        reverse("mongolian_words"),
        name="mongolian-words",
        icon_name="globe",
        order=110,
    )
