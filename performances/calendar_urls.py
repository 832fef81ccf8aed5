"""Addresses of the public calendars, the same for every language.

`urlpatterns` stands under /calendars/, `downloads` under /performances/, both outside
the language prefixes. The subscribe page itself is a page like others: see `pages`.
"""

from django.urls import path

from .views import calendars, subscribe

urlpatterns = [
    path("all.ics", calendars.feed, name="calendar_all"),
    path("<slug:kind>/<slug:code>.ics", calendars.feed, name="calendar"),
]

downloads = [
    path("<slug:public_id>.ics", calendars.single, name="performance_calendar"),
]

# To be included within i18n_patterns: Chinese at /calendars/, English at
# /en/calendars/.
pages = [
    path("calendars/", subscribe.subscribe, name="subscribe"),
]
