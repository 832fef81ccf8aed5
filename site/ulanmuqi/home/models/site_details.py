"""Who runs the site, how to reach them, and the filing numbers the law asks for."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from ulanmuqi.places.models import Region

from .site_details_form import SiteDetailsForm


@register_setting(icon="home", order=100)
class SiteDetails(BaseSiteSetting):
    """Everything here is shown in the footer when filled, and nothing when empty."""

    # Translators: zh: 主办单位
    operator = models.CharField(_("operator"), max_length=120, blank=True)
    operator_en = models.CharField(_("operator in English"), max_length=200, blank=True)
    contact_phone = models.CharField(_("public telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("public e-mail address"), blank=True)
    contact_address = models.CharField(_("address"), max_length=200, blank=True)
    privacy_note = models.TextField(
        # Translators: zh: 隐私说明
        _("privacy note"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for the footer."),
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page about privacy"),
    )
    # Translators: zh: ICP备案号
    icp_number = models.CharField(_("ICP filing number"), max_length=60, blank=True)
    # Translators: zh: 公安备案号
    psb_number = models.CharField(
        _("public security filing number"),
        max_length=60,
        blank=True,
        validators=[RegexValidator(r"\d", _("This number has digits in it."))],
    )
    # Translators: zh: 审图号
    map_number = models.CharField(
        _("review number of the map"),
        max_length=60,
        blank=True,
        help_text=_("A public map in China needs an approved base map."),
    )

    mongolian_banner = models.ForeignKey(
        Region,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        # Translators: zh: 蒙古文页面的旗县
        verbose_name=_("banner of the page in Mongolian"),
        # Translators: zh: 选好以后，/mn/ 用蒙古文列出这个旗县今天起八天的演出。词汇没有
        # 全部录入和校对之前选不了。
        help_text=_(
            "When chosen, /mn/ tells this banner's shows of eight days in Mongolian. "
            "It can be chosen once all words are entered and checked."
        ),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("operator"),
                FieldPanel("operator_en"),
                FieldPanel("contact_phone"),
                FieldPanel("contact_email"),
                FieldPanel("contact_address"),
            ],
            heading=_("Who runs the site"),
        ),
        MultiFieldPanel(
            [FieldPanel("privacy_note"), PageChooserPanel("privacy_page")],
            heading=_("Privacy"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("icp_number"),
                FieldPanel("psb_number"),
                FieldPanel("map_number"),
            ],
            heading=_("Filing numbers"),
        ),
        MultiFieldPanel(
            [FieldPanel("mongolian_banner")],
            # Translators: zh: 蒙古文页面
            heading=_("Page in Mongolian"),
        ),
    ]
    base_form_class = SiteDetailsForm

    class Meta:
        # Translators: zh: 网站信息
        verbose_name = _("details of the site")

    @property
    def psb_digits(self) -> str:
        """The digits of the public security number, for the register's address."""
        return "".join(filter(str.isdigit, self.psb_number))
