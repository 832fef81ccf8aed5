"""One address of every kind of page a visitor can read."""

from wagtail.models import get_page_models

from performances import public_urls
from tests.public.season import Season
from ulanmuqi.base.pages import PublicPage

# Files, feeds and pictures, and the page that others put in a frame: no page of ours.
NO_PAGES = {
    "schedule_csv", "schedule_xlsx", "schedule_atom", "changes_feed", "embed",
    "statistics_csv", "place_near", "show_card", "showcase_card", "site_card",
    # Of somebody's own request: in the frame of pages behind a secret link.
    "request", "request_find",
}  # fmt: skip


def addresses(season: Season) -> dict[str, str]:
    """Kinds by the name of their address or of their page's model."""
    show, showcase = season.show.public_id, season.showcase.code
    return {
        "HomePage": "/",
        "schedule": "/schedule/",
        "performance": f"/performances/{show}/",
        "ShowcaseIndexPage": "/showcases/",
        "ShowcasePage": f"/showcases/{showcase}/",
        "showcase_live": f"/showcases/{showcase}/live/",
        "TroupeIndexPage": "/troupes/",
        "TroupePage": f"/troupes/{season.troupe.code}/",
        "WorkIndexPage": "/works/",
        "WorkPage": f"/works/{season.work.code}/",
        "TrainingIndexPage": "/training/",
        "TrainingPage": season.training.url,
        "NewsIndexPage": "/news/",
        "NewsPage": season.news.url,
        "StandardPage": season.about.url,
        "venue": f"/venues/{season.hall.code}/",
        "region": "/regions/152200/",
        "changes": "/changes/",
        "statistics": "/statistics/",
        "place": "/place/",
        "ask": "/requests/?region=152222",
        "sheet": f"/performances/{show}/sheet/",
        "sheet_check": f"/performances/{show}/sheet/1/",
        "month_sheet": f"/troupes/{season.troupe.code}/months/2023-11/",
        "month_check": f"/troupes/{season.troupe.code}/months/2023-11/1/",
        "subscribe": "/calendars/",
    }


def others(season: Season) -> dict[str, str]:
    """The same kinds in other states, and what has no kind of its own."""
    return {
        "a cancelled show": f"/performances/{season.cancelled.public_id}/",
        "a showcase that is over": f"/showcases/{season.past.code}/",
        "a dense day": "/schedule/?from=2023-11-25&to=2023-11-25",
        "a month and a day of it": "/schedule/?view=month&when=today",
        "a map": "/schedule/?view=map&region=152200",
        "figures of a league": "/statistics/?league=152200&year=2023",
        "nothing found": "/schedule/?q=zzzz",
        "one calendar": f"/calendars/?troupe={season.troupe.code}",
        "not found": "/nothing-here/",
        "the API for people": "/api/v1/docs",
        "English": "/en/schedule/",
        "a show in English": f"/en/performances/{season.show.public_id}/",
    }


def found() -> set[str]:
    """Every kind there is, read from the addresses and the models themselves."""
    views = {one.name for one in public_urls.urlpatterns if one.name} - NO_PAGES
    models = {
        model.__name__ for model in get_page_models() if issubclass(model, PublicPage)
    }
    return views | models
