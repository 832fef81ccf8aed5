"""The form of the site's details: a page in Mongolian only where its words stand."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from ulanmuqi.base.grouped_choice import GroupedChoiceField
from ulanmuqi.places.admin.choices import league_of
from ulanmuqi.places.models import Region

from ..mongolian import glossary


class SiteDetailsForm(WagtailAdminModelForm):
    mongolian_banner = GroupedChoiceField(
        queryset=Region.objects.banners().select_related("league").order_by("path"),
        heading=league_of,
        line=lambda region: region.local_name,
        required=False,
        # Translators: zh: 不开放
        empty_label=gettext_lazy("Not open"),
        label=gettext_lazy("banner of the page in Mongolian"),
        help_text=gettext_lazy(
            "When chosen, /mn/ tells this banner's shows of eight days in Mongolian. "
            "It can be chosen once all words are entered and checked."
        ),
    )

    def clean_mongolian_banner(self) -> Any:
        banner = self.cleaned_data["mongolian_banner"]
        if banner is None or "mongolian_banner" not in self.changed_data:
            return banner
        words = glossary.read(banner)
        if not words.is_complete:
            raise ValidationError(
                # Translators: zh: 还不能开放：%(total)s个词里校对了%(done)s个。还缺的见
                # “设置 → 蒙古文词汇”。
                _(
                    "Not yet: %(done)s of %(total)s words are checked. What is missing "
                    "stands under Settings → Mongolian words."
                )
                % {"done": words.done, "total": words.total}
            )
        return banner
