"""Photographs come in the size a screen needs, keep their place, say what they show."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from ulanmuqi.base.models import Picture
from ulanmuqi.base.templatetags.photos import LAYOUTS, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawn = BytesIO()
    Image.linear_gradient("L").resize((1500, 1000)).save(drawn, "PNG")
    return Picture.objects.create(
        title="草场",
        description="队员“甲”在草场上 <唱歌>",
        credit="本站",
        file=ContentFile(drawn.getvalue(), "meadow.png"),
    )


def attributes(tag: str) -> dict[str, str]:
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_offered_as_avif_and_webp_in_several_widths(picture, layout):
    html = photo(picture, layout)

    source, image = re.findall(r"<(?:source|img)[^>]*>", html)
    offered, shown = attributes(source), attributes(image)
    assert offered["type"] == "image/avif"
    assert offered["sizes"] == shown["sizes"] == LAYOUTS[layout].sizes
    for srcset, suffix in ((offered["srcset"], ".avif"), (shown["srcset"], ".webp")):
        files = [one.split() for one in srcset.split(", ")]
        assert len(files) == len(LAYOUTS[layout].specs)
        assert all(name.endswith(suffix) for name, _width in files)
        widths = [int(width.removesuffix("w")) for _name, width in files]
        assert widths == sorted(set(widths))
    assert int(shown["width"]) > 0
    assert int(shown["height"]) > 0
    assert shown["alt"] == "队员“甲”在草场上 &lt;唱歌&gt;"


def test_the_first_of_a_page_is_asked_for_at_once_and_others_when_needed(picture):
    first, later = photo(picture, "wide", first=True), photo(picture, "wide")

    assert "lazy" not in first
    assert 'fetchpriority="high"' in first
    assert 'loading="lazy"' in later
    assert "fetchpriority" not in later


def test_it_is_made_once(picture, django_assert_num_queries):
    photo(picture, "cover")
    with django_assert_num_queries(0):
        photo(picture, "cover")


def test_without_a_picture_there_is_nothing(picture):
    assert photo(None, "wide") == ""


def test_a_lost_file_breaks_no_page(picture):
    picture.file.storage.delete(picture.file.name)

    assert "not-found" in photo(Picture.objects.get(), "wide")


def test_no_template_shows_a_picture_in_another_way():
    templates = Path(__file__).resolve().parents[2] / "templates"
    others = re.compile(r"<img|{% (?:image|picture|srcset_image) (?!page\.meta)")
    found = [
        str(path.relative_to(templates))
        for path in templates.rglob("*.html")
        if "admin" not in path.parts[len(templates.parts) :][:2]
        and others.search(path.read_text())
    ]
    assert found == []
