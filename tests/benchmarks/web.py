"""How fast the live survey answers: pages read and saved a second, beside an empty view.

    python -m tests.benchmarks.web FOLDER [SECONDS]

One waitress process as `serve` runs it; clients in another process, over connections that stay
open. For 100 and 100,000 stored responses in the wave: GET of a factor page, a POST that saves, and
the same server's empty view, turn by turn in one run. Then 1,000 respondents who post within 60 s.
"""

from __future__ import annotations

import gzip
import multiprocessing
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from flask import Flask
from waitress.server import create_server

from app.cli.opening import keep_wave
from app.core.opening import open_wave
from app.core.response import Answer, Response, State
from app.core.survey import Form, Perspective, Role
from app.core.wave import OpenedWave
from app.files.site import read_site
from app.sealing.links import link_token, new_key
from app.settings import PROGRAM, Site
from app.store import disk
from app.store.answers import AnswerStore
from app.store.keys import kept_key
from app.web import create_app
from app.web.limits import RateLimit
from tests.site_builder import sample_copy

NOON = datetime(2026, 10, 20, 12, tzinfo=UTC)
ASKED = 1_000
"""Links that are used, a person each."""
CONNECTIONS = 4


def with_people(root: Path) -> tuple[Site, OpenedWave, list[str]]:
    """The sample firm with its 2026 wave, and a thousand contacts at one client."""
    site = sample_copy(root)
    files = read_site(site)
    wave = next(wave for wave in files.waves if wave.id == "2026")
    opened = open_wave(
        wave, files.firm, files.people, files.relationships, files.surveys, wave.opens
    )
    first = opened.invited("northlight-foods", Perspective.COUNTERPART)[0]
    many = tuple(replace(first, respondent=f"person-{n}", name=f"Person {n}") for n in range(ASKED))
    opened = replace(opened, invitations=(*opened.invitations, *many))
    keep_wave(site, opened)
    key = kept_key(site.instance, "links", new_key)
    return site, opened, [f"/s/{link_token(key, '2026', one)}" for one in many]


def fill(site: Site, opened: OpenedWave, stored: int) -> None:
    """So many sent responses, of people who are not among those who answer now."""
    survey = opened.survey("client")
    rated = [i for i in survey.asked(Perspective.COUNTERPART, Form.ANNUAL) if i.rated]
    answers = tuple(
        Answer(item=item.id, value=3 if item.role is Role.FREQUENCY else 4) for item in rated
    )
    store = AnswerStore(site.instance)
    batch = 5_000
    for start in range(0, stored, batch):
        store.save_all(
            "2026",
            [
                Response(
                    wave="2026",
                    relationship="northlight-foods",
                    perspective=Perspective.COUNTERPART,
                    respondent=f"stored-{n}",
                    state=State.SENT,
                    language="en",
                    answers=answers,
                )
                for n in range(start, min(start + batch, stored))
            ],
        )
    store.close()


def _serve(root: str, ready: object) -> None:
    """In a process of its own: the survey, with an empty view beside it."""
    setattr(RateLimit, "wait", lambda *_: 0)  # noqa: B010 - one link presses without end here
    app: Flask = create_app(Site(Path(root)), now=lambda: NOON)
    app.add_url_rule("/empty", "empty", lambda: "")
    server = create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
    ready.send(int(getattr(server, "effective_port")))  # type: ignore[attr-defined]  # noqa: B009
    server.run()


