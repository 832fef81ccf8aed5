"""What of a photograph is kept: its pixels, upright, and nothing the camera wrote."""

import struct
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageOps

from performances import pictures
from performances.pictures import Fault, UnfitPicture, fit_to_keep
from tests.factories import jpeg

ORIENTATION, GPS = 0x0112, 0x8825


def _exif() -> bytes:
    """A telephone held upright, at a known place."""
    notes = Image.Exif()
    notes[ORIENTATION] = 6
    notes[0x010F] = "手机"
    notes.get_ifd(GPS).update({1: "N", 2: (40.0, 48.0, 0.0), 3: "E", 4: (111.0, 0, 0)})
    return notes.tobytes()


def _opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_where_it_was_taken_is_gone_and_it_stands_upright() -> None:
    sent = jpeg(80, 40, exif=_exif())
    assert _opened(sent).getexif().get_ifd(GPS)
    kept = fit_to_keep(sent)
    picture = _opened(kept.data)
    assert (picture.format, picture.size) == ("JPEG", (40, 80))
    assert (kept.width, kept.height) == (40, 80)
    assert not picture.getexif()
    assert b"Exif" not in kept.data


def test_a_large_one_becomes_as_large_as_is_needed() -> None:
    kept = fit_to_keep(jpeg(4_800, 1_200))
    assert (kept.width, kept.height) == (2_400, 600)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_shines_through_becomes_paper(form: str) -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, form)
    assert _opened(fit_to_keep(out.getvalue()).data).getpixel((1, 1)) == (
        255,
        255,
        255,
    )


def test_an_animation_is_its_first_picture() -> None:
    out = BytesIO()
    first = Image.new("RGB", (4, 4), "red")
    first.save(out, "WEBP", save_all=True, append_images=[first.copy()])
    assert _opened(fit_to_keep(out.getvalue()).data).size == (4, 4)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"\0\0\0\x18ftypheic" + b"\0" * 99, Fault.HEIC),
        (b"\0\0\0\x18ftypmif1" + b"\0" * 99, Fault.HEIC),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.NO_PICTURE),
        (b"GIF89a" + b"\0" * 99, Fault.NO_PICTURE),
        (jpeg()[:200], Fault.NO_PICTURE),
        (b"\xff\xd8\xff\xe0" + b"\0" * 4_000, Fault.NO_PICTURE),
    ],
)
def test_what_is_none_is_told_apart(data: bytes, fault: Fault) -> None:
    with pytest.raises(UnfitPicture) as unfit:
        fit_to_keep(data)
    assert unfit.value.fault is fault


def test_too_heavy_and_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = jpeg(400, 300)
    monkeypatch.setattr(pictures, "MOST_PIXELS", 400 * 300 - 1)
    with pytest.raises(UnfitPicture, match="too_large"):
        fit_to_keep(sent)
    monkeypatch.setattr(pictures, "MOST_BYTES", len(sent) - 1)
    with pytest.raises(UnfitPicture, match="too_heavy"):
        fit_to_keep(sent)


def _png_header(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and has not a pixel."""
    body = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    part = b"IHDR" + body
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(body))
        + part
        + struct.pack(">I", zlib.crc32(part))
        + struct.pack(">I", 100)
        + b"IDAT"
    )


@pytest.mark.parametrize("edge", [5_000, 20_000])
def test_a_small_file_of_enormous_size_is_not_unfolded(edge: int) -> None:
    """A flat PNG of 100 kB unfolds to 100 MB and more."""
    with pytest.raises(UnfitPicture, match="too_large"):
        fit_to_keep(_png_header(edge, edge))


def test_pictures_sent_at_once_leave_the_process_as_it_was() -> None:
    """Warnings are the process's own: a filter set by one upload would hold for all."""
    before = list(warnings.filters)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fit_to_keep, [jpeg(900, 900)] * 24))
    assert list(warnings.filters) == before


def test_notes_of_the_camera_that_are_damaged_are_left_behind_too() -> None:
    exif = _exif()
    damaged = jpeg(80, 40, exif=exif[:-30])
    assert fit_to_keep(damaged).width in (40, 80)


@pytest.mark.parametrize("held", range(1, 9))
def test_it_stands_upright_however_it_was_held(held: int) -> None:
    """Against Pillow's own turning, by where the dark corner comes to lie."""
    picture = Image.new("RGB", (48, 32), "white")
    picture.paste("black", (0, 0, 16, 8))
    notes, out = Image.Exif(), BytesIO()
    notes[ORIENTATION] = held
    picture.save(out, "JPEG", exif=notes.tobytes(), quality=95)
    kept = _opened(fit_to_keep(out.getvalue()).data).convert("L")
    wanted = ImageOps.exif_transpose(_opened(out.getvalue())).convert("L")
    assert kept.size == wanted.size
    assert max(ImageChops.difference(kept, wanted).getextrema()) < 60


def test_a_second_picture_inside_a_jpeg_does_not_make_it_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Gain maps of telephones: Pillow calls such a file an MPO."""
    monkeypatch.setattr(pictures, "MOST_PIXELS_WHOLE", 1_000)
    out = BytesIO()
    inner = Image.new("RGB", (20, 15), "grey")
    Image.new("RGB", (80, 60), "green").save(
        out, "MPO", save_all=True, append_images=[inner]
    )
    kept = pictures.fit_to_keep(out.getvalue())
    assert (kept.width, kept.height) == (80, 60)
