"""The address says the language, and nothing else does."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/schedule/", "zh-hans"),
        ("/en/schedule/", "en"),
        ("/mn/schedule/", "mn-mong"),
        ("/", "zh-hans"),
        ("/en/", "en"),
        ("/mn/", "mn-mong"),
    ],
)
def test_every_language_has_its_prefix(visitor, address, language):
    visitor.cookies["django_language"] = "en"
    answer = visitor.get(address, headers={"accept-language": "de,en"})

    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_links_stay_in_the_readers_language(visitor):
    page = visitor.get("/mn/schedule/").content.decode()

    assert 'href="/mn/' in page
    assert "/mn-mong/" not in page
