"""Addresses for machines that read the site: what to visit, and what there is."""

from django.urls import path

from . import machine_views, news_feed

urlpatterns = [
    path("robots.txt", machine_views.robots, name="robots"),
    path("sitemap.xml", machine_views.sitemap, name="sitemap"),
]

# Within the language prefixes, before Wagtail's own addresses.
pages = [
    path("news/feed.atom", news_feed.feed, name="news_feed"),
]
