"""Answers an editor's form with the pinyin of what was typed."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from . import codes

LONGEST_TEXT = 255


@require_safe
def pinyin_slug(request: HttpRequest) -> JsonResponse:
    """{"slug": "niu-pi-san-yi"}; behind the login of the admin like its neighbours."""
    text = request.GET.get("text", "")[:LONGEST_TEXT]
    return JsonResponse({"slug": codes.pinyin_slug(text)})
