"""What lists take in their query, and how what they do not take is refused.

An unknown or repeated parameter is an error: a misspelt filter that was quietly left
out would answer with the whole schedule. A code nobody knows is no error: nothing fits.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from ninja import P, Path, Schema
from ninja.errors import ValidationError
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from ..views.asked import CODE, LONGEST_WORDS, REGION, YEARS, day_of
from . import cursors
from .problems import NOT_FOUND, PARAMETERS, Refusal, Wrong

MOST = 100
USUAL = 50
_NUMBER = re.compile(r"[0-9]{1,16}")
# The largest whole number every JSON reader holds exactly.
LARGEST = 2**53 - 1
# The years of YEARS; that the day exists is looked at afterwards.
_DAY = r"^(19(5[7-9]|[6-9][0-9])|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$"


def _number(text: Any) -> int:
    """Plain digits alone: Python would also take 1_0, +1 and digits of any script."""
    if isinstance(text, str) and not _NUMBER.fullmatch(text):
        raise PydanticCustomError("number", "not a number")
    return int(text)


def _day(text: str) -> str:
    if day_of(text) is None:
        raise PydanticCustomError("day", "not a day")
    return text


Day = Annotated[
    str,
    Field(pattern=_DAY, json_schema_extra={"format": "date"}),
    AfterValidator(_day),
]
Code = Annotated[str, Field(pattern=f"^{CODE.pattern}$")]
RegionCode = Annotated[str, Field(pattern=f"^{REGION.pattern}$")]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]
CursorText = Annotated[str, Field(pattern=f"^[A-Za-z0-9_-]{{1,{cursors.LONGEST}}}$")]
Limit = Annotated[int, Field(ge=1, le=MOST), BeforeValidator(_number)]
Number = Annotated[int, Field(ge=1, le=LARGEST), BeforeValidator(_number)]


def key(shape: Any, description: str, example: Any) -> Any:
    """The type of what stands in the path: `code: RegionKey`."""
    return Path[shape, P(description=description, examples=[example])]


def asked(description: str, example: Any, **rules: Any) -> Any:
    """An optional filter."""
    return Field(None, description=description, examples=[example], **rules)


class Listed(Schema):
    """What every list takes."""

    limit: Limit = Field(
        USUAL, description=gettext_noop("How many records a page holds."), examples=[20]
    )
    cursor: CursorText | None = asked(
        gettext_noop(
            "Where the page begins: take it from the “next” link of the page before, "
            "as it is."
        ),
        "Vq3k2m8sQ1ZbMTcwMDQ3OTgwMDAwMDAwMCwxMl0",
    )


def strict(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuses parameters an operation does not take, and repeated ones."""
    operation = run.__self__
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }

    @wraps(run)
    def checked(request: HttpRequest, **path: Any) -> HttpResponse:
        wrong = [
            Wrong(name, gettext("Give this parameter once."))
            for name, values in request.GET.lists()
            if name in known and len(values) > 1
        ]
        if request.GET.keys() - known:
            wrong.append(_unknown(known))
        if wrong:
            raise Refusal(PARAMETERS, wrong)
        return run(request, **path)

    return checked


def _unknown(known: set[str]) -> Wrong:
    """Without the name: nothing a program sent is repeated."""
    names = ", ".join(sorted(known))
    if not known:
        return Wrong("", gettext("No parameters are taken here."))
    return Wrong(
        "",
        gettext("One of the parameters is not known here. There are: %(names)s.")
        % {"names": names},
    )


def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A key in the path that cannot be one has no record; the rest is named."""
    if any(one["loc"][0] == "path" for one in error.errors):
        raise Refusal(NOT_FOUND)
    raise Refusal(
        PARAMETERS, [Wrong(str(one["loc"][-1]), _takes(one)) for one in error.errors]
    )


def _takes(error: dict[str, Any]) -> str:
    match error["type"]:
        case "literal_error":
            # pydantic writes 'a', 'b' or 'c'.
            words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
            return gettext("Give one of: %(words)s.") % {"words": ", ".join(words)}
        case "number" | "greater_than_equal" | "less_than_equal":
            return gettext("Give a whole number from 1 to %(most)s.") % {"most": MOST}
        case "string_too_long" | "string_too_short":
            return gettext("Give 1 to %(most)s characters.") % {"most": LONGEST_WORDS}
        case "day":
            return _takes_a_day()
        case "string_pattern_mismatch" if error["ctx"]["pattern"] == _DAY:
            return _takes_a_day()
        case "string_pattern_mismatch" if REGION.pattern in error["ctx"]["pattern"]:
            return gettext("Give a division code of six digits.")
        case "string_pattern_mismatch":
            return gettext("Give a code as the records here write it.")
    return gettext("This parameter does not take that value.")


def _takes_a_day() -> str:
    return gettext(
        "Give a day that exists, from %(first)s to %(last)s, as 2023-11-20."
    ) % {"first": YEARS[0], "last": YEARS[1]}
