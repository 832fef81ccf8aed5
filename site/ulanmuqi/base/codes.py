"""Short ASCII codes for rows: made once from the name, never changed."""

import re
import secrets

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"

validate_code = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    _("Use small letters, digits and single hyphens, for example sunite-youqi."),
)


def pinyin_slug(text: str, *, limit: int = 60) -> str:
    """Pinyin in small ASCII letters joined by hyphens; "" when nothing remains."""
    # Its dictionaries take half a second to load, which every start would pay.
    from pypinyin import lazy_pinyin

    plain = " ".join(lazy_pinyin(text))
    words = re.findall(r"[a-z0-9]+", plain.lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > limit:
            break
        slug = longer
    return slug


def random_code(length: int = 8) -> str:
    """Lower-case letters and digits that cannot be misread for one another."""
    return "".join(secrets.choice(ALPHABET) for _index in range(length))
