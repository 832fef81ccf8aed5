"""Memberships in the admin: who may do what, appointed by coordinators."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn

from ulanmuqi.base.row_views import RowsIndex
from ulanmuqi.base.viewsets import RowViewSet
from ulanmuqi.places.admin.choices import region_field, venue_field

from ..models import Membership
from .choices import troupe_field


class MembershipForm(WagtailAdminModelForm):
    region = region_field(
        required=False, help_text=Membership._meta.get_field("region").help_text
    )
    troupe = troupe_field(required=False)
    venue = venue_field(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = get_user_model().objects.filter(is_active=True)
        self.fields["user"].queryset = users.order_by("username")
        self.fields["user"].label_from_instance = _person


def _person(user: Any) -> str:
    name = user.get_full_name()
    return f"{name} · {user.get_username()}" if name else user.get_username()


def _place(membership: Membership) -> str:
    place = membership.troupe or membership.venue or membership.region
    return place.local_name if place else str(_("Whole region"))


class MembershipFilters(WagtailFilterSet):
    class Meta:
        model = Membership
        fields = ["role"]


class MembershipIndex(RowsIndex):
    @cached_property
    def columns(self) -> list[Column]:
        """The person's name leads to the row, as a title does in other lists."""
        who, *others = super().columns
        leading = self._get_title_column_class(TitleColumn)(
            who.name,
            label=who.label,
            accessor=who.accessor,
            get_url=lambda row: self.get_edit_url(row) or self.get_inspect_url(row),
        )
        return [leading, *others]


class MembershipViewSet(RowViewSet):
    model = Membership
    name = "memberships"
    icon = "key"
    menu_label = _("Memberships")
    menu_order = 600
    index_view_class = MembershipIndex
    list_display = [
        Column("who", label=_("User"), accessor=lambda row: _person(row.user)),
        "role",
        Column("place", label=_("For"), accessor=_place),
        "since",
        "until",
    ]
    filterset_class = MembershipFilters
    search_fields = [
        "user__username", "user__first_name", "user__last_name", "troupe__name",
        "venue__name", "region__name",
    ]  # fmt: skip
    ordering = "user__username"
    related = ("user", "region", "troupe__region", "venue__region")
    inspect_view_fields = [
        "user", "role", "region", "troupe", "venue", "since", "until",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("user"), FieldPanel("role")])],
                heading=_("Who, in which role"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("region"),
                    FieldPanel("troupe"),
                    FieldPanel("venue"),
                ],
                heading=_("For what"),
                help_text=_(
                    "Coordinators, editors of pages and readers of the script: a "
                    "region. A troupe's people: their troupe. A venue's contact: the "
                    "venue. Leave the rest empty."
                ),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("since"), FieldPanel("until")])],
                heading=_("How long"),
            ),
        ],
        base_form_class=MembershipForm,
    )
