"""The site's front, its plain pages and news, and who runs it."""

from .home_page import HomePage
from .news import NewsIndexPage, NewsPage
from .site_details import SiteDetails
from .standard_page import StandardPage

__all__ = ["HomePage", "NewsIndexPage", "NewsPage", "SiteDetails", "StandardPage"]
