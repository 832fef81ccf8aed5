"""Keeps drawn cards on disk, a bounded number: drawing one takes a while.

A file is named by what it shows, so it is never out of date; the longest unread go
first. Whatever is wrong with the disk, the card is drawn.
"""

import logging
import os
import threading
import time
from pathlib import Path

from django.conf import settings

from ...share_cards import CardFacts, draw

log = logging.getLogger(__name__)

# One at a time in a process: a crowd after one card waits for one drawing.
_pen = threading.Lock()
# How long a file stays marked as read just now, in seconds.
_MARK = 86_400
# What is thrown away at once, so that not every new card looks through all.
_SWEEP = 10


def picture(facts: CardFacts, shape: str) -> bytes:
    path = Path(settings.CARDS_ROOT) / f"{facts.token}-{shape}.png"
    kept = _read(path)
    if kept is not None:
        return kept
    with _pen:
        kept = _read(path)
        if kept is None:
            kept = draw(facts, shape)
            _keep(path, kept)
    return kept


def _read(path: Path) -> bytes | None:
    try:
        body = path.read_bytes()
        if time.time() - path.stat().st_mtime > _MARK:
            os.utime(path)
    except OSError:
        return None
    return body or None


def _keep(path: Path, body: bytes) -> None:
    """Whole or not at all: a reader never sees half a file."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(body)
        draft.replace(path)
        _sweep(path.parent)
    except OSError as error:
        log.warning("A card could not be kept: %s", error)


def _sweep(folder: Path) -> None:
    files = list(folder.glob("*.png"))
    surplus = len(files) - settings.CARDS_KEPT
    if surplus <= 0:
        return
    ages = []
    for path in files:
        try:
            ages.append((path.stat().st_mtime, path))
        except FileNotFoundError:
            continue  # another process was quicker
    for _age, path in sorted(ages)[: surplus + settings.CARDS_KEPT // _SWEEP]:
        path.unlink(missing_ok=True)
