"""What the public may read of a show that is over, once the league has reviewed it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext, pgettext

from ...models import Record
from ...picture_rights import cleared


@dataclass(frozen=True, slots=True)
class RecordCard:
    """`onsite` and `online` are None where nobody said; never added together.

    `photos` are those the people in them let be shown: with picture and caption.
    """

    onsite: int | None
    online: int | None
    photos: tuple[Any, ...]
    is_example: bool

    @property
    def came(self) -> str:
        """How many came, in a phrase; "" when nobody counted."""
        parts = []
        if self.onsite is not None:
            # Translators: zh: 现场观众%(count)s人次
            told = ngettext("%(count)s on site", "%(count)s on site", self.onsite)
            parts.append(told % {"count": f"{self.onsite:,}"})
        if self.online is not None:
            # Translators: zh: 线上观看%(count)s次
            told = ngettext(
                "%(count)s view online", "%(count)s views online", self.online
            )
            parts.append(told % {"count": f"{self.online:,}"})
        # Translators: zh: ，
        return pgettext("record", ", ").join(parts)

    @property
    def tells(self) -> bool:
        return bool(self.photos) or bool(self.came)


def record_card(record: Record | None) -> RecordCard | None:
    """None before it was reviewed, and where there is nothing to tell. Needs `photos`
    with their pictures; no query then."""
    if record is None or not record.is_reviewed:
        return None
    told = RecordCard(
        onsite=record.onsite_audience,
        online=record.online_views,
        photos=tuple(cleared(record.public_photos)),
        is_example=record.is_example,
    )
    return told if told.tells else None
