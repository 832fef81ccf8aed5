"""When notices go out, and who looks at them first: kept in the admin."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from ulanmuqi.places.models import Region

LONGEST_SETTLING = 120


@register_setting(icon="mail", order=120)
class NoticeSettings(ClusterableModel, BaseGenericSetting):
    settle_minutes = models.PositiveSmallIntegerField(
        _("minutes to wait"),
        default=10,
        validators=[MinValueValidator(0), MaxValueValidator(LONGEST_SETTLING)],
        help_text=_(
            "So long nothing more may change before a notice goes out; then all that "
            "changed is told at once. Changes to shows within 24 hours never wait."
        ),
    )
    review = models.BooleanField(
        _("look at every notice before it goes out"), default=False
    )
    review_leagues = ParentalManyToManyField(
        Region,
        blank=True,
        related_name="+",
        limit_choices_to={"level": Region.Level.LEAGUE},
        verbose_name=_("leagues that look at theirs first"),
    )
    use_robots = models.BooleanField(
        _("also tell the group chats"),
        default=False,
        help_text=_(
            "By the robots of WeCom and DingTalk whose keys the operator set up."
        ),
    )

    remind_of_records = models.BooleanField(
        # Translators: zh: 提醒缺的演出记录
        _("remind of missing records"),
        default=True,
        help_text=_(
            "A troupe hears the morning after its show, and once more three days later."
        ),
    )
    league_after_days = models.PositiveSmallIntegerField(
        # Translators: zh: 几天后告诉盟市
        _("days until the league hears"),
        default=7,
        validators=[MinValueValidator(2), MaxValueValidator(60)],
        help_text=_("Counted from the day of the show."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("settle_minutes"), FieldPanel("use_robots")],
            heading=_("Sending"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("review"),
                FieldRowPanel(
                    [FieldPanel("review_leagues", widget=CheckboxSelectMultiple)]
                ),
            ],
            heading=_("Review"),
        ),
        MultiFieldPanel(
            [FieldPanel("remind_of_records"), FieldPanel("league_after_days")],
            # Translators: zh: 演出记录
            heading=_("Records of shows"),
        ),
    ]

    class Meta:
        verbose_name = _("notices about changes")

    def reviews(self, region: Region) -> bool:
        """Whether somebody looks first at what goes to the people of a region."""
        if self.review:
            return True
        leagues = {league.pk for league in self.review_leagues.all()}
        return region.league_id in leagues
