"""What `manage.py check` says of settings that do not fit together."""

import pytest

from ulanmuqi.base.checks import own_host_is_allowed


@pytest.mark.parametrize(
    ("address", "hosts", "told"),
    [
        ("https://yanchu.example", ["yanchu.example"], []),
        ("https://yanchu.example:8443", [".example"], []),
        ("https://yanchu.example", ["www.yanchu.example"], ["base.W001"]),
    ],
)
def test_the_sites_own_address_must_be_one_it_answers_to(
    settings, address, hosts, told
):
    settings.BASE_URL, settings.ALLOWED_HOSTS = address, hosts

    assert [message.id for message in own_host_is_allowed()] == told
