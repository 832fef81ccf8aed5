"""Stage trucks as the schedule knows them: the shows that take one are judged by it."""

from django.db.models import Model
from django.utils.translation import ngettext

from troupes.admin.crew import TruckViewSet as TroupesTruckViewSet
from ulanmuqi.base.row_views import RowEdit

from .. import scheduling
from . import uses
from .rejudged import tell_of_warnings

# What the rules hold against the shows it goes with.
_JUDGED = frozenset(
    {
        "stage_width_m", "stage_depth_m", "stage_height_m", "power", "power_kw",
        "has_light", "has_sound",
    }
)  # fmt: skip


class TruckEdit(RowEdit):
    def save_instance(self) -> Model:
        """Saves the row and judges its shows, in the transaction of form_valid."""
        truck = super().save_instance()
        if _JUDGED & set(self.form.changed_data):
            self._tell(scheduling.judge_truck_again(truck))
        return truck

    def _tell(self, count: int) -> None:
        if not count:
            return
        sentence = ngettext(
            "%(count)s show with this truck now stands under a new warning.",
            "%(count)s shows with this truck now stand under a new warning.",
            count,
        )
        tell_of_warnings(self.request, sentence % {"count": count})


class TruckViewSet(TroupesTruckViewSet):
    edit_view_class = TruckEdit
    uses = (uses.of_truck,)
