"""Wiring of addresses; what each app answers is said in its own urls."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from performances import api_urls, calendar_urls, link_urls, my_urls, public_urls
from ulanmuqi.base import health
from ulanmuqi.base.languages import by_language
from ulanmuqi.home import serving, site_urls

handler500 = "ulanmuqi.home.failure.failed"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *api_urls.urlpatterns,
    *calendar_urls.urlpatterns,
    *link_urls.urlpatterns,
    *my_urls.urlpatterns,
    *site_urls.urlpatterns,
]
if settings.DEBUG or settings.DEMO:
    # Django's own helper keeps silent without DEBUG; in production a web server
    # answers for uploaded files.
    files = {"document_root": settings.MEDIA_ROOT}
    urlpatterns.append(path("media/<path:path>", serve, files))

urlpatterns += by_language(
    *public_urls.urlpatterns,
    *site_urls.pages,
    *serving.urlpatterns,
)
