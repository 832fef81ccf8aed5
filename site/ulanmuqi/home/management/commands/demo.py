"""Starts the demo: tables, season, logins, server. What `make run` calls."""

import socket
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 4


class Command(BaseCommand):
    help = "Prepare the demo's database when needed, print its logins and serve it."
    # The server checks nothing twice: `migrate` runs the checks where it has work.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--no-server", action="store_true", help="Prepare and print, do not serve."
        )

    def handle(self, *, host: str, port: int, no_server: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo runs with the demo settings only.")
        if not no_server and not _is_free(host, port):
            raise CommandError(
                f"Port {port} is taken. Choose another: make run PORT={port + 1}"
            )
        self._migrate()
        call_command("seed", stdout=self.stdout)
        call_command("seed", logins=True, stdout=self.stdout)
        if no_server:
            return
        self.stdout.write(f"\nhttp://{host}:{port}/  (stop with Ctrl+C)\n")
        self.stdout.flush()
        # One process, loaded once: the worker is forked from this one, and a
        # database connection must not be shared with it.
        connections.close_all()
        Granian(
            "ulanmuqi.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=THREADS,
            websockets=False,
            log_level=LogLevels.warning,
            log_access=False,
        ).serve()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database. This takes half a minute.")
            self.stdout.flush()
            call_command("migrate", verbosity=0, interactive=False)
            # A demo of an older release: its calendars may have been worded otherwise.
            call_command("rebuild_calendars", verbosity=0, stdout=StringIO())
            call_command("rebuild_search", verbosity=0, stdout=StringIO())


def _is_free(host: str, port: int) -> bool:
    """Asked because granian shares a port in use instead of refusing it."""
    with socket.socket() as probe:
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
