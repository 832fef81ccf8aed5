"""Notices by e-mail, through whatever backend Django is set up with."""

import smtplib
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .channels import Message, NotSent, Rejected

CALENDAR_NAME = "ulanmuqi.ics"
_NO_SUCH_ADDRESS = range(500, 600)


class Mail:
    def send(self, message: Message, address: str) -> None:
        mail = _built(message, address)
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(_told(error)) from error
        try:
            connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            if all(code in _NO_SUCH_ADDRESS for code in codes):
                raise Rejected(_told(error)) from error
            raise NotSent(_told(error)) from error
        except smtplib.SMTPServerDisconnected:
            # Perhaps after the server took it: nobody knows.
            raise
        except smtplib.SMTPResponseException as error:
            raise NotSent(_told(error)) from error
        finally:
            connection.close()


def _built(message: Message, address: str) -> EmailMessage:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = EmailMessage(
        subject=" ".join(message.subject.split()),
        body=message.text,
        to=[address],
        headers={
            "Message-ID": f"<{message.key}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.calendar:
        mail.attach(_calendar(message.calendar))
    return mail


def _calendar(text: str) -> MIMEBase:
    """Byte for byte: a calendar's line ends are part of it, and mail bends others."""
    part = MIMEBase("text", "calendar", charset="utf-8")
    part.set_payload(text.encode())
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=CALENDAR_NAME)
    return part


def _told(error: Exception) -> str:
    """The kind of trouble, and the server's number for it; never what it quotes."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
