"""Going ahead against a warning, on the road: for those of a troupe who coordinate."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import rights

from ..scheduling import ConflictsFound, SchedulingError
from .my_fields import MyForm, words_field


class AcceptPart(MyForm):
    """The field stands in the page once a reason is all that is missing."""

    accept = words_field(
        # Translators: zh: 照样改，是因为
        gettext_lazy("Go ahead all the same, because"),
        300,
        # Translators: zh: 留在记录里，不公开。
        help_text=gettext_lazy("Kept on record, not public."),
    )
    asks_why = False

    def ask_why(self, error: SchedulingError, user: Any) -> bool:
        """Whether the user may answer for what was found; then the field says so."""
        self.asks_why = (
            isinstance(error, ConflictsFound)
            and not error.blocked
            and all(rights.may(user, "accept", row) for row in error.rows)
        )
        if self.asks_why:
            # Translators: zh: 还没有改。要照样改，在这里写明理由，再点一次。
            told = _("Not done yet. To go ahead, say why here and press once more.")
            self.add_error("accept", told)
        return self.asks_why
