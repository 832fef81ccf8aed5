"""The layer itself: a copy when there is a current one, Django for everything else."""

import logging

from ulanmuqi.base import clock

from .addresses import Addresses
from .asking import Answer, Application, ask
from .copies import Copy, StartResponse
from .stamps import Stamps, Unavailable
from .store import Address, Store, Turns

logger = logging.getLogger(__name__)

_READS = ("GET", "HEAD")


class Front:
    """A WSGI application around Django's; one for each process."""

    def __init__(self, django: Application, stamps: Stamps, *, most_bytes: int) -> None:
        self.django = django
        self.store = Store(most_bytes)
        self._stamps = stamps
        self._addresses = Addresses()
        self._turns = Turns()

    def __call__(self, environ: dict, start_response: StartResponse) -> object:
        if environ["REQUEST_METHOD"] in _READS and not environ.get("SCRIPT_NAME"):
            try:
                found = self._find(environ)
            except Unavailable as trouble:
                # Django may still reach the database, or knows how to say it cannot.
                logger.warning("No copy could be served: %s", trouble)
                found = None
            if isinstance(found, Copy):
                return found.answer(environ, start_response)
            if found is not None and _is_all_there_is(environ, found):
                start_response(found.status, found.headers)
                return [found.body]
        return self.django(environ, start_response)

    def _find(self, environ: dict) -> Copy | Answer | None:
        """A current copy; else what Django said when asked for one; else nothing."""
        if not self._addresses.is_known_host(environ):
            return None
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        copy = self._current(Address(environ["wsgi.url_scheme"], path, query))
        if copy is None:
            # Only now: most requests that have a copy spell its address as it is kept.
            canonical = self._addresses.canonical(environ)
            if canonical is None:
                return None
            copy = self._current(canonical) or self._made(environ, canonical)
        return copy

    def _made(self, environ: dict, address: Address) -> Copy | Answer:
        with self._turns.take(address):
            copy = self._current(address)
            if copy is not None:
                return copy  # whoever was here before us brought it
            epoch = self._stamps.epoch()
            host = self._addresses.own_host
            answer = ask(self.django, environ, address, host, epoch)
            if answer.copy is None:
                return answer
            self.store.put(address, answer.copy)
            return answer.copy

    def _current(self, address: Address) -> Copy | None:
        """The kept copy, when neither the clock nor a stamp has passed it."""
        copy = self.store.get(address)
        if copy is None:
            return None
        if clock.now() < copy.valid_until:
            epoch = self._stamps.epoch()
            if epoch is not None and epoch == copy.checked:
                return copy
            if self._stamps.versions(copy.stamps) == copy.stamps:
                copy.checked = epoch
                return copy
        self.store.drop(address, copy)
        return None


def _is_all_there_is(environ: dict, answer: Answer) -> bool:
    """A 404 said to nobody in particular need not be asked for twice."""
    return (
        answer.status.startswith("404")
        and environ["REQUEST_METHOD"] == "GET"
        and "HTTP_COOKIE" not in environ
    )
