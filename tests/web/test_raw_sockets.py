"""Bytes straight at waitress, as no browser sends them: answered or closed, and nothing stored."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from waitress.server import create_server

from tests.web.respondent import Survey

CASES = int(os.environ.get("FUZZ_CASES", "150"))


class Server:
    def __init__(self, root: Path) -> None:
        self.survey = Survey(root)
        self.server = create_server(
            self.survey.app, host="127.0.0.1", port=0, threads=2, ident=None, channel_timeout=2
        )
        self.port = int(getattr(self.server, "effective_port"))  # noqa: B009 - not in the types

    def send(self, message: bytes, *, wait: float = 2.0) -> bytes:
        """What comes back before the connection is closed or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            got = b""
            try:
                connection.sendall(message)
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    got += part
            except OSError:
                pass
            return got


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)

    def until_closed() -> None:
        with suppress(OSError):  # closed by another thread while it waits
            made.server.run()

    thread = threading.Thread(target=until_closed)
    thread.start()
    yield made
    made.server.close()
    thread.join(timeout=10)


def post(server: Server, body: bytes, *headers: str, length: int | None = None) -> bytes:
    lines = [
        f"POST {server.survey.link()}/2 HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        "Connection: close",
        *headers,
    ]
    if not any(h.lower().startswith("transfer-encoding") for h in headers):
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def chunked(body: bytes, size: int) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


WHOLE = b"R1=7&R2=na&:base=0&:end=1"


def test_a_whole_body_is_kept_in_one_piece_or_in_chunks(server: Server) -> None:
    assert b" 303 " in server.send(post(server, WHOLE))
    assert server.survey.saved() == {"R1": 7, "R2": None}
    again = WHOLE.replace(b"base=0", b"base=1").replace(b"=7", b"=8")
    sent = post(server, chunked(again, 5), "Transfer-Encoding: chunked")
    assert b" 303 " in server.send(sent)
    assert server.survey.saved() == {"R1": 8, "R2": None}


def test_a_body_that_ends_early_stores_nothing(server: Server) -> None:
    for missing in (1, 5, len(WHOLE)):
        server.send(post(server, WHOLE[: len(WHOLE) - missing], length=len(WHOLE)))
    for cut in range(1, len(chunked(WHOLE, 5)) - 6, 4):
        server.send(post(server, chunked(WHOLE, 5)[:cut], "Transfer-Encoding: chunked"))
    assert server.survey.saved() == {}


def test_more_than_is_taken_is_refused_in_chunks_too(server: Server) -> None:
    much = b"O1=" + b"x" * 700_000 + b"&R1=7&:base=0&:end=1"
    assert b" 413 " in server.send(post(server, much))
    sent = post(server, chunked(much, 8192), "Transfer-Encoding: chunked")
    assert b" 413 " in server.send(sent)
    assert server.survey.saved() == {}


def test_odd_requests_bring_no_500_and_store_nothing(server: Server) -> None:
    chance = Random(CASES)
    link = server.survey.link().encode("ascii")
    whole = post(server, b"R1=7&:base=0")  # never complete: it has no end
    odd = [
        b"GET " + link + b" HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
        b"POST " + link + b"/2 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\nR1=7",
        b"POST " + link + b"/2 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET " + link + b"%ff%fe HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET /s/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET " + link + b" HTTP/1.1\r\nConnection: close\r\n\r\n",
    ]
    for _ in range(CASES):
        bent = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        odd.append(bytes(bent[: chance.randrange(1, len(bent) + 1)]))
    for message in odd:
        answer = server.send(message)
        assert not answer.startswith(b"HTTP/1.1 5"), message
        assert not answer.startswith(b"HTTP/1.0 5"), message
    assert server.survey.saved() == {}
    assert b" 200 " in server.send(
        b"GET " + link + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    )
