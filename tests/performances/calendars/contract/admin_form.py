"""Fills in a form of the admin as a browser would: what it shows, with some changes."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

_FIELDS = ["input", "textarea", "select"]
_UNSENT = ("file", "submit", "button", "image")


def values_of(page: bytes) -> dict[str, Any]:
    """What the page's own form would send if it were saved as it stands."""
    soup = BeautifulSoup(page, "html.parser")
    form = max(soup.find_all("form"), key=lambda one: len(one.find_all(_FIELDS)))
    values: dict[str, Any] = {}
    for field in form.find_all(_FIELDS):
        name, kind = field.get("name", ""), field.get("type", "")
        is_blank_row = "__prefix__" in name
        if not name or is_blank_row or field.has_attr("disabled") or kind in _UNSENT:
            continue
        if field.name == "select":
            chosen = field.find_all("option", selected=True)
            sent = [option.get("value", option.text) for option in chosen]
            values[name] = sent if field.has_attr("multiple") else (sent or [""])[0]
        elif field.name == "textarea":
            values[name] = field.text.removeprefix("\n")
        elif kind not in ("checkbox", "radio"):
            values[name] = field.get("value", "")
        elif field.has_attr("checked"):
            values[name] = field.get("value", "on")
    return values


def errors_of(page: bytes) -> list[str]:
    soup = BeautifulSoup(page, "html.parser")
    found = soup.select(".error-message, .errorlist, .messages, .w-field__errors")
    return [" ".join(one.text.split()) for one in found if one.text.strip()]


def save(client: Client, path: str, **changes: Any) -> Any:
    """Opens the page, changes some values and saves. Fails when it is refused."""
    page = client.get(path, follow=True)
    address = page.request["PATH_INFO"]
    answer = client.post(address, values_of(page.content) | changes)
    assert answer.status_code == 302, errors_of(answer.content)
    return answer
