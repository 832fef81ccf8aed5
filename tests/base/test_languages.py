"""The address says the language, and nothing else does."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/schedule/", "zh-hans"),
        ("/en/schedule/", "en"),
        ("/", "zh-hans"),
        ("/en/", "en"),
    ],
)
def test_every_language_has_its_prefix(visitor, address, language):
    visitor.cookies["django_language"] = "en"
    answer = visitor.get(address, headers={"accept-language": "de,en"})

    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_links_stay_in_the_readers_language(visitor):
    page = visitor.get("/en/schedule/").content.decode()

    assert 'href="/en/' in page
    assert 'hreflang="zh-Hans"' in page
