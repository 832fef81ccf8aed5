"""What is played: programmes of a troupe's own works and of songs everybody knows."""

from random import Random

from performances.scheduling import ItemFacts
from troupes.genres import Category, genres
from troupes.models import Troupe, Work

from .cast import Cast

LONGEST = 100

# Folk songs, dances and forms that belong to nobody: (genre, title).
_TRADITIONAL = (
    ("long_song", "小黄马"),
    ("long_song", "走马"),
    ("short_song", "嘎达梅林"),
    ("short_song", "诺恩吉雅"),
    ("medley", ""),
    ("khoomei", ""),
    ("ensemble_song", ""),
    ("singing_playing", ""),
    ("morin_khuur", "万马奔腾"),
    ("sihu", "八音"),
    ("yatga", ""),
    ("instrument_ensemble", "阿斯尔"),
    ("chopstick_dance", "筷子舞"),
    ("bowl_dance", "盅碗舞"),
    ("andai", "安代舞"),
    ("small_dance", ""),
    ("holboo", ""),
    ("kuaiban", ""),
    ("xiaopin", ""),
    ("errentai", "走西口"),
    ("recitation", ""),
    ("dance_song", ""),
    ("versatile", ""),
)


def item_of(work: Work) -> ItemFacts:
    return ItemFacts(
        form=form_of(work.genre),
        title=work.title,
        work=work,
        minutes=work.minutes,
        genre=work.category,
        is_example=True,
    )


def programme(
    cast: Cast,
    troupe: Troupe,
    chance: Random,
    *,
    count: int,
    genre: str = Category.MIXED,
) -> tuple[ItemFacts, ...]:
    """So many entries: the troupe's own works first and last, known pieces between.

    A show of one genre keeps to it, as far as there are pieces.
    """
    own = [item_of(work) for work in cast.works_of[troupe.pk]]
    known = [
        _traditional(code, title, chance)
        for code, title in chance.sample(_TRADITIONAL, len(_TRADITIONAL))
    ]
    if genre != Category.MIXED:
        own = [item for item in own if item.genre == genre]
        known.sort(key=lambda item: item.genre != genre)
    chance.shuffle(own)
    own = own[: max(2, count // 2)]
    middle = known[: max(0, count - len(own))]
    return _within(LONGEST, (*own[:1], *middle, *own[1:]))


def _within(minutes: int, items: tuple[ItemFacts, ...]) -> tuple[ItemFacts, ...]:
    while length(items) > minutes:
        items = items[:-1]
    return items


def form_of(genre: str) -> str:
    """How a programme calls it: one of the names the list of genres gives it."""
    return genres()[genre].name.split("/")[-1].split("(")[0]


def _traditional(code: str, title: str, chance: Random) -> ItemFacts:
    genre = genres()[code]
    low, high = genre.minutes
    return ItemFacts(
        form=form_of(code),
        title=title,
        minutes=chance.randint(low, min(high, low + 6)),
        genre=genre.category,
        is_example=True,
    )


def length(items: tuple[ItemFacts, ...]) -> int:
    """Minutes on stage, announcements between the entries included."""
    return sum(item.minutes or 0 for item in items) + len(items) // 2
