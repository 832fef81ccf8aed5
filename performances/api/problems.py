"""What went wrong, as application/problem+json (RFC 9457), in the active language.

Nothing a program sent is repeated in it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .schemas.problem import FieldProblem, Problem

CONTENT_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"


@dataclass(frozen=True, slots=True)
class Kind:
    slug: str
    status: int
    title: str | Promise
    # When nothing more can be said of it.
    detail: str | Promise


# Translators: zh: 游标无效
CURSOR = Kind(
    "cursor",
    400,
    _("The cursor is not valid"),
    _(
        "The cursor was not made by this list, or was changed on the way. Begin again "
        "without it and follow the “next” links as they are."
    ),
)
NOT_FOUND = Kind(
    "not-found",
    404,
    # Translators: zh: 没有这条记录
    _("There is nothing here"),
    _(
        "No public record has this address. The addresses that exist are listed at "
        "/api/v1/docs; those of lists and records end without a slash."
    ),
)
METHOD = Kind(
    "method",
    405,
    # Translators: zh: 只能读取
    _("This can only be read"),
    _("Use GET or HEAD: nothing can be changed through this interface."),
)
PRECONDITION = Kind(
    "precondition",
    412,
    # Translators: zh: 条件不成立
    _("The condition does not hold"),
    _("If-Match names another version than the one that is here now."),
)
PARAMETERS = Kind(
    "parameters",
    422,
    # Translators: zh: 参数不对
    _("A parameter cannot be used"),
    _("Each wrong parameter is named in “errors”, with what it takes."),
)
TOO_MANY = Kind(
    "too-many",
    429,
    # Translators: zh: 请求过于频繁
    _("Too many requests"),
    _("Wait as long as Retry-After says, in seconds, then go on."),
)
INTERNAL = Kind(
    "internal",
    500,
    # Translators: zh: 服务器出错
    _("Something went wrong here"),
    _("The fault is ours and has been recorded. Please try again later."),
)
UNAVAILABLE = Kind(
    "unavailable",
    503,
    # Translators: zh: 暂时无法提供服务
    _("Not available at the moment"),
    _("The schedule cannot be read right now. Try again in a few seconds."),
)
KINDS = (
    CURSOR, NOT_FOUND, METHOD, PRECONDITION, PARAMETERS, TOO_MANY, INTERNAL,
    UNAVAILABLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wrong:
    """One parameter and what it takes instead."""

    parameter: str
    detail: str


@dataclass(slots=True)
class Refusal(Exception):
    kind: Kind
    errors: Sequence[Wrong] = ()
    headers: dict[str, str] = field(default_factory=dict)


def response(
    kind: Kind, errors: Sequence[Wrong] = (), headers: dict[str, str] | None = None
) -> HttpResponse:
    problem = Problem(
        type=address(kind),
        title=str(kind.title),
        status=kind.status,
        detail=str(kind.detail),
        errors=[FieldProblem(**asdict(wrong)) for wrong in errors],
    )
    return HttpResponse(
        problem.model_dump_json(),
        status=kind.status,
        content_type=CONTENT_TYPE,
        headers=headers,
    )


def address(kind: Kind) -> str:
    """Where the kind is explained to people."""
    return f"{settings.BASE_URL}{DOCS}#problem-{kind.slug}"
