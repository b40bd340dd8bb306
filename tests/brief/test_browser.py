"""Without Pango a browser prints the same brief: two A4 pages, settled, closed, ended in time."""

from __future__ import annotations

import io
import socket
import stat
import subprocess
import sys
import time
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pypdf
import pytest

from app import system
from app.brief import browser
from app.brief.browser import SIZES, browser_pdf, papers, printed, settled
from app.brief.document import brief_file
from app.core.firm import Paper
from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.errors import BriefError
from app.pages.brief_page import BriefPage, fitting
from app.pages.sheets import Sheet
from tests.brief.awkward import a_review, awkward
from tests.browsers import real_browser

A4 = SIZES[Paper.A4]


AWKWARD = awkward()
CHROMIUM = "/usr/bin/chromium"
PDF = (
    b"%PDF-1.4\n<</Creator (x)\n/CreationDate (D:20261123161145+00'00')\n"
    b"/ModDate (D:20261123161145+01'00')>>\n"
    b"<</Type /Pages\n/Count 2>>\n"
    b"<</Type /Page\n/MediaBox [0 0 594.95996 841.91998]>>\n"
    b"<</Type /Page\n/MediaBox [0 0 594.95996 841.91998]>>\n"
    b"<</Length 30>> stream\n/Type /Page /MediaBox [0 0 1 1]\nendstream\n"
    b"/ID (node00000029) /ID (node00000031) /Headers [(node00000029)]\n"
)


# A real one


@pytest.fixture(scope="module")
def plain() -> bytes:
    return browser_pdf(AWKWARD["plain"], real_browser())


@pytest.mark.parametrize("case", ["everything at once", "nobody answered", "markup in words"])
def test_a_review_is_exactly_two_a4_pages(case: str) -> None:
    pages = pypdf.PdfReader(io.BytesIO(browser_pdf(AWKWARD[case], real_browser()))).pages
    assert [tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages] == [A4, A4]


def test_it_says_what_weasyprint_says(plain: bytes) -> None:
    from app.brief.render import brief_pdf

    def words(pdf: bytes) -> list[str]:
        pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
        whole = " ".join(page.extract_text() for page in pages)
        return sorted(unicodedata.normalize("NFKC", whole).split())  # Chromium writes ligatures

    assert words(plain) == words(brief_pdf(AWKWARD["plain"]))


def test_it_has_our_title_language_tags_day_and_fonts(plain: bytes) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(plain))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Harbour with North: brief for the 2026 survey"
    assert str(pdf.metadata["/CreationDate"]) == "D:20261116000000+00'00'"
    assert str(pdf.root_object["/Lang"]) == "en"
    assert "/StructTreeRoot" in pdf.root_object
    fonts = {
        str(reference.get_object()["/BaseFont"])[8:]
        for page in pdf.pages
        for reference in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts
    assert all(name.startswith(("SourceSans3", "SourceSerif4")) for name in fonts), fonts


def test_the_same_review_gives_the_same_bytes(plain: bytes) -> None:
    assert browser_pdf(AWKWARD["plain"], real_browser()) == plain


def test_what_it_refused_fails_the_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_more(page: BriefPage, logo: str) -> str:
        image = '<img src="https://example.org/x.png" alt=""></section>'
        return brief_file(page, logo).replace("</section>", image, 1)

    monkeypatch.setattr(browser, "brief_file", with_more)
    with pytest.raises(BriefError, match=r"^Chrom\w+: .*example\.org"):
        browser_pdf(a_review(), real_browser())


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("paper", Paper)
def test_a_browser_prints_every_sheet_on_either_paper(paper: Paper, language: str) -> None:
    review = replace(a_review(), language=language)
    shared = shared_review(review, Unnamed())
    for made_of, sheet in ((shared, Sheet.SHARED), (review, Sheet.PREPARE)):
        pdf = browser_pdf(made_of, real_browser(), sheet, paper)
        assert papers(pdf) == (SIZES[paper],) * sheet.pages


def test_a_brief_that_never_fits_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    two = list(islice(fitting(a_review()), 2))
    monkeypatch.setattr(browser, "lengths", lambda *_: two)
    monkeypatch.setattr(browser, "brief_file", lambda *_: '<p style="height: 2000mm">x</p>')
    with pytest.raises(BriefError, match=r"^does not fit on 2 pages"):
        browser_pdf(a_review(), real_browser())


def test_it_reaches_no_address_even_where_a_page_asks() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.0)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        pdf = printed(f'<img src="{address}" alt="">', real_browser(), 60.0)
        assert papers(pdf)
        with pytest.raises(BlockingIOError):
            server.accept()


# A false one


