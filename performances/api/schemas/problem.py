"""Errors (RFC 9457)."""

from django.utils.translation import gettext_noop as _

from .told import Record, link, told


class FieldProblem(Record):
    parameter: str = told(_("The name of the parameter."), "limit")
    detail: str = told(
        _("What it takes instead, in words."), "Give a whole number from 1 to 100."
    )


class Problem(Record):
    type: str = link(
        _("Names the kind of problem, and leads to its explanation."),
        "/api/v1/docs#problem-parameters",
    )
    title: str = told(_("The kind of problem in words."), "A parameter cannot be used")
    status: int = told(_("The HTTP status once more."), 422, ge=400, le=599)
    detail: str = told(
        _("What to do about it, in words."),
        "Each wrong parameter is named in “errors”, with what it takes.",
    )
    errors: list[FieldProblem] = told(
        _("The parameters that are wrong; empty for other problems."),
        [{"parameter": "limit", "detail": "Give a whole number from 1 to 100."}],
    )
