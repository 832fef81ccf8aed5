"""What was reported of a day, in one sentence."""

from django.utils.translation import gettext as _

from ...models import TroupeDay


def day_words(row: TroupeDay) -> str:
    """44公里、9小时、在基层; "" where nothing but remarks was said."""
    told = []
    if row.distance_km is not None:
        # Translators: zh: %(n)s公里
        told.append(_("%(n)s km") % {"n": f"{row.distance_km:,}"})
    if row.hours is not None:
        # Translators: zh: %(n)s小时
        told.append(_("%(n)s h") % {"n": f"{row.hours.normalize():f}"})
    if row.in_grassroots:
        # Translators: zh: 在基层
        told.append(_("in the grassroots"))
    # Translators: zh: 、
    return _(", ").join(told)


def reported_before(row: TroupeDay) -> str:
    """Why a first report was not taken: one stands already, whoever made it."""
    return _(
        # Translators: zh: 这一天已经报过：%(what)s。您写的还没有存。没写的已经填上报过的数；
        # 看过再点一次“上报”，就以您的为准。
        "That day was reported already: %(what)s. What you wrote is not saved yet. "
        "What you left empty shows what stands; look, then send once more, and yours "
        "counts."
    ) % {"what": day_words(row) or _("Remarks")}
