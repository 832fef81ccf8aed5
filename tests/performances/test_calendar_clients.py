"""Which family a client belongs to; whatever it says, the answer is one of a few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performances.calendar_clients import Client, family


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("iOS/17.0 (21A329) dataaccessd/1.0", Client.APPLE),
        ("macOS/14.2 (23C64) dataaccessd/1.0", Client.APPLE),
        ("Mac+OS+X/10.15.7 (19H2) CalendarAgent/930.5.1", Client.APPLE),
        ("Google-Calendar-Importer", Client.GOOGLE),
        ("Microsoft Office/16.0 (Windows NT 10.0; Outlook 16.0)", Client.OUTLOOK),
        ("Mozilla/5.0 (X11) Gecko/2010 Thunderbird/115.5", Client.THUNDERBIRD),
        ("ICSx5/2.2.1 (okhttp/4.12.0) Android/13", Client.ICSX5),
        ("DAVx5/4.3.8 (dav4jvm; okhttp/4.11.0) Android/13", Client.DAVX5),
        ("vdirsyncer/0.19.2", Client.VDIRSYNCER),
        ("HuaweiCalendar/12.0", Client.HUAWEI),
        ("Mozilla/5.0 (Linux; Android 12; HUAWEI P50)", Client.BROWSER),
        ("Mozilla/5.0 (iPhone) MicroMessenger/8.0.40", Client.WECHAT),
        ("curl/8.4.0", Client.OTHER),
        ("", Client.UNKNOWN),
        ("   ", Client.UNKNOWN),
        ("x" * 100_000 + "vdirsyncer", Client.OTHER),
    ],
)  # fmt: skip
def test_clients_are_told_by_what_they_say(said, expected):
    assert family(said) is expected


@given(st.text())
def test_any_header_has_an_answer(said):
    assert family(said) in Client
