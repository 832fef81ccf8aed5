"""The first page: where everything is."""

from django.utils.translation import gettext_noop as _

from .told import Record, link


class Entry(Record):
    performances: str = link(_("Coming performances."), "/api/v1/performances")
    changes: str = link(_("The public change log."), "/api/v1/changes")
    showcases: str = link(_("Announced showcases."), "/api/v1/showcases")
    troupes: str = link(_("All troupes."), "/api/v1/troupes")
    works: str = link(_("All works."), "/api/v1/works")
    venues: str = link(_("The public venues."), "/api/v1/venues")
    regions: str = link(_("Regions down to the banner."), "/api/v1/regions")
    openapi: str = link(
        _("Everything here, as an OpenAPI document."), "/api/v1/openapi.json"
    )
    docs: str = link(_("The same for people."), "/api/v1/docs")
