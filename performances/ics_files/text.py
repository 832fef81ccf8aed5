"""What a TEXT value says, as words that may be entered here (`ulanmuqi.base.texts`)."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from ulanmuqi.base.texts import UNFIT, fault_of

_ESCAPED = re.compile(r"\\([\\;,:nN\"])")
_BREAKS = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
_ROUNDS = 3


def plain(value: str) -> str:
    """The text of a TEXT value, without characters that nobody may enter here."""
    text = _ESCAPED.sub(
        lambda found: "\n" if found[1] in "nN" else found[1], value[:20_000]
    )
    return UNFIT.sub("", _BREAKS.sub("\n", text.replace("\r", "")))


def plain_text(value: str) -> str:
    """A description without markup; programs of offices write HTML there."""
    text = plain(value)
    for _round in range(_ROUNDS):
        if fault_of(text) is None:
            break
        text = _unmarked(text)
    else:
        # Markup within markup: its words stay, its signs mean nothing any more.
        text = text.replace("<", "‹").replace(">", "›").replace("&", "＆")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(_without_gaps(lines)).strip()


def one_line(value: str) -> str:
    return " ".join(plain_text(value).split())


def _unmarked(text: str) -> str:
    reader = _Words()
    reader.feed(text)
    reader.close()
    return UNFIT.sub("", "".join(reader.words))


def _without_gaps(lines: Iterable[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class _Words(HTMLParser):
    """The words of a page; what scripts and styles say is left out."""

    _ENDS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag in self._ENDS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)
