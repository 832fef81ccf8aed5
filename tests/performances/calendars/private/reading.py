"""What the tests of private calendars read and change."""

from dataclasses import replace

from performances import scheduling
from performances.scheduling import facts_of
from tests.performances.calendars.reading import events


def by_title(raw):
    return {str(event["SUMMARY"]): event for event in events(raw)}


def revised(performance, **changes):
    row = type(performance).objects.get(pk=performance.pk)
    return scheduling.revise(
        row, replace(facts_of(row), **changes), accept="测试"
    ).performance
