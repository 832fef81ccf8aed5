"""A name in vertical Mongolian script: `{% mongolian venue.mongolian %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ulanmuqi.base.mongolian import has_rare_letters

register = template.Library()


@register.simple_tag
def mongolian(name: str) -> SafeString:
    """Nothing for a name that is not known. Put it where `aria-hidden` says that it
    repeats the Chinese name."""
    if not name:
        return SafeString()
    style = "mn all" if has_rare_letters(name) else "mn"
    return format_html('<span class="{}" lang="mn-Mong">{}</span>', style, name)
