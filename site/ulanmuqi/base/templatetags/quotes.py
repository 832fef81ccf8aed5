"""{{ title|within_quotes }}, for a name that a sentence puts in quotation marks."""

from django import template

from ulanmuqi.base.quotes import within_quotes

register = template.Library()
register.filter(within_quotes)
