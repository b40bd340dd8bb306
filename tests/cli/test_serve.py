"""`serve` in front of the world: half requests and bodies without end keep nobody out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from waitress.server import create_server

from app.cli.serve_command import limits
from app.web.bounds import RESCUED
from tests.web.respondent import Survey


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    survey = Survey(tmp_path)
    server = create_server(survey.app, host="127.0.0.1", port=0, ident=None, **limits())

    def until_closed() -> None:
        with suppress(OSError):  # closed by another thread while it waits
            server.run()

    thread = threading.Thread(target=until_closed)
    thread.start()
    yield int(getattr(server, "effective_port"))  # noqa: B009 - not in the types
    server.close()
    thread.join(timeout=10)


def answer_to(port: int, message: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(message)
        return connection.recv(65536)


def test_many_half_requests_keep_nobody_out(port: int) -> None:
    with ExitStack() as open_ones:
        for _ in range(300):
            idle = open_ones.enter_context(socket.create_connection(("127.0.0.1", port)))
            idle.sendall(b"POST /s/x/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\na")
        asked = b"GET /s/x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        assert answer_to(port, asked).startswith(b"HTTP/1.1 404")


def test_a_body_that_is_too_large_is_refused_before_it_has_come(port: int) -> None:
    head = b"POST /no-such HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\nO1="
    assert answer_to(port, head % (RESCUED + 1)).startswith(b"HTTP/1.1 413")
    assert answer_to(port, head % 400_000_000).startswith(b"HTTP/1.1 413")


def test_who_is_silent_is_not_waited_for_long() -> None:
    assert limits()["channel_timeout"] + limits()["cleanup_interval"] <= 30
