"""django-ninja behind the door: it reads parameters and knows the operations."""

from typing import NoReturn

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import ValidationError

from . import (
    changes,
    entry,
    parameters,
    performances,
    regions,
    showcases,
    troupes,
    venues,
    works,
)

VERSION = "1.0"
# In the order of the docs page: what people ask for first.
RESOURCES = (performances, changes, showcases, troupes, works, venues, regions, entry)


def _to_the_door(request: HttpRequest, error: Exception) -> NoReturn:
    raise error


api = NinjaAPI(version=VERSION, openapi_url=None, docs_url=None)
api.add_decorator(parameters.strict, mode="view")
# ninja's own answers would be in another form and another language.
api.add_exception_handler(Exception, _to_the_door)
api.add_exception_handler(ValidationError, parameters.refused)
for resource in RESOURCES:
    api.add_router(f"/{resource.ORDER}" if resource.ORDER else "", resource.router)
