"""Several names in a line, no longer than there is room for."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def listed(names: Sequence[str], *, at_most: int) -> str:
    """A、B、C, and how many more."""
    # Translators: zh: 、
    shown = _(", ").join(names[:at_most])
    left = len(names) - at_most
    if left <= 0:
        return shown
    # Translators: zh: %(names)s，另有%(count)s个
    return _("%(names)s and %(count)s more") % {"names": shown, "count": left}
