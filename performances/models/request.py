"""点单: somebody asks for a show, and what is said until it has taken place."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from troupes.genres import Category
from troupes.models import Troupe, Work
from ulanmuqi.places.models import Region, Venue

from ..statuses import BOOKED, Status
from .gate import GatedModel
from .performance import Performance
from .request_query import NO_SHOW, RequestQuerySet

if TYPE_CHECKING:
    from .request_step import PlaceConfirmation

DIGITS = 8


def _new_number() -> str:
    """What is said on the telephone: digits, never a count of what was asked."""
    return str(secrets.randbelow(9 * 10 ** (DIGITS - 1)) + 10 ** (DIGITS - 1))


class Request(GatedModel):
    """One request for one show. `waiting_since` is since when the desk owes a word:
    empty while it is the asker's turn, and at the end. `troupe` is in whose hands it
    is first; from `passed_on_at` on its league has to see to it."""

    class State(models.TextChoices):
        HELD = "held", pgettext_lazy("request", "To be checked")
        RECEIVED = "received", pgettext_lazy("request", "Received")
        REVIEW = "review", pgettext_lazy("request", "Being talked over")
        ACCEPTED = "accepted", pgettext_lazy("request", "Accepted")
        PROPOSED = "proposed", pgettext_lazy("request", "Another date proposed")
        SCHEDULED = "scheduled", pgettext_lazy("request", "Scheduled")
        DONE = "done", pgettext_lazy("request", "Played")
        DECLINED = "declined", pgettext_lazy("request", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn by the asker")
        LAPSED = "lapsed", pgettext_lazy("request", "Lapsed")

    OPEN = frozenset(
        {State.HELD, State.RECEIVED, State.REVIEW, State.ACCEPTED, State.PROPOSED}
    )
    # What "the show was not there" leaves without an answer, until there is one anew.
    UNANSWERED = frozenset({State.REVIEW, State.WITHDRAWN, State.LAPSED})
    OVER = frozenset({State.DONE, State.DECLINED, State.WITHDRAWN, State.LAPSED})

    class Place(models.TextChoices):
        GACHA = "gacha", pgettext_lazy("asker", "Gacha or village")
        COMMUNITY = "community", pgettext_lazy("asker", "Community")
        SCHOOL = "school", pgettext_lazy("asker", "School")
        CARE = "care", pgettext_lazy("asker", "Care home")
        WORK = "work", pgettext_lazy("asker", "Enterprise or mine")
        BORDER = "border", pgettext_lazy("asker", "Border post")
        OTHER = "other", pgettext_lazy("asker", "Other")

    class Setting(models.TextChoices):
        OPEN_AIR = "open_air", _("Outdoors")
        INDOORS = "indoors", _("Indoors")
        EITHER = "either", pgettext_lazy("setting", "Either")

    class Source(models.TextChoices):
        PAGE = "page", pgettext_lazy("request", "On the site")
        TELEPHONE = "telephone", pgettext_lazy("request", "By telephone")

    number = models.CharField(
        _("number"), max_length=DIGITS, unique=True, default=_new_number, editable=False
    )
    # Of the form it was sent with: the same form twice is one request.
    form_key = models.CharField(max_length=32, unique=True, null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.RECEIVED
    )
    source = models.CharField(
        _("how it came"), max_length=10, choices=Source, default=Source.PAGE
    )
    # Why it is held: words of `request_doubts`.
    doubts = models.JSONField(default=list, blank=True)

    place_kind = models.CharField(
        _("who asks"), max_length=10, choices=Place, default=Place.GACHA
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="requests", verbose_name=_("region")
    )
    place_name = models.CharField(_("place"), max_length=80)
    venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="requests",
        verbose_name=_("venue"),
    )  # fmt: skip
    window_from = models.DateField(_("from"))
    window_until = models.DateField(_("until"))
    when_words = models.CharField(_("when, in words"), max_length=120, blank=True)
    genre = models.CharField(_("genre"), max_length=12, choices=Category, blank=True)
    work = models.ForeignKey(
        Work, models.SET_NULL, null=True, blank=True, related_name="requests",
        verbose_name=_("work"),
    )  # fmt: skip
    wished_troupe = models.ForeignKey(
        Troupe, models.SET_NULL, null=True, blank=True, related_name="wished_by",
        verbose_name=_("wished troupe"),
    )  # fmt: skip
    audience = models.PositiveIntegerField(_("expected audience"), null=True)
    setting = models.CharField(
        _("indoors or outdoors"), max_length=10, choices=Setting, default=Setting.EITHER
    )
    power = models.CharField(_("power"), max_length=8, choices=Venue.Power, blank=True)
    space = models.CharField(_("space"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    # Of a person: for those who handle it alone, and blanked when it is long over.
    contact_name = models.CharField(_("contact person"), max_length=40, blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    phone_key = models.CharField(max_length=40, blank=True, editable=False)
    network_key = models.CharField(max_length=40, blank=True, editable=False)
    blanked_at = models.DateTimeField(null=True, editable=False)

    asked_at = models.DateTimeField(_("asked at"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    troupe = models.ForeignKey(
        Troupe, models.SET_NULL, null=True, related_name="requests",
        verbose_name=_("troupe"),
    )  # fmt: skip
    waiting_since = models.DateTimeField(null=True, editable=False)
    passed_on_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    proposed_on = models.DateField(_("proposed day"), null=True)
    proposed_hour = models.TimeField(_("proposed hour"), null=True)
    performance = models.ForeignKey(
        Performance, models.SET_NULL, null=True, related_name="requests",
        verbose_name=_("performance"),
    )  # fmt: skip
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        # Translators: zh: 点单
        verbose_name = _("request for a show")
        verbose_name_plural = _("requests for shows")
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["state", "waiting_since"]),
            models.Index(fields=["region", "state"]),
            models.Index(fields=["troupe", "state"]),
            models.Index(fields=["answered_at"]),
            models.Index(fields=["phone_key", "asked_at"]),
            models.Index(fields=["network_key", "asked_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(window_until__gte=models.F("window_from")),
                name="request_window_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="proposed")
                | models.Q(proposed_on__isnull=False),
                name="a_proposed_request_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.spoken_number} · {self.region.name}"

    @property
    def spoken_number(self) -> str:
        """In two halves, as it is read out."""
        half = DIGITS // 2
        return f"{self.number[:half]} {self.number[half:]}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER

    @property
    def show(self) -> Performance | None:
        """The show that answers it, where it was postponed to; None when it was thrown
        away. A query more for each postponement beyond the first."""
        show = self.performance
        while show is not None and show.status == Status.POSTPONED:
            later = getattr(show, "replacement", None)
            if later is None:
                break
            show = later
        return show

    @property
    def confirmation(self) -> "PlaceConfirmation | None":
        """What the place says of the show that answers it; where none does any more,
        what it said last. One query, none after `with_said`."""
        show, said = self.show, self.confirmations.all()
        if show is None:
            return max(said, key=lambda one: one.at, default=None)
        return next((one for one in said if one.performance_id == show.pk), None)

    @property
    def denied(self) -> "PlaceConfirmation | None":
        """The place says that the show was not there, and nobody has answered the
        request since. One query, and only while it is talked over."""
        if self.state != self.State.REVIEW or self.performance_id is not None:
            return None
        said = self.confirmation
        return said if said is not None and not said.took_place else None

    @property
    def show_to_confirm(self) -> Performance | None:
        """The show the place is asked about: also the one it said was not there, for
        that may have been a slip of the thumb."""
        denied = self.denied
        return self.show if denied is None else denied.performance

    @property
    def lost_its_show(self) -> bool:
        """Scheduled, and the show is off or gone, or keeps no time any more: somebody
        has to see to it again."""
        if self.state != self.State.SCHEDULED:
            return False
        show = self.show
        return show is None or show.status in NO_SHOW

    def keeps_a_show(self, now: datetime) -> bool:
        """Taken back, and the show or the day kept for it still stands: somebody has
        to let it go, or to say that it stays."""
        show = self.show if self.state == self.State.WITHDRAWN else None
        return show is not None and show.status in BOOKED and show.ends_at > now

    def may_be_confirmed(self, now: datetime) -> bool:
        """Whether the place can be asked if the show was there: as long as its contacts
        are kept, for words said later would never be blanked."""
        if self.blanked_at is not None:
            return False
        if self.denied is not None:
            return True
        show = self.show
        if self.state not in (self.State.SCHEDULED, self.State.DONE) or show is None:
            return False
        return show.ends_at <= now and show.status not in (Status.DRAFT, Status.HOLD)
