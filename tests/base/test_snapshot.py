"""Several reads see one instant, and no writer waits for them."""

import pytest
from django.db import connection

from tests import factories
from tests.performances.racing import race
from troupes.models import Troupe
from ulanmuqi.base.snapshot import snapshot

pytestmark = pytest.mark.database


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_meanwhile_is_not_seen():
    factories.troupe()
    with snapshot():
        before = Troupe.objects.count()
        won, lost = race(lambda _number: factories.troupe(), racers=1)
        assert (len(won), lost) == (1, [])
        assert Troupe.objects.count() == before

    assert Troupe.objects.count() == before + 1
    assert connection.get_autocommit()


@pytest.mark.django_db(transaction=True)
def test_writers_still_begin_as_they_should_afterwards():
    mode = getattr(connection, "transaction_mode", None)
    with pytest.raises(ZeroDivisionError), snapshot():
        raise ZeroDivisionError

    assert getattr(connection, "transaction_mode", None) == mode
    factories.troupe()


def test_inside_a_transaction_nothing_is_begun(db, django_assert_num_queries):
    with django_assert_num_queries(0), snapshot():
        pass
