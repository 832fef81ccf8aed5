"""Asks a server over loopback as fast as it answers, and sees that it answers right."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

CONNECTIONS = 4
# So many requests are on their way at once on each, and no more bytes than this: the
# server, not this client, is what takes the time.
DEPTH = 16
IN_FLIGHT = 1 << 20


def request(path: str, **headers: str) -> bytes:
    """A GET as bytes; headers by their names with underscores."""
    given = {"Host": "127.0.0.1"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {one}" for name, one in given.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def answer(port: int, asked: bytes) -> tuple[int, dict[str, str], bytes, int]:
    """Status, headers by lower-case name, body, and how many bytes came in all."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(asked)
        raw = b""
        while b"\r\n\r\n" not in raw:
            raw += _some(line)
        head, _end, body = raw.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = dict(one.lower().split(": ", 1) for one in rest)
        status = int(first.split()[1])
        length = 0 if status == 304 else int(headers.get("content-length", 0))
        while len(body) < length:
            body += _some(line)
    return status, headers, body, len(head) + 4 + len(body)


def timed(
    port: int, asked: bytes
) -> tuple[float, tuple[int, dict[str, str], bytes, int]]:
    """How many seconds one answer took, and the answer."""
    began = time.perf_counter()
    told = answer(port, asked)
    return time.perf_counter() - began, told


def rate(port: int, asked: bytes, *, seconds: float) -> float:
    """Requests a second. Raises when an answer is not as long as the first was."""
    size = answer(port, asked)[3]
    depth = max(1, min(DEPTH, IN_FLIGHT // size))
    until = time.perf_counter() + seconds

    def ask(_number: int) -> int:
        done, buffer = 0, bytearray(IN_FLIGHT)
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.perf_counter() < until:
                line.sendall(asked * depth)
                missing = size * depth
                while missing > 0:
                    got = line.recv_into(buffer)
                    if not got:
                        raise ConnectionError("The server closed the line.")
                    missing -= got
                if missing:
                    raise ValueError("An answer had another length.")
                done += depth
        return done

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        done = sum(pool.map(ask, range(CONNECTIONS)))
    return done / (time.perf_counter() - began)


def _some(line: socket.socket) -> bytes:
    got = line.recv(1 << 18)
    if not got:
        raise ConnectionError("The server closed the line.")
    return got
