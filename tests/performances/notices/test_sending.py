"""Sent once; tried again when it certainly was not; left alone when nobody knows."""

import smtplib
from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from performances.models import Delivery, Notice
from performances.notices import channels
from performances.notices.channels import NotSent, Rejected
from performances.notices.mail import Mail
from performances.notices.sending import send_due
from performances.scheduling import Refused, cancel, deliveries, outbox
from tests.performances.racing import race

pytestmark = [pytest.mark.django_db, pytest.mark.database]


GONE = smtplib.SMTPServerDisconnected


class Line:
    """A channel that keeps what it got, or fails as it is told."""

    def __init__(self):
        self.got, self.trouble = [], []

    def send(self, message, address):
        if self.trouble:
            raise self.trouble.pop(0)
        self.got.append((message.key, address))


@pytest.fixture
def line(monkeypatch):
    channel = Line()
    monkeypatch.setitem(channels._channels, "mail", channel)
    return channel


@pytest.fixture
def waiting(show, venue_contact, settled):
    """One delivery, due now."""
    cancel(show, reason="大雪")
    settled()
    outbox.gather()
    return Delivery.objects.get()


def test_pauses_grow_and_then_it_is_given_up_loudly(
    waiting, line, frozen_clock, caplog
):
    line.trouble = [NotSent("busy")] * 6
    moments = []
    for _minute in range(400):
        if send_due().later:
            moments.append(frozen_clock.now)
        frozen_clock.forward(minutes=1)
    minute = timedelta(minutes=1)
    gaps = [(after - before) // minute for before, after in pairwise(moments)]
    assert gaps == [1, 5, 15, 60, 240]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.trouble) == ("failed", 6, "busy")
    assert waiting.notice.state == "failed"
    assert "failed" in caplog.text
    assert line.got == []


def test_every_attempt_carries_the_same_key(waiting, line, frozen_clock):
    line.trouble = [NotSent("busy")]
    send_due()
    frozen_clock.forward(minutes=2)
    send_due()
    assert line.got == [(str(waiting.key), waiting.address)]


def test_what_is_refused_is_not_tried_again(waiting, line, frozen_clock):
    line.trouble = [Rejected("no such address")]
    assert send_due().failed == 1
    frozen_clock.forward(days=1)
    send_due()
    assert line.got == []


def test_what_may_have_gone_out_is_left_to_a_person(
    waiting, line, frozen_clock, hinggan_coordinator
):
    line.trouble = [TimeoutError()]
    assert send_due().unsure == 1
    frozen_clock.forward(days=1)
    assert send_due().sent == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.trouble) == ("unsure", "TimeoutError")

    deliveries.send_again(waiting, by=hinggan_coordinator)
    assert send_due().sent == 1
    with pytest.raises(Refused):
        deliveries.send_again(waiting, by=hinggan_coordinator)
    assert Notice.objects.get().state == "sent"


def test_a_crash_between_claim_and_note_sends_nothing_twice(
    waiting, line, frozen_clock
):
    assert deliveries.claim(waiting.pk) is not None  # and the process dies here
    assert deliveries.claim(waiting.pk) is None
    frozen_clock.forward(minutes=16)
    assert send_due().unsure == 1
    assert line.got == []
    waiting.refresh_from_db()
    assert waiting.state == "unsure"


def test_a_slow_one_that_comes_back_is_believed(waiting, line, frozen_clock):
    mine = deliveries.claim(waiting.pk)
    frozen_clock.forward(minutes=16)
    deliveries.settle_abandoned()
    deliveries.mark_sent(mine)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.notice.state) == ("sent", "sent")


def test_what_was_dropped_stays_here(waiting, line):
    outbox.drop(waiting.notice, reason="已电话通知")
    assert send_due().sent == 0
    assert line.got == []


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_send_it_once(waiting, line):
    won, lost = race(lambda number: send_due())

    assert lost == []
    assert line.got == [(str(waiting.key), waiting.address)]
    assert sum(tally.sent for tally in won) == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_gather_it_once(show, venue_contact, settled, line):
    cancel(show, reason="大雪")
    settled()
    _won, lost = race(lambda number: send_due())

    assert lost == []
    assert Notice.objects.exclude(state="empty").count() == 1
    assert Delivery.objects.count() == 1
    assert len(line.got) == 1


class TestTheCommand:
    def test_it_says_what_it_did(self, waiting, line):
        out = StringIO()
        call_command("send_notices", stdout=out, verbosity=2)
        assert out.getvalue() == "1 of 1\nNotices: 1 sent.\n"
        call_command("send_notices", stdout=out, verbosity=0)

    def test_it_fails_loudly(self, waiting, line):
        line.trouble = [Rejected("no")]
        with pytest.raises(CommandError, match="given up"):
            call_command("send_notices", stdout=StringIO())

    def test_it_can_be_stopped(self, waiting, line):
        line.trouble = [KeyboardInterrupt()]
        with pytest.raises(SystemExit):
            call_command("send_notices", every=1, stdout=StringIO())
        waiting.refresh_from_db()
        # Nobody knows how far it came: it is not sent by itself again.
        assert waiting.state == "sending"

    def test_its_pause_is_bounded(self):
        with pytest.raises(CommandError):
            call_command("send_notices", every=0)


class TestMail:
    @pytest.fixture
    def connection(self, monkeypatch):
        class Connection:
            trouble = at_open = None

            def open(self):
                if self.at_open:
                    raise self.at_open

            def send_messages(self, messages):
                if self.trouble:
                    raise self.trouble
                mail.outbox.extend(messages)

            def close(self): ...

        made = Connection()
        monkeypatch.setattr("performances.notices.mail.get_connection", lambda: made)
        return made

    @pytest.mark.parametrize(
        ("where", "trouble", "becomes"),
        [
            ("at_open", ConnectionRefusedError(), NotSent),
            ("at_open", smtplib.SMTPAuthenticationError(535, b"no"), NotSent),
            ("trouble", smtplib.SMTPRecipientsRefused({"a": (550, b"")}), Rejected),
            ("trouble", smtplib.SMTPRecipientsRefused({"a": (451, b"")}), NotSent),
            ("trouble", smtplib.SMTPDataError(452, b"full"), NotSent),
            (
                "trouble",
                smtplib.SMTPServerDisconnected(),
                smtplib.SMTPServerDisconnected,
            ),
            ("trouble", TimeoutError(), TimeoutError),
        ],
    )
    def test_what_is_certain_and_what_is_not(self, connection, where, trouble, becomes):
        setattr(connection, where, trouble)
        with pytest.raises(becomes):
            Mail().send(channels.Message("k", "s", "t"), "a@ulanmuqi.example")

    def test_a_subject_is_one_line(self, connection):
        Mail().send(channels.Message("k", "一\r\nBcc: x", "t"), "a@ulanmuqi.example")
        message = mail.outbox[0].message()
        assert message["Message-ID"] == "<k@ulanmuqi.example>"
        assert message["Bcc"] is None
