"""A QR code as one SVG path, made on the server: `{% qr address %}`."""

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def qr(address: str) -> SafeString:
    """White plate and quiet zone are the stylesheet's (`.qr`)."""
    code = segno.make_qr(address, error="m")
    size = code.symbol_size(border=0)[0]
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<path transform="translate(0 .5)" d="{2}"/></svg>',
        size,
        # Translators: zh: 二维码：%(address)s
        _("QR code: %(address)s") % {"address": address},
        "".join(_runs(code.matrix)),
    )


def _runs(matrix: tuple[bytearray, ...]) -> list[str]:
    """One horizontal stroke for each run of dark modules."""
    strokes = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            start = x
            while x < len(row) and row[x]:
                x += 1
            strokes.append(f"M{start} {y}h{x - start}")
    return strokes
