"""What lies behind the door (`door.ROUTES`), below /api/v1/."""

from django.urls import path

from . import reference
from .service import api

urlpatterns = [
    path("openapi.json", reference.openapi),
    path("docs", reference.docs),
    # Without ninja's own root, which knows nothing.
    *(found for found in api.urls[0] if found.name != "api-root"),
]
