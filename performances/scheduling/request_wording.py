"""What a place says of its show, in the same words to the asker and at the desk."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def counted(took_place: object, audience: int | None) -> str:
    if not took_place:
        # Translators: zh: 没有演
        return _("It did not take place")
    if audience is None:
        return _("It took place")
    # Translators: zh: 演了，来了约%(count)s人
    told = ngettext(
        "It took place; about %(count)s person came",
        "It took place; about %(count)s people came",
        audience,
    )
    return told % {"count": audience}
