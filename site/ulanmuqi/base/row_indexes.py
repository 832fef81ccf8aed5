"""The page above pages about rows: every public row has an address below it.

/troupes/<code>/ answers for each troupe. Where somebody wrote a page it is that page,
whatever its slug; where nobody did, the facts stand there alone.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from wagtail.url_routing import RouteResult

from .pages import PublicPage
from .readers import address_of, pages_about


class RowIndex(PublicPage):
    # "app.Model" of the page about one row.
    presents: str = ""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        try:
            return super().route(request, path_components)
        except Http404:
            row = self._row(path_components) if self.live else None
            if row is None:
                raise
        page = self._page_about(row)
        if page is not None and page.slug == path_components[0]:
            return RouteResult(page)
        return RouteResult(self, kwargs={"row": row})

    def serve(
        self,
        request: HttpRequest,
        *args: Any,
        row: models.Model | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if row is None:
            return super().serve(request, *args, **kwargs)
        page = self._page_about(row)
        if page is not None:
            return HttpResponseRedirect(address_of(page, request))
        page = self.facts_alone(row)
        return TemplateResponse(
            request, page.get_template(request), page.get_context(request)
        )

    def row_at(self, code: str) -> models.Model | None:
        """The row the public may know by this code."""
        raise NotImplementedError

    def facts_alone(self, row: models.Model) -> models.Model:
        """A page of the row's facts without any words; never saved."""
        model = apps.get_model(self.presents)
        page = model(locale_id=self.locale_id, **{model.row_field: row})
        page.title = page.row_name
        page._cached_parent_obj = self
        return page

    def _row(self, path_components: list[str]) -> models.Model | None:
        return self.row_at(path_components[0]) if len(path_components) == 1 else None

    def _page_about(self, row: models.Model) -> models.Model | None:
        return pages_about(apps.get_model(self.presents), [row.pk]).get(row.pk)
