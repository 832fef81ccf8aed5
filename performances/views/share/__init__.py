"""Pictures of shows and showcases to pass on: what they say, and their addresses."""

from .addresses import Share, of_show, of_showcase, of_site

__all__ = ["Share", "of_show", "of_showcase", "of_site"]
