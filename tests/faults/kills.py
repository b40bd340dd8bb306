"""Kills the serving process in the middle of real posts, and counts what was lost.

A parent with everything loaded forks a server onto an open socket; a client posts answers to it,
one after the other, and notes each that it was told is saved; at a random moment the server is
killed with signal 9, and the next one is forked. At the end every answer noted must be in the
store.

    python -m tests.faults.kills 10000
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlencode

from flask import Flask
from waitress.server import create_server

from app.core.survey import Perspective
from app.store.answers import AnswerStore
from app.web import create_app
from tests.site_builder import link_of, with_open_wave

LONGEST, ANSWERS = 0.04, 8.0
"""Seconds that a server lives at most, or on a slow machine so many times what its first answer
takes: with less nothing would be acknowledged, and nothing shown.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What so many kills came to."""

    kills: int
    in_flight: int
    """Kills that hit a post that was under way."""
    acknowledged: int
    stored: int
    lost: int
    torn: int
    """Ends that were set aside: answers cut in the middle of being written."""


def run(folder: Path, kills: int, seed: int = 1) -> Outcome:
    """Kills the server so many times; raises StoreError should the store not open any more."""
    site, opened = with_open_wave(folder)
    app = create_app(site, now=lambda: datetime(2026, 10, 20, 12, tzinfo=UTC))
    people = opened.invited("northlight-foods", Perspective.COUNTERPART)
    links = [link_of(site, opened, person) for person in people]
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    app.test_client().get(links[0], headers={"Host": "127.0.0.1"})  # all is loaded before the forks
    logging.getLogger("waitress").setLevel(logging.ERROR)
    chance = Random(seed)
    longest = max(LONGEST, ANSWERS * _first_answer(app, listening, links[0]))
    acknowledged: list[str] = []
    bases = dict.fromkeys(links, "0")
    number = in_flight = 0
    for _ in range(kills):
        server = _forked(app, listening)
        connection = HTTPConnection("127.0.0.1", listening.getsockname()[1], timeout=5)
        killer = Thread(target=_kill, args=(server, chance.uniform(0, longest), connection))
        killer.start()
        while killer.is_alive():
            number += 1
            words, link = f"answer {number}", links[number % len(links)]
            try:
                connection.request(
                    "POST",
                    f"{link}/7",
                    urlencode({"O1": words, ":base": bases[link], ":go": "auto", ":end": "1"}),
                    {"Content-Type": "application/x-www-form-urlencoded", "Host": "127.0.0.1"},
                )
                answer = connection.getresponse()
                page = answer.read().decode("utf-8")
                if answer.status == 200:
                    acknowledged.append(words)
                    bases[link] = answer.headers["X-Base"]
                elif answer.status == 409:
                    # A kill came between saving and saying so: go on from what is there.
                    bases[link] = page.partition('name=":base" value="')[2].partition('"')[0]
            except (OSError, HTTPException):
                in_flight += 1
                break
        killer.join()
        connection.close()
        os.waitpid(server, 0)
    listening.close()
    store = AnswerStore(site.instance)
    stored = {str(response.value("O1")) for response in store.history("2026")}
    return Outcome(
        kills=kills,
        in_flight=in_flight,
        acknowledged=len(acknowledged),
        stored=len(stored),
        lost=len(set(acknowledged) - stored),
        torn=len(list((site.instance / "answers/2026").glob("torn-*"))),
    )


def _first_answer(app: Flask, listening: socket.socket, link: str) -> float:
    """Seconds from starting a server to its first answer; the median of five."""
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        server = _forked(app, listening)
        connection = HTTPConnection("127.0.0.1", listening.getsockname()[1], timeout=30)
        connection.request("GET", link, headers={"Host": "127.0.0.1"})
        connection.getresponse().read()
        taken.append(time.perf_counter() - started)
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
        connection.close()
    return sorted(taken)[2]


def _forked(app: Flask, listening: socket.socket) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of other tests
        server = os.fork()
    if server == 0:
        create_server(app, sockets=[listening], threads=2, ident=None).run()
        os._exit(0)
    return server


def _kill(server: int, after: float, connection: HTTPConnection) -> None:
    time.sleep(after)
    os.kill(server, signal.SIGKILL)
    # A post that the dead server never took would wait for the next one.
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        outcome = run(Path(folder), kills)
        print(f"{outcome} in {time.perf_counter() - started:.0f} s")
    sys.exit(1 if outcome.lost else 0)


if __name__ == "__main__":
    main()
