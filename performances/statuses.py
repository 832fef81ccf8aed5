"""The words for what becomes of a show, the same on page, board, feed and mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    HOLD = "hold", _("On hold")
    CONFIRMED = "confirmed", _("Confirmed")
    CONDITIONAL = "conditional", _("Conditional")
    LATE = "late", _("Late")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", pgettext_lazy("status", "Cancelled")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Statuses whose bookings nobody else may overlap (rule 5.2).
FIRM = frozenset({Status.CONFIRMED, Status.CONDITIONAL, Status.LATE})
# Statuses that occupy time at all: firm ones, and holds softly.
BOOKED = FIRM | {Status.HOLD}
# Never shown to the public, whatever announced_at says.
INSIDE = frozenset({Status.DRAFT, Status.HOLD})
# Off: the slot is free again, the row stays and says why.
OFF = frozenset({Status.POSTPONED, Status.CANCELLED, Status.WITHDRAWN})
