"""Marks what is Chinese within a page of another language. Pure: HTML in, HTML out.

Names, titles and reasons come from rows that may have no English. Instead of asking
every template to mark each of them, the finished page is gone through once, so that
none is forgotten: screen readers read it in Chinese, and the right glyphs are drawn.
"""

import re
from collections.abc import Iterator

CHINESE = "zh-Hans"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff5e"
# Between two Chinese characters figures, dots and quotes belong to the run.
_RUN = re.compile(
    f"[{_MARKS}“‘]*[{_HAN}](?:[{_HAN}{_MARKS}0-9·“”‘’—…+ -]*[{_HAN}{_MARKS}”’])?"
)
_HAS_HAN = re.compile(f"[{_HAN}]")
_LATIN = re.compile("[A-Za-z]")
# Text of these cannot hold elements; it is left as it stands.
_TOKEN = re.compile(
    r"<!--.*?-->|<(script|style|title|textarea|svg)\b.*?</\1\s*>|<[^<>]*>", re.S
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_LANG = re.compile(r"\slang=\"?([A-Za-z-]*)")
_DESCRIBED = re.compile(r"\s(?:alt|content|placeholder|title|value)=\"([^\"]*)\"")
_VOID = frozenset(
    (
        "area",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "wbr",
    )
)


def mark(html: str, language: str) -> str:
    """`language` is that of the page around it. Elements that say their own language
    are taken at their word. The time is that of one pass."""
    return "".join(_marked(html, language)) if _HAS_HAN.search(html) else html


def _marked(html: str, language: str) -> Iterator[str]:
    inside: list[tuple[str, str]] = []
    opened, at = "", 0
    for token in _TOKEN.finditer(html):
        text = html[at : token.start()]
        tag = token.group()
        around = inside[-1][1] if inside else language
        if _is_chinese(text, around):
            if opened and tag.startswith("</") and not _LATIN.search(text):
                yield f'{opened[:-1]} lang="{CHINESE}">{text}'
            else:
                yield opened + _runs(text)
        else:
            yield opened + text
        opened, at = "", token.end()
        if token.group(1) or not (named := _TAG.match(tag)):
            yield tag
            continue
        closes, name = named.groups()
        if closes:
            _leave(inside, name)
            yield tag
        elif name in _VOID:
            yield _described(tag, around)
        else:
            own = _LANG.search(tag)
            inside.append((name, own[1] if own else around))
            # Held back: what follows may say what language it is in.
            if own:
                yield tag
            else:
                opened = tag
    rest = html[at:]
    yield opened + (_runs(rest) if _is_chinese(rest, language) else rest)


def _runs(text: str) -> str:
    return _RUN.sub(rf'<bdi lang="{CHINESE}">\g<0></bdi>', text)


def _is_chinese(text: str, around: str) -> bool:
    return not around.startswith("zh") and _HAS_HAN.search(text) is not None


def _described(tag: str, around: str) -> str:
    """A picture or a line of the head, by the words it carries."""
    said = _DESCRIBED.search(tag)
    if said and _is_chinese(said[1], around) and not _LANG.search(tag):
        end = "/>" if tag.endswith("/>") else ">"
        return f'{tag.removesuffix(end)} lang="{CHINESE}"{end}'
    return tag


def _leave(inside: list[tuple[str, str]], name: str) -> None:
    """Up to the element that is closed here; whatever stands open in it ends too."""
    for place in range(len(inside) - 1, -1, -1):
        if inside[place][0] == name:
            del inside[place:]
            return
