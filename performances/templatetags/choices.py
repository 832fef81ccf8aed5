"""The choices of the schedule's filter: `{% league_options asked.region %}`."""

from django import template

from performances.views import choices

register = template.Library()

register.simple_tag(choices.league_options)
register.simple_tag(choices.troupe_options)
register.simple_tag(choices.options)
register.simple_tag(choices.legend)
