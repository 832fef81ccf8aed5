"""Works as the schedule knows them: a duplicate's programmes follow the other."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button, HeaderButton

from troupes.admin.works import WorkViewSet as TroupesWorkViewSet
from troupes.models import Work
from troupes.rights import scope_of
from ulanmuqi.base import rights
from ulanmuqi.base.row_views import RowEdit, RowInspect
from ulanmuqi.base.templatetags.dates import full_date

from ..models import WorkAdoption
from ..scheduling.merge_works import merge_works
from .merging import MergeView


class WorkChoice(forms.ModelChoiceField):
    """Duplicates bear the same title, so who made each stands beside it."""

    def label_from_instance(self, work: Work) -> str:
        makers = "、".join(troupe.display_name for troupe in work.troupes.all())
        return f"{work} · {makers} · {work.code}"


class WorkEdit(RowEdit):
    merge_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse(self.merge_url_name, args=[self.object.pk])
        merge = Button(_("Merge into another"), url=url, icon_name="link", priority=28)
        return [*super().header_more_buttons, merge]


class WorkInspect(RowInspect):
    """Who performs it as well, and the way to adopt it."""

    def get_page_title(self) -> str:
        return _("The work")

    def get_fields_context(self) -> list[dict[str, Any]]:
        rows = WorkAdoption.objects.standing().filter(work=self.object)
        adopted = [
            # Translators: zh: %(troupe)s（%(since)s起）
            _("%(troupe)s (since %(since)s)")
            % {"troupe": row.troupe, "since": full_date(row.since)}
            for row in rows.select_related("troupe")
        ]
        told = {"label": _("Adopted by"), "value": "、".join(adopted) or "—"}
        return [*super().get_fields_context(), told]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = super().header_buttons
        if not rights.policy_for(WorkAdoption).may(self.request.user, "add"):
            return buttons
        url = f"{reverse('adoptions:add')}?work={self.object.pk}"
        adopt = HeaderButton(_("Adopt it"), url=url, icon_name="copy")
        return [*buttons, adopt]


class WorkMerge(MergeView):
    model = Work
    merge = merge_works
    explained = gettext_lazy(
        "All programmes then name the work that goes on, and its page tells of it. "
        "This cannot be undone. The old addresses go on answering."
    )

    def into_field(self) -> forms.ModelChoiceField:
        return WorkChoice(
            label=gettext_lazy("The work that goes on"), queryset=self.others()
        )

    def others(self) -> QuerySet:
        """Works the user may change, by title: those alike stand together."""
        works = Work.objects.standing().exclude(pk=self.object.pk)
        scope = scope_of(self.request.user)
        if not scope.everywhere:
            own = scope.in_regions("troupes__region__path")
            own_works = works.filter(own) | works.filter(troupes__in=scope.troupes)
            works = works.filter(pk__in=own_works.values("pk"))
        return works.prefetch_related("troupes").order_by("title", "code")


class WorkViewSet(TroupesWorkViewSet):
    edit_view_class = WorkEdit
    inspect_view_class = WorkInspect

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        merge = self.get_url_name("merge")
        return super().get_common_view_kwargs(merge_url_name=merge, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        merge = path("merge/<int:pk>/", self.construct_view(WorkMerge), name="merge")
        return [*super().get_urlpatterns(), merge]
