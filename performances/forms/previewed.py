"""Done only as it was seen: the mark of a preview travels through the form.

A form that shows consequences first is sent twice. Its hidden field then carries a mark
of all that was decided when they were shown; whatever differs is shown anew. The mark
is no seal: whoever makes one up skips a look, and gains nothing by it.
"""

from hashlib import sha256
from typing import Any

from django import forms

from ulanmuqi.base.plain_text import PlainForm


class PreviewedForm(PlainForm):
    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

    def is_as_seen(self, mark: str) -> bool:
        """Whether exactly that was shown before (call after is_valid)."""
        return self.cleaned_data["previewed"] == mark


def mark_of(*decided: Any) -> str:
    """The same for the same values. Values are told apart by their repr, so rows are
    given by key and version."""
    return sha256(repr(decided).encode("utf-8", "surrogatepass")).hexdigest()
