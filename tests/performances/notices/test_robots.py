"""Robots speak with their two services only; here, with a stand-in on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from performances.models import Delivery, NoticeSettings
from performances.notices.channels import Message, NotSent, Rejected
from performances.notices.robots import SERVICES, Robot
from performances.scheduling import cancel, outbox, reinstate

KEY, SECRET = "0123456789abcdef-key", "SEC0123456789abcdef"
MESSAGE = Message("k", "s", "演出变动")


class StandIn:
    def __init__(self):
        self.asked, self.answer = [], (200, b'{"errcode":0,"errmsg":"ok"}', {})
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked.append((self.path, json.loads(body)))
                status, answer, headers = outer.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args): ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def stand_in():
    server = StandIn()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def _groups(settings):
    settings.GROUP_ROBOTS = {
        ("152200", "wecom"): (KEY, ""),
        ("152200", "dingtalk"): (KEY, SECRET),
    }


def test_wecom(stand_in):
    Robot("wecom", base=stand_in.base).send(MESSAGE, "152200")

    ((path, body),) = stand_in.asked
    assert path == f"/cgi-bin/webhook/send?key={KEY}"
    assert body == {"msgtype": "text", "text": {"content": "演出变动"}}


def test_dingtalk_is_signed(stand_in, frozen_clock):
    Robot("dingtalk", base=stand_in.base).send(MESSAGE, "152200")

    ((path, _body),) = stand_in.asked
    query = parse_qs(urlsplit(path).query)
    assert query["access_token"] == [KEY]
    assert query["timestamp"] == ["1698796800000"]
    assert query["sign"] == ["8SwMaPMXf+YEya4xPQlDfIWIPW8NuTcurHood1q+AbA="]


def test_a_long_text_is_cut_between_characters(stand_in):
    long = Message("k", "s", "演" * 3000)
    Robot("wecom", base=stand_in.base).send(long, "152200")
    content = stand_in.asked[0][1]["text"]["content"]
    assert len(content.encode()) <= 2048
    assert set(content) == {"演", "…"}


@pytest.mark.parametrize(
    ("answer", "becomes"),
    [
        ((200, b'{"errcode":45009}', {}), NotSent),
        ((200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', {}), Rejected),
        ((503, b"", {}), NotSent),
        ((302, b"", {"Location": "http://127.0.0.1:1/"}), Rejected),
        ((200, b"<html>", {}), RuntimeError),
        ((200, b"[" * 100_000, {}), RuntimeError),
    ],
)
def test_what_the_answers_mean(stand_in, answer, becomes):
    stand_in.answer = answer
    with pytest.raises(becomes) as trouble:
        Robot("wecom", base=stand_in.base).send(MESSAGE, "152200")
    assert KEY not in str(trouble.value)
    assert len(stand_in.asked) == 1


def test_nobody_there_is_certain(stand_in):
    stand_in.close()
    with pytest.raises(NotSent):
        Robot("wecom", base=stand_in.base).send(MESSAGE, "152200")


def test_a_group_without_a_robot():
    with pytest.raises(Rejected):
        Robot("wecom", base="http://127.0.0.1:9").send(MESSAGE, "150800")


def test_nothing_but_the_services_own_addresses(settings):
    assert {service.base for service in SERVICES.values()} == {
        "https://qyapi.weixin.qq.com",
        "https://oapi.dingtalk.com",
    }
    for base in (
        "https://example.org",
        "http://127.0.0.1.example.org",
        "http://10.0.0.1",
    ):
        with pytest.raises(ValueError, match="own service"):
            Robot("wecom", base=base)
    settings.ALLOW_ROBOT_STAND_IN = False
    with pytest.raises(ValueError, match="own service"):
        Robot("wecom", base="http://127.0.0.1:9")


@pytest.mark.django_db
def test_they_are_off_until_somebody_switches_them_on(show, settled):
    cancel(show, reason="大雪")
    settled()
    assert outbox.gather() == []
    rules = NoticeSettings.load()
    rules.use_robots = True
    rules.save()
    reinstate(show, reason="雪停了")
    settled()
    outbox.gather()
    assert sorted(Delivery.objects.values_list("channel", "address")) == [
        ("dingtalk", "152200"),
        ("wecom", "152200"),
    ]
