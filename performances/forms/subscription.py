"""A private calendar: what it shows, chosen within one's rights, and how."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import Troupe
from troupes.rights import Scope, scope_of
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.models import Region, Venue

from ..models import Subscription
from ..scheduling import Choices

Target = Venue | Troupe | Region
PERSON = "person"
_MODELS: dict[str, type[Target]] = {"troupe": Troupe, "venue": Venue, "region": Region}
_LEAGUES = (Region.Level.REGION, Region.Level.LEAGUE)


class ChoicesForm(PlainForm):
    """`version` is of the row as it was when the page was made."""

    note = forms.CharField(
        # Translators: zh: 谁的手机
        label=gettext_lazy("Whose phone"),
        max_length=40,
        # Translators: zh: 比如“王站长的手机”。改动紧急时,凭它知道该给谁打电话。
        help_text=gettext_lazy(
            "Such as “Wang’s phone”. After an urgent change it says whom to ring."
        ),
    )
    holds = forms.BooleanField(
        # Translators: zh: 也看备选
        label=gettext_lazy("Holds too"),
        required=False,
        # Translators: zh: 标着〔备选〕,表示还没有定。
        help_text=gettext_lazy("Marked 〔备选〕: not settled yet."),
    )
    technical = forms.BooleanField(
        # Translators: zh: 也看装台、拆台、排练、转场和不可用的时间
        label=gettext_lazy("Load-in, strike, rehearsals, transfers, closures too"),
        required=False,
        # Translators: zh: 各是单独的一条,技术说明写在里面。
        help_text=gettext_lazy("Entries of their own; technical notes stand in them."),
    )
    opaque = forms.BooleanField(
        # Translators: zh: 这些时间显示为“忙碌”
        label=gettext_lazy("Show that time as busy"),
        required=False,
        # Translators: zh: 演出本身不占用您的时间。
        help_text=gettext_lazy("The shows themselves never block your time."),
    )
    alarm = forms.ChoiceField(
        # Translators: zh: 提醒
        label=gettext_lazy("Reminder"),
        choices=Subscription.Alarm.choices,
        required=False,
        # Translators: zh: 备选和取消的不提醒;没有钟点的,在前一天18:00提醒。
        help_text=gettext_lazy(
            "Holds and cancelled shows ring nobody; a day without an hour rings at "
            "18:00 on the day before. Some phones switch reminders of calendars off."
        ),
    )
    version = forms.IntegerField(
        required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput
    )

    def choices(self) -> Choices:
        """Valid only; what they mean to scheduling."""
        names = Choices.__dataclass_fields__
        return Choices(**{name: self.cleaned_data[name] for name in names})


class SubscriptionForm(ChoicesForm):
    """The scope comes first, and only here: it never changes afterwards."""

    scope = forms.ChoiceField(
        # Translators: zh: 看什么
        label=gettext_lazy("What it shows"),
        # Translators: zh: 选好以后不能再改。
        help_text=gettext_lazy("It cannot be changed afterwards."),
    )
    field_order = ("scope", "note", "holds", "technical", "opaque", "alarm")

    def __init__(self, user: Any, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["scope"].choices = offers(user)
        # The page was made for a new one: there is no version to compare.
        del self.fields["version"]

    def target(self) -> Target | None:
        """The row chosen; None for all that the user may see."""
        kind, _colon, key = self.cleaned_data["scope"].partition(":")
        return None if kind == PERSON else _MODELS[kind].objects.get(pk=key)


def initial_of(row: Subscription) -> dict[str, Any]:
    names = (*Choices.__dataclass_fields__, "version")
    return {name: getattr(row, name) for name in names}


def offers(user: Any) -> list[Any]:
    """What a calendar of this user's may show, grouped as a select shows it; three
    queries."""
    scope = scope_of(user)
    # Translators: zh: 我能看到的全部
    found: list[Any] = [(PERSON, _("Everything I may see"))]
    for label, rows in (
        (_("Troupe"), _troupes(scope)),
        (_("Venue"), _venues(scope)),
        (_("League"), _regions(scope)),
    ):
        if rows:
            found.append((label, rows))
    return found


def value_of(target: Target) -> str:
    """As the address of the page carries it: `?scope=venue:7`."""
    kinds = {model: kind for kind, model in _MODELS.items()}
    return f"{kinds[type(target)]}:{target.pk}"


def _troupes(scope: Scope) -> list[tuple[str, str]]:
    mine = Q(pk__in=scope.troupes)
    if scope.coordinates:
        mine |= scope.in_regions("region__path")
    rows = Troupe.objects.filter(_all_or(mine, scope)).order_by("region__path", "code")
    return [(value_of(row), row.local_name) for row in rows]


def _venues(scope: Scope) -> list[tuple[str, str]]:
    mine = Q(pk__in=scope.venues)
    if scope.coordinates:
        mine |= scope.in_regions("region__path")
    rows = Venue.objects.standing().filter(_all_or(mine, scope))
    rows = rows.select_related("region").order_by("region__path", "name")
    return [
        (value_of(row), f"{row.region.local_name} · {row.local_name}") for row in rows
    ]


def _regions(scope: Scope) -> list[tuple[str, str]]:
    """Leagues, and whatever smaller region one coordinates."""
    if not scope.coordinates:
        return []
    rows = Region.objects.filter(
        scope.in_regions("path"),
        Q(level__in=_LEAGUES)
        | Q(path__in=[path for path in scope.region_paths if path]),
    ).order_by("path")
    return [(value_of(row), row.local_name) for row in rows]


def _all_or(mine: Q, scope: Scope) -> Q:
    # An empty condition beside another would swallow it.
    return Q() if scope.everywhere else mine
