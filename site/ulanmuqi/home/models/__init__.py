"""The site's front, its plain pages and news, who runs it, and its Mongolian words."""

from .glossary import GlossaryEntry
from .home_page import HomePage
from .news import NewsIndexPage, NewsPage
from .site_details import SiteDetails
from .standard_page import StandardPage

__all__ = [
    "GlossaryEntry",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "SiteDetails",
    "StandardPage",
]
