"""Stage trucks and the people who can be lent, in the admin."""

from typing import Any

import django_filters
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column

from troupes.rights import scope_of
from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInspect
from ulanmuqi.base.viewsets import RowViewSet
from ulanmuqi.places.admin.choices import region_field
from ulanmuqi.places.admin.regions import leagues

from ..models import Member, StageTruck
from .choices import troupe_field, troupes_by_league

PRIVATE_FIELDS = frozenset({"plate", "note"})


class TruckForm(WagtailAdminModelForm):
    region = region_field(label=_("Home region"))
    troupe = troupe_field(
        required=False,
        empty_label="—",
        help_text=StageTruck._meta.get_field("troupe").help_text,
    )


class TruckFilters(WagtailFilterSet):
    league = django_filters.ModelChoiceFilter(
        label=_("League or city"), field_name="region__league", queryset=leagues
    )

    class Meta:
        model = StageTruck
        fields = ["league", "has_light", "has_sound", "is_retired"]


class TruckInspect(RowInspect):
    """Hides plate and note from whoever may not book the truck."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        if rights.may(self.request.user, "change", self.object):
            return super().get_fields_context()
        shown = [name for name in self.fields if name not in PRIVATE_FIELDS]
        return [self.get_context_for_field(name) for name in shown]


class TruckViewSet(RowViewSet):
    model = StageTruck
    name = "trucks"
    icon = "mobile-alt"
    menu_label = _("Stage trucks")
    menu_order = 420
    inspect_view_class = TruckInspect
    list_display = [
        "name",
        "region",
        Column("keeper", label=_("Kept by"), accessor=lambda row: row.troupe or "—"),
        Column("stage", label=_("Stage (m)"), accessor="stage_text"),
        "opening_minutes",
        Column(
            "power",
            label=_("Own power"),
            accessor=lambda row: f"{row.power_kw} kW" if row.power_kw else "—",
        ),
    ]
    filterset_class = TruckFilters
    search_fields = ["name", "region__name", "troupe__name"]
    ordering = "region__path"
    related = ("region__league", "troupe")
    inspect_view_fields = [
        "name", "plate", "region", "troupe", "stage_width_m", "stage_depth_m",
        "stage_height_m", "opening_minutes", "power", "power_kw", "has_light",
        "has_sound", "note", "is_retired",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("plate")]),
                    FieldRowPanel([FieldPanel("region"), FieldPanel("troupe")]),
                ],
                heading=_("The truck"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("stage_width_m"),
                            FieldPanel("stage_depth_m"),
                            FieldPanel("stage_height_m"),
                        ]
                    ),
                    FieldRowPanel(
                        [
                            FieldPanel("power_kw"),
                            FieldPanel("power"),
                            FieldPanel("opening_minutes"),
                        ]
                    ),
                    FieldRowPanel([FieldPanel("has_light"), FieldPanel("has_sound")]),
                ],
                heading=_("The stage"),
                help_text=_(
                    "Counts beside the venue's technical sheet wherever a show takes "
                    "the truck along."
                ),
            ),
            FieldPanel("note"),
            FieldPanel("is_retired"),
        ],
        base_form_class=TruckForm,
    )


def castable(user: Any) -> QuerySet:
    """The troupes whose people a user may enter."""
    scope = scope_of(user)
    rows = troupes_by_league()
    if scope.everywhere:
        return rows
    own = rows.filter(pk__in=scope.troupes)
    return own | rows.filter(scope.in_regions("region__path"))


class MemberForm(WagtailAdminModelForm):
    troupe = troupe_field(label=_("Home troupe"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None:
            troupes = castable(self.for_user)
            self.fields["troupe"].queryset = troupes
            own = list(troupes[:2])
            if self.instance.pk is None and len(own) == 1:
                self.initial["troupe"] = own[0].pk


class MemberFilters(WagtailFilterSet):
    troupe = django_filters.ModelChoiceFilter(
        label=_("Home troupe"), queryset=lambda _request: troupes_by_league()
    )

    class Meta:
        model = Member
        fields = ["troupe", "has_left"]


def _loan_now(member: Member) -> str:
    """To whom the member is lent today, or next."""
    today = clock.now().astimezone(clock.SHANGHAI).date()
    coming = [loan for loan in member.loans.all() if loan.until >= today]
    loan: Model | None = min(coming, key=lambda one: one.since, default=None)
    return str(loan) if loan is not None else "—"


class MemberViewSet(RowViewSet):
    model = Member
    name = "people"
    icon = "user"
    # Translators: zh: 借调队员
    menu_label = _("Members to lend")
    menu_order = 425
    list_display = [
        "name",
        "role",
        "troupe",
        Column("loan", label=_("Lent to"), accessor=_loan_now),
    ]
    filterset_class = MemberFilters
    search_fields = ["name", "role", "troupe__name", "loans__team"]
    ordering = "troupe__region__path"
    related = ("troupe__region",)
    prefetched = ("loans__troupe",)
    inspect_view_fields = ["name", "role", "troupe", "has_left"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
                    FieldPanel("troupe"),
                    FieldPanel("has_left"),
                ],
                heading=_("Who"),
                # Translators: zh: 只登记会借给其他队伍的人。姓名不公开。
                help_text=_(
                    "Only who is lent to others. Names stay inside: the public sees "
                    "nothing of it."
                ),
            ),
            InlinePanel(
                "loans",
                heading=_("Loans"),
                label=_("Loan"),
                panels=[
                    FieldRowPanel([FieldPanel("troupe"), FieldPanel("team")]),
                    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
                    FieldPanel("is_released"),
                ],
            ),
        ],
        base_form_class=MemberForm,
    )
