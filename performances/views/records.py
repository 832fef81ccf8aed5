"""Reads the records that pages of past shows and ended showcases tell."""

from collections.abc import Iterable

from ..models import Performance, Record
from .cards.record import RecordCard, record_card


def record_of(show: Performance) -> RecordCard | None:
    """Of one show, with its pictures; two queries, one where nothing is reviewed."""
    return records_of([show], with_photos=True).get(show.pk)


def records_of(
    shows: Iterable[Performance], *, with_photos: bool = False
) -> dict[int, RecordCard]:
    """By the show's key, of those that tell anything; a constant number of queries."""
    rows = Record.objects.reviewed().counted().filter(performance__in=list(shows))
    photos = "photos__image" if with_photos else "photos"
    cards = {
        row.performance_id: record_card(row) for row in rows.prefetch_related(photos)
    }
    return {key: card for key, card in cards.items() if card is not None}
