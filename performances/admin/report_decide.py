"""The league's word on one report, said on its page and refused there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..forms.report_word import WordForm
from ..models import Reported, ReportState
from ..scheduling import SchedulingError, StaleWrite, review_report
from . import record_words
from .refusals import announce_refusal, at_field


class WithWord:
    """A page of one report that asks for the league's word; `word` is what was typed
    when that was refused."""

    word: WordForm | None = None
    object: Reported

    def word_form(self, data: Any = None) -> WordForm:
        is_denied = record_words.is_denied(self.object)
        return WordForm(data, version=self.object.version, is_denied=is_denied)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        word = self.word or self.word_form()
        return super().get_context_data(**kwargs) | {"word": word}


class Decides:
    """Put before the page of a report: takes the word. Refused, the page is shown as it
    is now, with all that was typed and why not at its field."""

    any_permission_required = ["review"]
    row_verb = "review"
    inspect_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.inspect_url_name, self.object.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.word_form(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was saved. Look at the marked fields."))
            return self.refused(form)
        said = form.cleaned_data
        try:
            row = review_report(
                self.object,
                said["outcome"],
                note=said["note"],
                by=request.user,
                version=said["version"] or 0,
            )
        except SchedulingError as error:
            at_field(form, error)
            status = announce_refusal(request, error)
            return self.refused(form, error, status)
        messages.success(request, _decided(row.state))
        return redirect(self.inspect_url_name, row.pk)

    def refused(
        self, form: WordForm, error: SchedulingError | None = None, status: int = 200
    ) -> HttpResponse:
        self.object = None
        self.object = self.get_object()
        if isinstance(error, StaleWrite):
            # Said once more after that, it is meant of what stands there now.
            form.data = form.data.copy()
            form.data["version"] = self.object.version
        self.word = form
        context = self.get_context_data(**self.kwargs)
        return self.render_to_response(context, status=status)


def _decided(state: str) -> str:
    if state == ReportState.REVIEWED:
        # Translators: zh: 已通过审核。
        return _("Reviewed.")
    # Translators: zh: 已退回，队伍会看到您写的话。
    return _("Sent back. The troupe reads what you wrote.")