@contextmanager
def serving(root: Path) -> Iterator[int]:
    """The port of a server of its own process."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(str(root), there))
    process.start()
    yield here.recv()
    process.terminate()
    process.join()


def request(connection: socket.socket, message: bytes) -> bytes:
    """One request and the whole of its answer."""
    connection.sendall(message)
    got = connection.recv(65536)
    while b"\r\n\r\n" not in got:
        got += connection.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("ascii")


def post(path: str, fields: dict[str, str]) -> bytes:
    body = urlencode({**fields, ":go": "auto", ":end": "1"})
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}"
    ).encode("ascii")


def load(port: int, seconds: float, client: Callable[[int, socket.socket], None]) -> list[float]:
    """Milliseconds of every request that `client` made over CONNECTIONS connections."""
    times: list[float] = []
    end = time.perf_counter() + seconds

    def run(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (started := time.perf_counter()) < end:
                client(number, connection)
                times.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


class Saving:
    """A client whose every post is a new version: its own link, the base it was told last."""

    def __init__(self, links: list[str]) -> None:
        self.links = links
        self.bases = ["0"] * CONNECTIONS
        self.counts = [0] * CONNECTIONS

    def __call__(self, number: int, connection: socket.socket) -> None:
        self.counts[number] += 1
        score = str(self.counts[number] % 11)
        fields = {"R1": score, "R2": "5", "R3": "na", ":base": self.bases[number]}
        answer = request(connection, post(f"{self.links[number]}/2", fields))
        if b"x-base: " not in answer.lower():
            # A version from the turn before: go on from there.
            self.bases[number] = (
                answer.partition(b'name=":base" value="')[2].split(b'"')[0].decode()
            )
            return
        self.bases[number] = answer.lower().partition(b"x-base: ")[2].split(b"\r\n")[0].decode()


def syncs(folder: Path, seconds: float) -> float:
    """Appends with fsync a second, of about the size of one answer."""
    handle = os.open(folder / "probe", os.O_WRONLY | os.O_CREAT, 0o600)
    end, done = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        os.pwrite(handle, b"x" * 400, done * 400)
        disk.sync(handle)
        done += 1
    os.close(handle)
    return done / seconds


def rates(folder: Path, stored: int, seconds: float) -> dict[str, float]:
    """Requests a second and p99 of each kind; medians of five turns."""
    root = folder / str(stored)
    site, opened, links = with_people(root)
    fill(site, opened, stored)
    found: dict[str, list[float]] = {}
    with serving(root) as port:
        saving = Saving(links)
        pages = [get(f"{link}/2") for link in links]
        turns: dict[str, Callable[[int, socket.socket], None]] = {
            "empty": lambda _, connection: void(request(connection, get("/empty"))),
            "get": lambda n, connection: void(request(connection, pages[n])),
            "save": saving,
        }
        for client in turns.values():
            load(port, 1, client)
        for _ in range(5):
            for name, client in turns.items():
                times = load(port, seconds, client)
                found.setdefault(name, []).append(len(times) / seconds)
                found.setdefault(f"{name} p99", []).append(quantiles(times, n=100)[98])
            found.setdefault("fsync", []).append(syncs(root, 1))
    return {name: median(values) for name, values in found.items()}


def void(_: bytes) -> None:
    """A client says nothing."""


def thousand(folder: Path) -> tuple[int, float, float]:
    """1,000 respondents who each post one page within 60 s: saved, p95 in ms, seconds."""
    root = folder / "thousand"
    site, _, links = with_people(root)
    times: list[float] = []
    with serving(root) as port:
        started = time.perf_counter()

        def one(number: int) -> None:
            time.sleep(max(0.0, started + number * 0.055 - time.perf_counter()))
            begun = time.perf_counter()
            with socket.create_connection(("127.0.0.1", port)) as connection:
                request(connection, get(links[number]))
                request(connection, get(f"{links[number]}/2"))
                fields = {"R1": "7", "R2": "5", "R3": "4", ":base": "0"}
                request(connection, post(f"{links[number]}/2", fields))
            times.append((time.perf_counter() - begun) * 1000)

        threads = [threading.Thread(target=one, args=(n,)) for n in range(len(links))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - started
    saved = sum(1 for r in AnswerStore(site.instance).responses("2026") if len(r.answers) == 3)
    return saved, quantiles(times, n=20)[18], took


def sizes() -> Iterator[tuple[str, int]]:
    """Kilobytes of a page with its style and script, without fonts, compressed."""
    from tempfile import TemporaryDirectory

    from tests.web.state_pages import states

    static = PROGRAM / "app/pages/static"
    beside = sum(len(gzip.compress((static / n).read_bytes())) for n in ("survey.css", "survey.js"))
    with TemporaryDirectory() as folder:
        for name, page in states(Path(folder)).items():
            yield name, len(gzip.compress(page.encode("utf-8"))) + beside


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("usage: python -m tests.benchmarks.web FOLDER [SECONDS]")
    folder = Path(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 3.0
    measured = {}
    print("stored    empty/s   GET/s  ÷empty  p99 ms  save/s  ÷empty  ÷fsync  p99 ms  fsync/s")
    for stored in (100, 100_000):
        r = measured[stored] = rates(folder, stored, seconds)
        print(
            f"{stored:>7,} {r['empty']:>8.0f} {r['get']:>7.0f} {r['get'] / r['empty']:>7.2f} "
            f"{r['get p99']:>7.1f} {r['save']:>7.0f} {r['save'] / r['empty']:>7.2f} "
            f"{r['save'] / r['fsync']:>7.2f} {r['save p99']:>7.1f} {r['fsync']:>8.0f}"
        )
    few, many = measured[100], measured[100_000]
    grown = {kind: few[kind] / many[kind] for kind in ("get", "save")}
    print(f"100 ÷ 100,000: GET {grown['get']:.2f}, save {grown['save']:.2f}")
    saved, p95, took = thousand(folder)
    print(f"1,000 respondents in {took:.0f} s: {saved} saved, p95 {p95:.0f} ms, 3 requests each")
    largest = max(sizes(), key=lambda found: found[1])
    print(f"largest page: {largest[0]}, {largest[1] / 1000:.1f} kB compressed, without fonts")


if __name__ == "__main__":
    main()