def false_browser(folder: Path, script: str) -> str:
    """A program that stands in for a browser; `pdf` in its script is where to print to."""
    program = folder / "chromium"
    program.write_text(
        f"#!{sys.executable}\nimport os, subprocess, sys, time\n"
        "pdf = next(a for a in sys.argv if a.startswith('--print-to-pdf='))[15:]\n"
        f"{script}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a script is no program")


@posix_only
def test_one_that_prints_nothing_is_told_with_its_last_word(tmp_path: Path) -> None:
    lost = false_browser(
        tmp_path,
        "print('[26:26:1123/164510.45:ERROR:zygote_host.cc:128] No usable sandbox! Install one. '"
        "'Or not.'); print('[26:27:dbus/bus.cc] noise')",
    )
    with pytest.raises(BriefError, match=r"^Chromium made no PDF: No usable sandbox! Install one$"):
        browser_pdf(a_review(), lost)


@posix_only
def test_one_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    hangs = false_browser(
        tmp_path,
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(child)!r} + '.new', 'w').write(str(child.pid))\n"
        f"os.rename({str(child)!r} + '.new', {str(child)!r})\n"
        "time.sleep(600)",
    )
    wait = subprocess.Popen.wait

    def until_it_hangs(process: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        if timeout is None:
            return wait(process)
        while not child.exists():
            assert process.poll() is None
            time.sleep(0.02)
        raise subprocess.TimeoutExpired("chromium", timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", until_it_hangs)
    with pytest.raises(BriefError, match=r"^Chromium took more than 60 s"):
        browser_pdf(a_review(), hangs)
    assert _ends(int(child.read_text()))


def _ends(pid: int) -> bool:
    """Whether a process goes away soon, or leaves but its remains."""
    for _ in range(100):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout.strip()
        if not state or state[0] in "ZX":
            return True
        time.sleep(0.05)
    return False


@posix_only
@pytest.mark.parametrize("root", [True, False])
def test_only_root_goes_without_the_sandbox(
    root: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tells = false_browser(tmp_path, "open(pdf, 'w').write(' '.join(sys.argv))")
    monkeypatch.setattr(system, "is_root", lambda: root)
    said = printed("x", tells, 60.0).decode()
    assert ("--no-sandbox" in said) is root
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in said


@posix_only
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(browser, "_room", lambda _: room)
    tells = false_browser(tmp_path, "open(pdf, 'w').write('here')")
    assert printed("x", tells, 60.0) == b"here"
    assert list(room.iterdir()) == []


def test_a_browser_from_a_snap_works_in_its_own_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    room = tmp_path / "snap" / "chromium" / "common"
    room.mkdir(parents=True)
    assert browser._room("/snap/bin/chromium") == room
    room.rmdir()
    assert browser._room("/snap/bin/chromium") is None


def test_another_browser_needs_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: pytest.fail("asked for a home"))
    assert browser._room(CHROMIUM) is None


# What its PDFs look like


def test_pages_are_counted_outside_of_streams() -> None:
    assert papers(PDF) == (A4, A4)
    assert papers(PDF.replace(b"/Type /Page\n", b"/Type /Page/Rotate 0\n")) == (A4, A4)


def test_a_page_without_its_size_counts_for_none() -> None:
    assert papers(PDF.replace(b"841.91998", b"x", 1)) == ()
    assert papers(b"not a pdf") == ()


def test_the_day_and_the_nodes_are_settled_without_moving_anything() -> None:
    made = settled(PDF, date(2026, 11, 16))
    assert len(made) == len(PDF)
    assert made.count(b"(D:20261116000000+00'00')") == 2
    assert b"/ID (node00000000) /ID (node00000001) /Headers [(node00000000)]" in made
    later = PDF.replace(b"161145", b"235959").replace(b"29)", b"26)").replace(b"31)", b"28)")
    assert settled(later, date(2026, 11, 16)) == made


def test_nodes_that_were_numbered_the_other_way_round_make_the_same_bytes() -> None:
    def pdf(first: int, second: int) -> bytes:
        pairs = " ".join(f"(node{n:08}) {o} 0 R" for n, o in sorted(((first, 39), (second, 141))))
        low, high = sorted((first, second))
        return (
            f"39 0 obj <</ID (node{first:08})>>\n141 0 obj <</ID (node{second:08})>>\n"
            f"/Headers [(node{first:08})] /Limits [(node{low:08}) (node{high:08})]\n"
            f"/Names [{pairs}]>>\n"
        ).encode()

    day = date(2026, 11, 16)
    assert browser.settled(pdf(30, 31), day) == browser.settled(pdf(31, 30), day)
    assert browser.settled(pdf(264, 30), day) == browser.settled(pdf(30, 264), day)
    assert len(browser.settled(pdf(31, 30), day)) == len(pdf(31, 30))
