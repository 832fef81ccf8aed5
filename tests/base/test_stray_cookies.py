"""A cookie that cannot be ours is answered with nothing on any public page."""

import pytest
from django.conf import settings
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def visit(path: str, **cookies: str):
    browser = Client()
    for name, value in cookies.items():
        browser.cookies[name] = value
    return browser.get(path)


@pytest.mark.parametrize(
    "cookies",
    [
        {"sessionid": "short"},
        {"csrftoken": "made-up"},
        {"sessionid": "", "csrftoken": ""},
        {"sessionid": "a" * 32, "csrftoken": "b" * 31},
        {"csrftoken": "b" * 32},
    ],
)
@pytest.mark.parametrize("path", ["/", "/en/", "/news/", "/nowhere/"])
def test_public_pages_set_no_cookie_whatever_is_sent(cookies, path):
    answer = visit(path, **cookies)

    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_a_form_gets_a_fresh_token_in_the_place_of_garbage():
    answer = visit("/admin/login/", csrftoken="made-up")

    assert len(answer.cookies[settings.CSRF_COOKIE_NAME].value) == 32


def test_whoever_is_logged_in_stays_so():
    browser = Client()
    browser.force_login(factories.user())

    assert browser.get("/").wsgi_request.user.is_authenticated
    assert browser.get("/").wsgi_request.user.is_authenticated
