"""What sealing costs: a page and a brief, a whole upload, its size, and opening it in a browser.

    python -m tests.benchmarks.sealing [SIZE [SECONDS]]

SIZE relationships (500 by default; 2,000 by hand), each with our review, a brief, a lead's sheet
and the copy for the table, page and print. The pages are those of the tests, in every state; a
printed sheet is as many bytes as ours have. SECONDS is what a full build of as many takes
(`python -m tests.benchmarks.build`), for the share.

- One page and one brief: medians of many, beside AES-GCM alone over the same bytes.
- An upload: sealed whole, sealed again with nothing changed, and looked over; every name and word
  of a store of SIZE relationships is searched for.
- In this machine's Chromium, from a folder on the disk: from the press to the page, medians of
  seven. PBKDF2 is timed in the same browser; a laptop may take four times as long for it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from playwright.sync_api import Browser, Page, sync_playwright

from app.files.site import read_site
from app.publish.hosting import write_hosting
from app.publish.inspect_sealed import inspect_sealed
from app.publish.private_words import private_words
from app.publish.seal_site import Earlier, link_of, seal_site
from app.publish.units import OVERVIEW, BuiltFile, built_files, units_of
from app.sealing.page_keys import PageKeys, new_keys, with_units
from app.sealing.passphrases import new_passphrase
from app.sealing.sealed_file import Kind, sealed
from app.store.once import AnswersOnce
from app.store.sealed_pages import Upload
from tests.benchmarks.firms import AS_OF, a_firm, slug_of
from tests.browser.conftest import FLAGS
from tests.browser.every_page import every_page
from tests.browsers import real_browser
from tests.sealing.small_site import FIRM

SIZE = 500
SHEET = 47_000
"""Bytes of one of our two-page briefs."""
WAVE = str(AS_OF.year)
ROUNDS = 7
PBKDF2 = """async () => {
  const subtle = crypto.subtle, words = new Uint8Array(30);
  const key = await subtle.importKey("raw", words, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(16), iterations: 600000 };
  const began = performance.now();
  await subtle.deriveBits(how, key, 256);
  return performance.now() - began;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    files: tuple[BuiltFile, ...]
    keys: PageKeys
    words: str
    folder: Path


def a_build(root: Path, size: int) -> tuple[BuiltFile, ...]:
    """Pages of every state, a relationship each, and printed sheets of random bytes."""
    states = [
        path for path in every_page(root / "states") if path.parent.parent.parent.name == "states"
    ]
    reviews = [path for path in states if path.parent.parent.name.isdigit()]
    tables = sorted((root / "states" / "for-the-table").rglob("*.html"))
    texts = [_relinked(path.read_text("utf-8")) for path in reviews]
    copies = [path.read_text("utf-8") for path in tables]
    overview = "".join(f'<a href="{WAVE}/{slug_of(n)}/index.html">x</a>' for n in range(size))
    _put(root / "open/index.html", f"<main>{overview}</main>".encode())
    _put(root / f"open/{WAVE}/index.html", b"<main>all</main>")
    for place in (root / "states" / "static").rglob("*"):
        if place.is_file():
            _put(
                root / "open/static" / place.relative_to(root / "states/static"), place.read_bytes()
            )
    for number in range(size):
        slug = slug_of(number)
        _put(root / f"open/{WAVE}/{slug}/index.html", texts[number % len(texts)].encode())
        _put(
            root / f"open/for-the-table/{WAVE}/{slug}-shared.html",
            copies[number % len(copies)].encode(),
        )
        for sheet in (
            f"{WAVE}/{slug}-firm",
            f"{WAVE}/{slug}-prepare",
            f"for-the-table/{WAVE}/{slug}-shared",
        ):
            _put(root / f"print/{sheet}.pdf", os.urandom(SHEET))
    return built_files(root / "open", root / "print")


def _relinked(html: str) -> str:
    return re.sub(r'href="\.\./[^"]*"', f'href="../../{WAVE}/index.html"', html).replace(
        f'<link rel="stylesheet" href="../../{WAVE}/index.html">',
        '<link rel="stylesheet" href="../../static/site.css">',
    )


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """Seconds by the clock, and of this process's own work: a busy machine lengthens the first."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s ({self.processor:.2f} s)"


class Watch:
    def __init__(self) -> None:
        self._now = time.perf_counter(), time.process_time()

    def lap(self) -> Lap:
        """Since the last one."""
        wall, processor = self._now
        self._now = time.perf_counter(), time.process_time()
        return Lap(wall=self._now[0] - wall, processor=self._now[1] - processor)


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds, the median of some; one more goes before."""
    found = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return median(found[1:])


def one_file(size: int, kind: Kind) -> tuple[float, float]:
    """Microseconds to seal one, and of AES-GCM alone."""
    data, key = os.urandom(size), os.urandom(32)
    cipher, nonce = AESGCM(key), os.urandom(12)
    whole = timed(lambda: sealed(key, kind, "a1b2", data), 201)
    bare = timed(lambda: cipher.encrypt(nonce, data, b"label"), 201)
    return whole * 1e6, bare * 1e6


def whole_upload(root: Path, size: int, seconds: float | None) -> Made:
    """Seals, seals again, looks over; prints what it took."""
    site = a_firm(root / "firm", size)
    private = private_words(site, read_site(site), AnswersOnce(site.instance))
    files = a_build(root / "build", size)
    words = new_passphrase()
    keys = with_units(new_keys(words), units_of(files), AS_OF, without_link=(OVERVIEW,))
    one, two = root / "one", root / "two"
    for folder in (one, two):
        folder.mkdir()
    watch = Watch()
    done = seal_site(files, one, keys, (WAVE,))
    sealing = watch.lap()
    write_hosting(one, FIRM)
    watch.lap()
    digests = inspect_sealed(one, files, keys, private, firm=FIRM, guide=())
    looking = watch.lap()
    before = Earlier(
        folder=one,
        record=Upload(files=digests, units=done.units),
        unchanged=lambda _: True,
    )
    watch.lap()
    seal_site(files, two, keys, (WAVE,), before)
    again = watch.lap()
    plain = sum(file.source.stat().st_size for file in files if file.unit)
    locked = sum(path.stat().st_size for path in (one / "sealed").iterdir())
    print(f"{size} relationships: {done.sealed} files, {plain / 1e6:.0f} MB")
    both = sealing.wall + looking.wall
    share = f", both {100 * both / seconds:.1f} % of a build" if seconds else ""
    each = 1e3 * sealing.processor / done.sealed
    print(f"  sealed whole          {sealing}  {each:.2f} ms of the processor a file")
    looked_for = len(private.words | private.said)
    print(f"  looked over           {looking}  {looked_for} words, none in clear{share}")
    print(f"  with nothing changed  {again}  {again.processor / sealing.processor:.2f} of it")
    print(f"  size                  {locked / plain:8.2f} of what was sealed")
    return Made(files=files, keys=keys, words=words, folder=one)


def in_a_browser(browser: Browser, made: Made) -> None:
    address = (made.folder / "index.html").as_uri()
    link = link_of(made.keys, f"firm/{slug_of(3)}", "").removeprefix("/")

    def by_link() -> float:
        page = browser.new_page()
        began = time.perf_counter()
        page.goto(address + link)
        _shown(page)
        took = time.perf_counter() - began
        page.close()
        return took

    def by_passphrase() -> float:
        page = browser.new_page()
        page.goto(address)
        page.fill("#words", made.words)
        began = time.perf_counter()
        page.press("#words", "Enter")
        _shown(page)
        took = time.perf_counter() - began
        page.close()
        return took

    page = browser.new_page()
    page.goto(address)
    slow = median(page.evaluate(PBKDF2) for _ in range(ROUNDS)) / 1e3
    page.close()
    linked = median(by_link() for _ in range(ROUNDS))
    worded = median(by_passphrase() for _ in range(ROUNDS))
    print(f"opened by link          {linked:8.2f} s")
    print(f"opened by passphrase    {worded:8.2f} s, PBKDF2 {slow:.2f} s of it")
    print(f"  PBKDF2 four times     {worded + 3 * slow:8.2f} s")


def _shown(page: Page) -> None:
    page.wait_for_function(
        "() => document.body.className === 'opened' && "
        "document.getElementById('status').textContent === ''",
        polling=5,
    )


def main(size: int, seconds: float | None) -> None:
    print("one file                  sealed   AES-GCM alone")
    for name, length, kind in (
        ("page, 30 kB", 30_000, Kind.PAGE),
        ("brief, 47 kB", SHEET, Kind.BRIEF),
    ):
        whole, bare = one_file(length, kind)
        print(f"  {name:<20} {whole:8.0f} µs {bare:8.0f} µs")
    with TemporaryDirectory() as root:
        made = whole_upload(Path(root), size, seconds)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=real_browser(), args=list(FLAGS))
            in_a_browser(browser, made)
            browser.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else SIZE, float(given[1]) if given[1:] else None)
