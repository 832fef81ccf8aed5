"""Finds a Chromium for the browser journeys; installs one where that is possible."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The Chinese face is for screenshots and for measuring real line breaks.
PACKAGES = ("chromium", "fonts-noto-cjk")
ABSENT = (
    "no Chromium: none is installed, CHROMIUM names none, and apt could not "
    "install one here"
)


def find() -> str | None:
    """The path of an installed Chromium; CHROMIUM wins. None when there is none."""
    wanted = os.environ.get("CHROMIUM", "").strip()
    candidates = (wanted,) if wanted else NAMES
    return next((path for name in candidates if (path := shutil.which(name))), None)


def find_or_install() -> str | None:
    """As `find`; without one, asks apt for it when that needs no password."""
    found = find()
    if found or not _may_install():
        return found
    print("No Chromium found: installing it with apt.", flush=True)  # noqa: T201
    apt = [*_as_root(), "apt-get", "--quiet", "--quiet"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(
            [*apt, "--assume-yes", *arguments],
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode:
            return None
    return find()


def _may_install() -> bool:
    if shutil.which("apt-get") is None:
        return False
    return not _as_root() or _sudo_needs_no_password()


def _as_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]


def _sudo_needs_no_password() -> bool:
    if shutil.which("sudo") is None:
        return False
    asked = subprocess.run(
        ["sudo", "--non-interactive", "true"], check=False, capture_output=True
    )
    return asked.returncode == 0
