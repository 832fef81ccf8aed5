"""Takes over figures from before out of a workbook: an empty form to download, a look
at every number with what would become of it, then all of them at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from troupes.models import Troupe
from ulanmuqi.base import rights

from ... import carried_files
from ...forms.carried_file import CarriedFileForm, Told, fingerprint, told
from ...models import CarriedOver
from ...scheduling.carried_over import CarriedFacts, Fate, carry_over_all, fates
from ..form_page import FormPage
from .entering import troupes_to_enter
from .report_views import workbook

CARRIED_FILE, EMPTY_FORM = "carried_file", "carried_form"
TAKE = "take"
# More than these are one mistake: the wrong file.
FAULTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One number as the preview shows it; `was` is the one that is here, or None."""

    cell: str
    facts: CarriedFacts
    was: int | None
    fate: str


def empty_form(request: HttpRequest) -> HttpResponse:
    """With the names of the user's troupes."""
    _authorise(request.user)
    names = [one.local_name for one in troupes_to_enter(request.user)]
    # Translators: zh: 以前的数字（空白表）
    name = _("Figures from before, empty form")
    made = carried_files.form(names)
    return workbook(made, f"{name}.xlsx", "figures-from-before.xlsx")


class CarriedFile(FormPage):
    model = CarriedOver
    template_name = "performances/admin/carried_file.html"
    # Translators: zh: 从Excel录入以前的数字
    page_title = gettext_lazy("Take over figures from a workbook")
    header_icon = "upload"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        _authorise(request.user)

    @cached_property
    def troupes(self) -> list[Troupe]:
        return list(troupes_to_enter(self.request.user))

    def form(self, data: Any = None) -> CarriedFileForm:
        return CarriedFileForm(data, None if data is None else self.request.FILES)

    def take(self, form: CarriedFileForm) -> HttpResponse:
        raw = form.cleaned_data["raw"]
        try:
            said = told(carried_files.read(raw), self.troupes)
        except carried_files.Unreadable as error:
            form.add_error("file", str(error))
            return self.page(form)
        found = fates(said.facts, by=self.request.user)
        faults = [*said.faults, *_refused(said, found)]
        mark = fingerprint(raw, found)
        is_same = not form.cleaned_data["file"] and form.is_as_seen(mark)
        if self.request.POST.get("step") == TAKE and is_same and not faults:
            try:
                return self.taken(carry_over_all(said.facts, by=self.request.user))
            except IntegrityError:
                # Somebody entered the same between our look and our write.
                form.add_error(None, _("The same was saved a moment ago. Look first."))
                return self.page(form)
        return self.page(form, said=said, found=found, faults=faults, mark=mark)

    def taken(self, found: list[Fate]) -> HttpResponse:
        new, changed, same = _counts(found)
        # Translators: zh: 新录入%(new)s个数，改动%(changed)s个，%(same)s个不变。
        words = _("%(new)s figures entered, %(changed)s changed, %(same)s as before.")
        messages.success(
            self.request, words % {"new": new, "changed": changed, "same": same}
        )
        return redirect(reverse("carried_over:index"))

    def page(
        self,
        form: CarriedFileForm,
        *,
        said: Told | None = None,
        found: list[Fate] | None = None,
        faults: list[str] | None = None,
        mark: str = "",
        status: int = 200,
    ) -> HttpResponse:
        found, faults = found or [], faults or []
        new, changed, same = _counts(found)
        context = self.get_context_data(
            form=form,
            is_read=said is not None,
            rows=_rows(said, found) if said and not faults else [],
            faults=faults[:FAULTS_SHOWN],
            more=max(len(faults) - FAULTS_SHOWN, 0),
            counts={"new": new, "changed": changed, "same": same},
            count=0 if faults else new + changed,
            carried=form.to_carry if said is not None else "",
            previewed=mark,
            form_url=reverse(EMPTY_FORM),
            back_url=reverse("carried_over:index"),
        )
        return self.render_to_response(context, status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(CarriedOver._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse("carried_over:index"), "label": plural},
            {"url": "", "label": self.get_page_title()},
        ]


def _authorise(user: Any) -> None:
    if not rights.policy_for(CarriedOver).may(user, "add"):
        raise PermissionDenied


def _refused(said: Told, found: list[Fate]) -> list[str]:
    return [
        carried_files.at(cell, one.refused)
        for cell, one in zip(said.cells, found, strict=True)
        if one.refused
    ]


def _counts(found: list[Fate]) -> tuple[int, int, int]:
    """New, changed, as before."""
    same = sum(one.is_known for one in found)
    new = sum(one.row is None for one in found)
    return new, len(found) - new - same, same


def _rows(said: Told, found: list[Fate]) -> list[Row]:
    return [
        Row(cell, one.facts, one.row.value if one.row else None, _fate(one))
        for cell, one in zip(said.cells, found, strict=True)
    ]


def _fate(one: Fate) -> str:
    if one.row is None:
        # Translators: zh: 新录入
        return _("New here")
    if one.is_known:
        # Translators: zh: 不变
        return _("As before")
    if one.row.value == one.facts.value:
        # Translators: zh: 来源改为这个文件里写的
        return _("The source becomes that of the file")
    # Translators: zh: 改动
    return pgettext("figure", "Changed")
