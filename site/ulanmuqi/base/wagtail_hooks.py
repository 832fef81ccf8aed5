"""Registers what all pages share in the admin; the logic is in its own files."""

from django.urls import path
from wagtail import hooks

from . import row_copies, slug_view

hooks.register("before_copy_page", row_copies.before_copy_page)


@hooks.register("register_admin_urls")
def register_slug_address() -> list:
    return [path("pinyin-slug/", slug_view.pinyin_slug, name="pinyin_slug")]
