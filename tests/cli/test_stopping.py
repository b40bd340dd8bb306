"""A command that is told to stop, by SIGTERM or a terminal that closes, ends as by Ctrl-C: in one
line, with the build before whole, and nothing left in the folder for temporary files.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.cli import main
from app.cli.demo_command import AS_OF, answer_sample
from app.cli.stopping import Stopped, told_to_stop
from app.files.site import read_site
from app.publish.held import remove
from app.publish.swap import fresh_of
from app.settings import PROGRAM, Site
from tests.browsers import real_browser
from tests.builders import OPENS
from tests.site_builder import sample_copy

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
COMMAND = "import sys; from app.cli import main; sys.exit(main())"
WITHOUT_PANGO = f"from app import system; system.has_pango = lambda: False; {COMMAND}"
SIGNALS = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample firm with its answers and open pages, and nothing printed yet."""
    site = sample_copy(tmp_path_factory.mktemp("built"), real=False)
    answer_sample(site, read_site(site))
    assert main(["build", "--open", "--pages", "-q", *of(site)]) == 0
    return site


@pytest.fixture
def temporary() -> Iterator[Path]:
    """An empty folder for temporary files; a browser's sockets there bear no long name."""
    with tempfile.TemporaryDirectory(prefix="t-") as folder:
        yield Path(folder)


def of(site: Site) -> list[str]:
    return ["--site", str(site.root), "--as-of", AS_OF.isoformat()]


def started(
    code: str, *arguments: str, temporary: Path, ignored: tuple[signal.Signals, ...] = ()
) -> subprocess.Popen[str]:
    def as_from_a_terminal() -> None:
        # Whoever runs the tests may have them ignored, and what they start as well.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)

    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        preexec_fn=as_from_a_terminal,
        env={**os.environ, "PYTHONPATH": str(PROGRAM), "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def printing(code: str, site: Site, temporary: Path) -> subprocess.Popen[str]:
    """A build that has made its first sheet, of many."""
    remove(fresh_of(site.print))
    build = started(code, "build", "--open", "--force", "-q", *of(site), temporary=temporary)
    until = time.monotonic() + 60
    while not any(fresh_of(site.print).rglob("*.pdf")):
        assert build.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    return build


def standing(site: Site) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in site.open_pages.rglob("*")}


@SIGNALS
@pytest.mark.parametrize("whole_group", [False, True], ids=["alone", "with all it started"])
@pytest.mark.parametrize("code", [COMMAND, WITHOUT_PANGO], ids=["WeasyPrint", "browser"])
def test_a_build_that_is_told_to_stop_leaves_the_one_before_and_nothing_temporary(
    built: Site, temporary: Path, number: signal.Signals, whole_group: bool, code: str
) -> None:
    if code == WITHOUT_PANGO:
        real_browser()
    before = standing(built)
    build = printing(code, built, temporary)
    (os.killpg if whole_group else os.kill)(build.pid, number)
    out, said = build.communicate(timeout=60)
    assert build.returncode == 128 + number
    assert out == ""
    assert said == "stopped; what was not finished was not kept, and the command can be run again\n"
    assert standing(built) == before
    assert list(temporary.iterdir()) == []


def test_what_prints_takes_its_temporary_files_along_when_the_build_is_killed(
    built: Site, temporary: Path
) -> None:
    build = printing(COMMAND, built, temporary)
    build.kill()
    build.communicate(timeout=60)
    until = time.monotonic() + 30
    while any(temporary.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(temporary.iterdir()) == []


def test_who_has_a_closing_terminal_ignored_is_built_for_to_the_end(
    tmp_path: Path, temporary: Path
) -> None:
    site = Site(tmp_path / "firm")
    assert main(["init", str(site.root)]) == 0
    build = started(
        COMMAND,
        *("build", "--open", "-q", "--site", str(site.root), "--as-of", OPENS.isoformat()),
        temporary=temporary,
        ignored=(signal.SIGHUP,),
    )
    while build.poll() is None:
        build.send_signal(signal.SIGHUP)
        time.sleep(0.05)
    build.communicate(timeout=60)
    assert build.returncode == 0


@SIGNALS
def test_to_be_told_to_stop_ends_serving_in_the_ordinary_way(
    tmp_path: Path, temporary: Path, number: signal.Signals
) -> None:
    assert main(["init", str(tmp_path / "firm")]) == 0
    wave = next((tmp_path / "firm/content/waves").iterdir()).stem
    where = ["--site", str(tmp_path / "firm")]
    day = date(int(wave), 2, 1).isoformat()
    assert main(["invite", wave, *where, "--yes", "--as-of", day]) == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    served = started(COMMAND, "serve", *where, "--port", port, temporary=temporary)
    assert served.stdout is not None
    assert served.stdout.readline().startswith("taking answers")
    served.stdout.readline()
    time.sleep(0.3)  # the line comes before the loop that ends on it
    served.send_signal(number)
    _, said = served.communicate(timeout=30)
    assert served.returncode == 0
    assert "Traceback" not in said


@SIGNALS
def test_tidying_up_is_not_broken_off_by_a_second_one(number: signal.Signals) -> None:
    before = signal.signal(number, signal.SIG_DFL)
    try:
        tidied = False
        with pytest.raises(Stopped), told_to_stop():
            try:
                os.kill(os.getpid(), number)
            finally:
                os.kill(os.getpid(), number)
                tidied = True
        assert tidied
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)
