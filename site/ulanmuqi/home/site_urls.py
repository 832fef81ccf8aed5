"""Addresses for machines that read the site: what to visit, and what there is."""

from django.urls import path

from . import installable, machine_views, news_feed
from .mongolian import view as mongolian
from .search import views as search

urlpatterns = [
    path("robots.txt", machine_views.robots, name="robots"),
    path("sitemap.xml", machine_views.sitemap, name="sitemap"),
    path("sitemap-pages.xml", machine_views.sitemap_pages, name="sitemap_pages"),
    path(
        "sitemap-shows-<slug:month>.xml",
        machine_views.sitemap_shows,
        name="sitemap_shows",
    ),
    # One page, not a site in another language: nothing lies below it.
    path("mn/", mongolian.page, name="mongolian"),
    # At the root: what it keeps are the pages below its own address.
    path("sw.js", installable.worker, name="worker"),
]

# Within the language prefixes, before Wagtail's own addresses.
pages = [
    path("news/feed.atom", news_feed.feed, name="news_feed"),
    path("manifest.webmanifest", installable.manifest, name="manifest"),
    path("offline/", installable.offline, name="offline"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
]
