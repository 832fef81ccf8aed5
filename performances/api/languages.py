"""Which of the two languages a program wants its labels and errors in."""

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

CHINESE, ENGLISH = "zh-hans", "en"


def wanted(request: HttpRequest) -> str:
    """By Accept-Language; Chinese for whoever wants neither, or says nothing."""
    header = request.headers.get("Accept-Language", "")
    for language, _weight in parse_accept_lang_header(header):
        if language.startswith("en"):
            return ENGLISH
        if language.startswith("zh") or language == "*":
            return CHINESE
    return CHINESE


def tag() -> str:
    """The active language as HTTP names it."""
    return "en" if get_language() == ENGLISH else "zh-Hans"
