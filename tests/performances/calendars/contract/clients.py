"""Real calendar programs, each run as its own process with its own configuration."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_BIN = Path(sys.executable).parent
_SECONDS = 60

_VDIRSYNCER = """
[general]
status_path = "{home}/status/"

[pair ulanmuqi]
a = "feed"
b = "calendar"
collections = null
conflict_resolution = "a wins"

[storage feed]
type = "http"
url = "{url}"

[storage calendar]
type = "filesystem"
path = "{home}/calendar/"
fileext = ".ics"
"""
_KHAL = """
[calendars]
[[ulanmuqi]]
path = {home}/calendar/

[sqlite]
path = {home}/khal.db

[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = Asia/Shanghai
"""
_TOLD = ("title", "start-long", "end-long", "location", "status", "uid")


@dataclass(frozen=True)
class Subscriber:
    """vdirsyncer fetches the feed into a folder, and khal reads it there."""

    home: Path

    @classmethod
    def to(cls, url: str, home: Path, *, zone: str = "Asia/Shanghai") -> "Subscriber":
        for folder in ("status", "calendar", "khal"):
            (home / folder).mkdir(parents=True)
        (home / "vdirsyncer").write_text(_VDIRSYNCER.format(home=home, url=url))
        (home / "khal.conf").write_text(_KHAL.format(home=home, zone=zone))
        subscriber = cls(home)
        subscriber.run("vdirsyncer", "-c", str(home / "vdirsyncer"), "discover")
        return subscriber

    def sync(self) -> str:
        """What the program says it did."""
        return self.run("vdirsyncer", "-c", str(self.home / "vdirsyncer"), "sync")

    def shown(self, start: str, days: int = 120) -> list[dict[str, str]]:
        """What khal lists, in order."""
        fields = [word for name in _TOLD for word in ("--json", name)]
        told = self.run(
            *("khal", "-c", str(self.home / "khal.conf"), "list", "--once"),
            *(*fields, start, f"{days}d"),
        )
        found = []
        for line in filter(None, told.splitlines()):
            found += json.loads(line)
        return found

    def files(self) -> dict[str, tuple[str, int]]:
        """Every file of the calendar: a digest of what it holds, and when written."""
        return {
            path.name: (sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in (self.home / "calendar").iterdir()
        }

    def run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [_BIN / program, *arguments],
            check=False,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            env=_environment(self.home),
        )
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr


def _environment(home: Path) -> dict[str, str]:
    """No proxy, no settings of whoever runs the suite."""
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return kept | {"HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
