"""Atom feeds (RFC 4287): entries in, the same bytes for everyone out."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from xml.sax.saxutils import XMLGenerator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
MAX_AGE = 300
_NAMESPACE = uuid.UUID("6f0c1e0a-58a5-4f0e-9d58-3e8f8a0c1957")
# The day the first troupe was founded: "never" for a feed that holds nothing yet.
_NEVER = datetime(1957, 6, 17, tzinfo=UTC)
# What XML 1.0 cannot hold, should a reason contain it.
_UNFIT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """`key` is the entry's for ever, among all feeds; `page` a path of this site;
    `text` is plain. Both instants are aware."""

    key: str
    title: str
    text: str
    page: str
    published: datetime
    updated: datetime
    term: str = ""
    label: str = ""


def answer(
    request: HttpRequest,
    entries: Sequence[AtomEntry],
    *,
    title: str,
    address: str,
    page: str,
    only_grows: bool = False,
) -> HttpResponse:
    """The feed, or 304 without it. `address` and `page` are the canonical paths of
    the feed and of the page it belongs to.

    Where entries can leave, no date of theirs says when it last changed: such a feed
    is compared by its ETag alone, and only one that `only_grows` tells a date.
    """
    changed = max((entry.updated for entry in entries), default=_NEVER)
    changed = changed.replace(microsecond=0)
    body = _feed(entries, title, address, page, changed).encode()
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    stamp = int(changed.timestamp()) if only_grows else None
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    return get_conditional_response(
        request, etag=response["ETag"], last_modified=stamp, response=response
    )


def _feed(
    entries: Sequence[AtomEntry],
    title: str,
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


def _entry(xml: XMLGenerator, entry: AtomEntry) -> None:
    xml.startElement("entry", {})
    _element(xml, "title", entry.title)
    # The language counts: the two feeds' entries are different texts.
    _element(xml, "id", _urn(f"{entry.key} {get_language()}"))
    _element(xml, "published", _instant(entry.published))
    _element(xml, "updated", _instant(entry.updated))
    _link(xml, "alternate", settings.BASE_URL + entry.page, "text/html")
    if entry.term:
        xml.startElement("category", {"term": entry.term, "label": entry.label})
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
