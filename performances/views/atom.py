"""The change log as an Atom feed (RFC 4287): the same bytes for everyone."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO
from xml.sax.saxutils import XMLGenerator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..changelog import Entry

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
MAX_AGE = 300
_NAMESPACE = uuid.UUID("6f0c1e0a-58a5-4f0e-9d58-3e8f8a0c1957")
# The day the first troupe was founded: "never" for a feed that holds nothing yet.
_NEVER = datetime(1957, 6, 17, tzinfo=UTC)
# What XML 1.0 cannot hold, should a reason contain it.
_UNFIT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def answer(
    request: HttpRequest,
    entries: Sequence[Entry],
    *,
    named: Sequence[str],
    address: str,
    page: str,
) -> HttpResponse:
    """The feed, or 304 without it. `named` are the filters in words; `address` and
    `page` are the canonical paths of the feed and of the page it belongs to."""
    changed = max((entry.at for entry in entries), default=_NEVER)
    changed = changed.replace(microsecond=0)
    body = _feed(entries, named, address, page, changed).encode()
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return get_conditional_response(
        request,
        etag=response["ETag"],
        last_modified=int(changed.timestamp()),
        response=response,
    )


def _feed(
    entries: Sequence[Entry],
    named: Sequence[str],
    address: str,
    page: str,
    changed: datetime,
) -> str:
    out = StringIO()
    xml = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    xml.startDocument()
    language = "en" if (get_language() or "").startswith("en") else "zh-Hans"
    xml.startElement(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language}
    )
    # Translators: zh: 乌兰牧骑演出变动
    title = " · ".join([_("Changes to Ulanmuqi shows"), *named])
    _element(xml, "title", title)
    _element(xml, "id", _urn(f"feed {address}"))
    _element(xml, "updated", _instant(changed))
    _link(xml, "self", settings.BASE_URL + address, "application/atom+xml")
    _link(xml, "alternate", settings.BASE_URL + page, "text/html")
    xml.startElement("author", {})
    _element(xml, "name", _("Ulanmuqi performance schedule"))
    xml.endElement("author")
    for entry in entries:
        _entry(xml, entry)
    xml.endElement("feed")
    return out.getvalue() + "\n"


def _entry(xml: XMLGenerator, entry: Entry) -> None:
    path = reverse("performance", args=[entry.performance.public_id])
    mark = f"〔{_('Example')}〕" if entry.is_example else ""
    xml.startElement("entry", {})
    _element(xml, "title", f"{mark}{entry.label} · {entry.performance.local_title}")
    # The language counts: the two feeds' entries are different texts.
    _element(xml, "id", _urn(f"change {entry.key} {get_language()}"))
    _element(xml, "published", _instant(entry.at))
    _element(xml, "updated", _instant(entry.at))
    _link(xml, "alternate", settings.BASE_URL + path, "text/html")
    xml.startElement("category", {"term": entry.kind, "label": entry.label})
    xml.endElement("category")
    _element(xml, "content", entry.text, {"type": "text"})
    xml.endElement("entry")


def _element(
    xml: XMLGenerator, name: str, text: str, attributes: dict[str, str] | None = None
) -> None:
    xml.startElement(name, attributes or {})
    xml.characters(text.translate(_UNFIT))
    xml.endElement(name)


def _link(xml: XMLGenerator, relation: str, address: str, kind: str) -> None:
    xml.startElement("link", {"rel": relation, "type": kind, "href": address})
    xml.endElement("link")


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name).urn


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
