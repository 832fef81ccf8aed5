"""A writer that holds the database does not keep anybody from reading a calendar."""

import threading
import time

import pytest
from django.db import connection, transaction

from performances.models import Subscription, gate
from tests.performances.calendars.reading import events

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_a_fetch_is_answered_at_once_while_somebody_writes(
    subscribe, planned, troupe, frozen_clock
):
    planned()
    phone = subscribe(troupe)
    holds, done = threading.Event(), threading.Event()

    def write():
        try:
            with transaction.atomic(), gate.opened():
                Subscription.objects.filter(pk=phone.row.pk).update(version=1)
                holds.set()
                done.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert holds.wait(10)
        started = time.monotonic()
        response = phone.get()
        took = time.monotonic() - started
    finally:
        done.set()
        writer.join()

    assert response.status_code == 200
    assert len(events(response.content)) == 3
    # It waited for the lock a moment, and not as long as an act would (8 s, 20 s).
    assert took < 5
    assert phone.now().fetched_at is None
    phone.fetch()
    assert phone.now().fetched_at == frozen_clock.now
