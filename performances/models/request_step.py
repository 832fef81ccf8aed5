"""What was said and done about a request, and what the place says afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .gate import GatedModel
from .performance import Performance
from .request import Request


class RequestStep(GatedModel):
    """One thing said or done about a request. `is_inside` steps are for those who
    handle it; all others are read by the asker, word for word."""

    class Kind(models.TextChoices):
        ASKED = "asked", pgettext_lazy("request step", "Asked for a show")
        HELD = "held", pgettext_lazy("request step", "Held to be checked")
        LET_IN = "let_in", pgettext_lazy("request step", "Checked")
        PASSED_ON = (
            "passed_on",
            pgettext_lazy("request step", "Passed on to the league"),
        )
        MOVED = "moved", pgettext_lazy("request step", "The show got another time")
        SETTLED = "settled", pgettext_lazy("request step", "The show is settled")
        OFF = "off", pgettext_lazy("request step", "The show is off")
        HANDED = "handed", pgettext_lazy("request step", "Handed to another troupe")
        ASKED_BACK = "asked_back", pgettext_lazy("request step", "A question")
        REPLIED = "replied", pgettext_lazy("request step", "Reply")
        ACCEPTED = "accepted", pgettext_lazy("request step", "Accepted")
        PROPOSED = "proposed", pgettext_lazy("request step", "Another date proposed")
        AGREED = "agreed", pgettext_lazy("request step", "The date suits")
        DISAGREED = "disagreed", pgettext_lazy("request step", "The date does not suit")
        SCHEDULED = "scheduled", pgettext_lazy("request step", "Put in the schedule")
        UNLINKED = "unlinked", pgettext_lazy("request step", "To be scheduled anew")
        PLAYED = "played", pgettext_lazy("request step", "Played by the schedule")
        CONFIRMED = "confirmed", pgettext_lazy("request step", "Confirmed by the place")
        DECLINED = "declined", pgettext_lazy("request step", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("request step", "Withdrawn")
        FREED = "freed", pgettext_lazy("request step", "The day kept was let go")
        KEPT = "kept", pgettext_lazy("request step", "The show stays all the same")
        LAPSED = "lapsed", pgettext_lazy("request step", "Lapsed")
        REOPENED = "reopened", pgettext_lazy("request step", "Taken up again")
        NOTED = "noted", pgettext_lazy("request step", "Note")
        REMINDED = "reminded", pgettext_lazy("request step", "Reminder sent")
        BLANKED = "blanked", pgettext_lazy("request step", "Name and telephone deleted")

    # An answer to the asker; a question is none.
    ANSWERS = frozenset({Kind.ACCEPTED, Kind.PROPOSED, Kind.SCHEDULED, Kind.DECLINED})
    # What the asker did, whoever wrote it down.
    OF_ASKER = frozenset(
        {
            Kind.ASKED, Kind.REPLIED, Kind.AGREED, Kind.DISAGREED, Kind.CONFIRMED,
            Kind.WITHDRAWN,
        }
    )  # fmt: skip

    request = models.ForeignKey(Request, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    words = models.CharField(max_length=500, blank=True)
    # Plain values of that moment: the day proposed, the troupe, the audience counted.
    facts = models.JSONField(default=dict)
    is_inside = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_of_asker(self) -> bool:
        return self.kind in self.OF_ASKER


class PlaceConfirmation(GatedModel):
    """What the place itself says of the show it asked for: that it was there, and how
    many came. The troupe's own record is another row, and neither overwrites the other.
    It stays with its show when another answers the request."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="confirmations")
    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="place_confirmations"
    )
    took_place = models.BooleanField(_("took place"))
    audience = models.PositiveIntegerField(_("audience counted"), null=True)
    at = models.DateTimeField()
    # None: by the asker, on the private page.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("confirmation by the place")
        verbose_name_plural = _("confirmations by places")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "performance"],
                name="a_place_confirms_a_show_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.took_place}"
