"""The OpenAPI document and its page for people."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from . import answers, languages
from .document import document
from .limits import READS
from .manual import manual


def openapi(request: HttpRequest) -> HttpResponse:
    """No query but those of the moment."""
    return answers.json(json.dumps(document(), ensure_ascii=False))


def docs(request: HttpRequest) -> HttpResponse:
    """No query but those of the moment. `?lang=` is for people, who cannot choose a
    header."""
    with translation.override(_language(request)):
        context = {
            "manual": manual(document()),
            "base": settings.BASE_URL,
            "limit": READS,
        }
        response = render(request, "performances/api_docs.html", context)
        response["Content-Language"] = languages.tag()
    return response


def _language(request: HttpRequest) -> str:
    chosen = {"zh": languages.CHINESE, "en": languages.ENGLISH}
    return chosen.get(request.GET.get("lang", ""), languages.wanted(request))
