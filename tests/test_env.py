"""Settings from the environment: what is read, and the sentence that stops a start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ulanmuqi import env

ROOT = Path(__file__).resolve().parents[1]

GOOD = {
    "DATABASE_URL": "postgresql://ulanmuqi:secret@db.example/ulanmuqi",
    "SECRET_KEY": "k3y-" + "aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1fG3hJ5kL7nP9rT1vW3yZ5" * 2,
    "ALLOWED_HOSTS": "yanchu.example,www.yanchu.example",
    "BASE_URL": "https://yanchu.example",
    "CACHE_URL": "redis://cache.example:6379/1",
}


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("A_SETTING", raising=False)
    return "A_SETTING"


def test_text_is_stripped_and_falls_back(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert env.text(name, "usual") == "usual"
    monkeypatch.setenv(name, "  said ")
    assert env.text(name, "usual") == "said"
    monkeypatch.setenv(name, "   ")
    with pytest.raises(env.SettingError, match="A_SETTING is not set"):
        env.text(name)


@pytest.mark.parametrize("said", ["1", "true", "YES", "on"])
def test_flag_true(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, said)
    assert env.flag(name, default=False) is True


@pytest.mark.parametrize("said", ["0", "False", "no", "off"])
def test_flag_false(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, said)
    assert env.flag(name, default=True) is False


def test_flag_default_and_nonsense(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.flag(name, default=True) is True
    monkeypatch.setenv(name, "maybe")
    with pytest.raises(env.SettingError, match="must be true or false"):
        env.flag(name, default=True)


def test_names_are_split_and_at_least_one(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, " a.example , b.example,")
    assert env.names(name) == ["a.example", "b.example"]
    monkeypatch.setenv(name, " , ")
    with pytest.raises(env.SettingError, match="at least one"):
        env.names(name)


def test_secrets_are_none_or_strong(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.secrets(name) == []
    one, other = "k3y-of" * 10, "older-" * 10
    monkeypatch.setenv(name, f"{one} {other}")
    assert env.secrets(name) == [one, other]
    monkeypatch.setenv(name, f"{one} short")
    with pytest.raises(env.SettingError, match="too weak"):
        env.secrets(name)


def test_number_is_a_port(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.number(name, default=25) == 25
    monkeypatch.setenv(name, "587")
    assert env.number(name, default=25) == 587
    for wrong in ("smtp", "0", "65536", "-1", "٢٥"):
        monkeypatch.setenv(name, wrong)
        with pytest.raises(env.SettingError, match="1 to 65535"):
            env.number(name, default=25)


@pytest.mark.parametrize("weak", ["short", "a" * 80, "ab" * 40])
def test_secret_refuses_the_weak(
    name: str, weak: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, weak)
    with pytest.raises(env.SettingError, match="too weak"):
        env.secret(name)


@pytest.mark.parametrize(
    "wrong",
    [
        "yanchu.example",
        "ftp://yanchu.example",
        "https://",
        "https://yanchu.example/path",
        "https://yanchu.example?x=1",
        "https://[::1",
    ],
)
def test_web_address_has_host_and_nothing_behind(
    name: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, wrong)
    with pytest.raises(env.SettingError, match="A_SETTING must be"):
        env.web_address(name)


def test_web_address_loses_its_last_slash(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "https://yanchu.example:8443/")
    assert env.web_address(name) == "https://yanchu.example:8443"


# --- Production ---------------------------------------------------------------------


def start(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess:
    """Starts a process with these settings and nothing else of our environment."""
    keep = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    production = {
        "PYTHONPATH": paths,
        "DJANGO_SETTINGS_MODULE": "ulanmuqi.settings.production",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        env=keep | production | environment,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
    )


LOAD = ("-c", "from django.conf import settings; settings.SECRET_KEY")


def test_production_starts_with_every_setting() -> None:
    done = start(GOOD, *LOAD)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_production_names_the_missing_setting(missing: str) -> None:
    done = start({k: v for k, v in GOOD.items() if k != missing}, *LOAD)
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr == f"{missing} is not set. Set it in the environment.\n"


@pytest.mark.parametrize(
    ("setting", "malformed"),
    [
        ("DATABASE_URL", "not an address"),
        ("DATABASE_URL", "mysql://a@b/c"),
        ("DATABASE_URL", "postgresql://user@host:port/name"),
        ("DATABASE_URL", "postgresql://host-without-a-name"),
        ("SECRET_KEY", "changeme"),
        ("SECRET_KEY_FALLBACKS", GOOD["SECRET_KEY"] + " changeme"),
        ("ALLOWED_HOSTS", ","),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "https://yanchu.example"),
        ("BASE_URL", "yanchu.example"),
        ("BASE_URL", "https://yanchu.example/feeds"),
        ("CACHE_URL", "localhost"),
        ("CACHE_URL", "http://cache.example"),
        ("CACHE_URL", "redis://"),
    ],
)
def test_production_explains_the_malformed_setting(
    setting: str, malformed: str
) -> None:
    done = start(GOOD | {setting: malformed}, *LOAD)
    assert done.returncode != 0
    assert done.stderr.startswith(f"{setting} ")
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")
    assert "Traceback" not in done.stderr


def test_check_deploy_is_clean() -> None:
    """The one silenced warning is Wagtail's need of a frame (settings/base.py)."""
    done = start(GOOD, "-W", "error", "manage.py", "check", "--deploy")
    assert (done.returncode, done.stdout + done.stderr) == (
        0,
        "System check identified no issues (1 silenced).\n",
    )
