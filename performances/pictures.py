"""A picture from somebody's telephone, made fit to be kept: bounded, and silent about
where it was taken.

Pure: bytes in, bytes out. What a camera writes into a file (position, time, its owner)
is left behind, because only the pixels are taken over; turned as the camera was held.
"""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import ExifTags, Image

MOST_BYTES = 12 * 1024 * 1024
# More than any telephone's sensor says (200 megapixels are binned to 50 at most).
MOST_PIXELS = 60_000_000
# Of forms that cannot be read at a fraction of their size: nearly 100 MB of pixels.
MOST_PIXELS_WHOLE = 24_000_000
# The longest edge kept: enough for a page in print.
LONGEST_EDGE = 2_400
_QUALITY = 84
# By what the camera says of how it was held (EXIF 2.32, 4.6.4, tag 0x0112).
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_READ = ("JPEG", "PNG", "WEBP")
# The names of files of this kind, at their beginning (ISO 23008-12).
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_HEAVY = "too_heavy"
    TOO_LARGE = "too_large"
    HEIC = "heic"
    NO_PICTURE = "no_picture"


class UnfitPicture(ValueError):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Kept:
    """A JPEG without any of what the camera had written beside the pixels."""

    data: bytes
    width: int
    height: int


def fit_to_keep(data: bytes) -> Kept:
    """Raises UnfitPicture."""
    if not data:
        raise UnfitPicture(Fault.EMPTY)
    if len(data) > MOST_BYTES:
        raise UnfitPicture(Fault.TOO_HEAVY)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise UnfitPicture(Fault.HEIC)
    try:
        return _drawn_anew(data)
    except UnfitPicture:
        raise
    except Image.DecompressionBombError as error:
        raise UnfitPicture(Fault.TOO_LARGE) from error
    # A broken file fails in as many ways as there are decoders.
    except Exception as error:
        raise UnfitPicture(Fault.NO_PICTURE) from error


def _drawn_anew(data: bytes) -> Kept:
    with Image.open(BytesIO(data), formats=_READ) as found:
        # A JPEG with a second picture in it, as many telephones write, is an MPO.
        is_jpeg = found.format in ("JPEG", "MPO")
        most = MOST_PIXELS if is_jpeg else MOST_PIXELS_WHOLE
        if found.width * found.height > most:
            raise UnfitPicture(Fault.TOO_LARGE)
        found.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        # Made small before it is turned: turning copies every pixel.
        found.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        plain = _on_white(_upright(found))
    out = BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Kept(out.getvalue(), plain.width, plain.height)


def _upright(picture: Image.Image) -> Image.Image:
    """As the camera was held; as it lies where its notes are damaged."""
    try:
        turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    # Damaged notes fail in as many ways as damaged pictures; the pixels are sound.
    except Exception:
        turn = None
    return picture.transpose(turn) if turn is not None else picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Its pixels and nothing else: a new picture has no notes of the camera."""
    paper = Image.new("RGB", picture.size, "white")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper.paste(layer, mask=layer.getchannel("A"))
    else:
        paper.paste(picture.convert("RGB"))
    return paper
