"""Odd arguments, terminals and folders: one clear line, the right exit code, nothing half done.

Each runs the program as a person does, because streams, signals and folders belong to a process.
"""

import contextlib
import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.cli import main
from app.files.starter import start_site
from app.publish.swap import fresh_of
from app.settings import PROGRAM
from tests.builders import OPENS
from tests.site_builder import sample_copy

POSIX = pytest.mark.skipif(os.name != "posix", reason="as on Unix")
BUILD = [sys.executable, "-c", "import sys; from app.cli import main; sys.exit(main())"]


def run(
    *arguments: str,
    cwd: Path = PROGRAM,
    stdout: int | None = subprocess.PIPE,
    environ: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    environ = environ or {}
    unset = {name for name, value in environ.items() if value == "unset"}
    inherited = {k: v for k, v in os.environ.items() if k not in {"PYTHONUNBUFFERED", *unset}}
    chosen = {k: v for k, v in environ.items() if k not in unset}
    return subprocess.run(
        [*BUILD, *arguments],
        cwd=cwd,
        env={**inherited, "PYTHONPATH": str(PROGRAM), **chosen},
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def unopened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A firm's own folder with a name that not every terminal can write."""
    root = tmp_path_factory.mktemp("ours")
    start_site(root / "firm", today=OPENS)
    path = root / "firm/content/relationships/first-client.md"
    text = path.read_text("utf-8").replace("First Client", "Kovač & Söhne")
    path.write_text(text, encoding="utf-8")
    wave = root / "firm/content/waves/2027.md"
    wave.write_text(wave.read_text("utf-8").replace('"named"', '"confidential"', 1), "utf-8")
    return root / "firm"


@pytest.fixture(scope="module")
def ours(unopened: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, for tests that open its wave."""
    return Path(shutil.copytree(unopened, tmp_path_factory.mktemp("opened") / "firm"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--site", "/"], "/ has no content/ folder"),
        (["check", "--site", "content/firm.md"], "content/firm.md is a file, not a folder"),
        (["check", "--site", "not-there"], "not-there is not there"),
        (["check", "--site", "tests"], "tests has no content/ folder"),
        (["check", "--site", "a" * 300], "cannot be used (File name too long)"),
        (
            ["export", "answers", "--out", "nowhere/x.csv"],
            "nowhere is not there; make it first, or name a file in one that is there, such as "
            "answers.csv",
        ),
        (
            ["export", "answers", "--out", "."],
            ". is a folder; name a file in it, such as answers.csv",
        ),
        (["backup", "nowhere/x.zip"], "nowhere is not there; make it first"),
        (["backup", "."], ". is a folder; name a file in it, such as backup.zip"),
        (["export", "answers", "--out", "a" * 300], "cannot be used (File name too long)"),
        (["init", "a" * 300], "cannot be used (File name too long)"),
        (["build", "--workers", "0"], "0 is no number of processes"),
        (["build", "--workers", "100000"], "100000 is no number of processes"),
        (["init", "."], "holds a firm's files already"),
        (["init", "tests"], "is not empty"),
        (["init", "README.md"], "is a file, not a folder"),
        (["init", "README.md/ours"], "cannot be written (Not a directory)"),
    ],
)
@POSIX
def test_an_argument_that_cannot_be_is_said_to_be(
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(PROGRAM)
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--site", ""], "an empty name; is a variable of your shell unset?"),
        (["init", ""], "an empty name"),
        (["check", "--site", "~nobody-is-called-so/x"], "a home folder that is not known here"),
        (["build", "--as-of", "9999-12-31"], "is too far away; use a year from 1900 to 2199"),
        (["build", "--as-of", "0001-01-01"], "is too far away"),
        (["build", "--as-of", "2026-02-30"], "is no day; write it as 2026-11-30"),
        (["serve", "--port", "８０８０"], "is no port"),
        (
            ["import", "x.csv", "--wave", "2026", "--encoding", "latin-2"],
            "invalid choice: 'latin-2'",
        ),
    ],
)
def test_an_argument_that_is_no_name_or_day_is_said_to_be(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_folder_of_someone_else_is_read_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/posts/hello.md").write_text("---\ntitle: hello\n---\n")
    for command in (["check"], ["build", "--open"], ["invite", "2027", "--yes"]):
        assert main([*command, "--site", str(tmp_path)]) == 2
        said = capsys.readouterr().err
        assert "content/posts: is unknown here" in said
        assert "content/firm.md: is missing" in said
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["content", "hello.md", "posts"]


@pytest.mark.parametrize("name", ["build", "instance"])
@pytest.mark.parametrize(
    "command", [["check"], ["status"], ["build", "--open"], ["invite", "2027", "--yes"]]
)
def test_a_file_in_the_place_of_a_folder_of_ours_is_named_and_left_alone(
    tmp_path: Path, name: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    start_site(tmp_path / "firm", today=OPENS)
    (tmp_path / "firm" / name).write_text("mine", encoding="utf-8")
    assert main([*command, "--site", str(tmp_path / "firm")]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"{tmp_path / 'firm' / name}: is a file, not a folder; move it away")
    assert (tmp_path / "firm" / name).read_text("utf-8") == "mine"


def test_a_file_called_content_is_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").write_text("mine", encoding="utf-8")
    assert main(["check", "--site", str(tmp_path)]) == 2
    assert "has no content/ folder, but a file of that name" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # waitress leaves it to the end
@POSIX
@pytest.mark.parametrize("host", ["", "a..b", "a" * 300])
def test_a_host_that_is_none_is_named(
    ours: Path, tmp_path: Path, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--site", str(ours)]
    assert main(["invite", "2027", *where, "--yes", "--as-of", "2027-02-01"]) == 0
    assert main(["serve", *where, "--host", host]) == 2
    assert "cannot be used" in capsys.readouterr().err
    gc.collect()


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # waitress leaves it to the end
def test_a_busy_port_is_named(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--site", str(ours)]
    assert main(["invite", "2027", *where, "--yes", "--as-of", "2027-02-01"]) == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", *where, "--port", port]) == 2
    assert f"127.0.0.1:{port} cannot be used" in capsys.readouterr().err
    gc.collect()


@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"HOME": "unset", "USERPROFILE": "unset"},
    ],
    ids=["ascii", "C", "no home"],
)
def test_a_name_is_said_as_well_as_the_terminal_can(
    unopened: Path, environ: dict[str, str]
) -> None:
    done = run(
        "invite",
        "2027",
        "--site",
        str(unopened),
        "--dry-run",
        "--as-of",
        "2027-02-01",
        environ=environ,
    )
    assert done.returncode == 0, done.stderr
    assert "Kova" in done.stdout


@POSIX
@pytest.mark.parametrize("command", [["check"], ["--help"]])
def test_a_reader_who_went_away_hears_nothing_more(ours: Path, command: list[str]) -> None:
    where = ["--site", str(ours)] if command == ["check"] else []
    reading, writing = os.pipe()
    os.close(reading)
    done = run(*command, *where, stdout=writing)
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 1 or command == ["--help"]  # argparse does not tell


@POSIX
def test_a_closed_output_is_no_error(ours: Path) -> None:
    command = f'"{sys.executable}" -c "{BUILD[2]}" check --site "{ours}" <&- >&- 2>&-'
    environ = {**os.environ, "PYTHONPATH": str(PROGRAM)}
    assert subprocess.run(["sh", "-c", command], env=environ, check=False).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_does_not_fit_is_a_failure_in_one_line(ours: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = run("check", "--site", str(ours), stdout=full.fileno())
    assert done.returncode == 1
    assert done.stderr == "build.py: the output could not be written (No space left on device)\n"


@POSIX
def test_a_folder_that_was_deleted_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    code = (
        "import os, sys\n"
        f"os.mkdir({str(gone)!r}); os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})\n"
        "from app.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    for command in (["check"], ["init", "ours"], ["check", "--site", str(PROGRAM)]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command],
            cwd=PROGRAM,
            env={**os.environ, "PYTHONPATH": str(PROGRAM)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.startswith("the folder you are in: is not there any more")
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["build", "--open"],
        ["invite", "2027", "--yes", "--as-of", "2027-02-01"],
        ["export", "reviews"],
    ],
    ids=lambda command: command[0],
)
def test_ctrl_c_is_answered_in_one_line_and_leaves_nothing_half_done(
    tmp_path: Path,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = sample_copy(tmp_path)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.files.site.read_site", stopped)
    assert main([*command, "--site", str(tmp_path)]) == 130
    assert capsys.readouterr().err.startswith("stopped; what was not finished was not kept")
    assert not site.instance.exists()
    assert not site.open_pages.exists()


def at_a_terminal(*arguments: str, typed: bytes, at: bytes) -> tuple[int, str]:
    """Runs a command at a terminal of its own and types once it asks; returns what it came to."""
    ours, theirs = os.openpty()
    # What hides a passphrase throws away what was typed before: so each is typed when it is asked.
    process = subprocess.Popen(
        [*BUILD, *arguments],
        env={**os.environ, "PYTHONPATH": str(PROGRAM)},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    said, asked = b"", False
    with contextlib.suppress(OSError):  # how Linux says that the other end is closed
        while part := os.read(ours, 1 << 16):
            said += part
            if not asked and at in said:
                asked = True
                time.sleep(0.2)
                os.write(ours, typed)
    os.close(ours)
    return process.wait(timeout=60), said.decode()


@POSIX
@pytest.mark.parametrize(
    ("command", "at"),
    [
        (["invite", "2027", "--as-of", "2027-02-01"], b"[y/N] "),
        (["backup", "FILE", "--password"], b"Passphrase of the backup: "),
        (["build"], b"Type them once to go on: "),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_ctrl_d_at_a_question_is_no_answer(
    unopened: Path, tmp_path: Path, command: list[str], at: bytes
) -> None:
    command = [str(tmp_path / "b.zip") if part == "FILE" else part for part in command]
    code, said = at_a_terminal(*command, "--site", str(unopened), typed=b"\x04", at=at)
    assert code == 1
    assert said.splitlines()[-1].startswith("no answer was given: stopped; what was not finished")
    assert "Traceback" not in said
    assert not (unopened / "instance/waves").exists()
    assert not (unopened / "build/upload").exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("after", [1, 12, 18, 19])
def test_a_start_that_is_cut_short_leaves_nothing(
    tmp_path: Path,
    after: int,
    error: BaseException,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    steps = 0
    write, rename = Path.write_text, Path.rename

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps > after:
            raise error

    def counted_write(path: Path, text: str, encoding: str) -> int:
        step()
        return write(path, text, encoding)

    def counted_rename(path: Path, target: Path) -> Path:
        step()
        return rename(path, target)

    monkeypatch.setattr(Path, "write_text", counted_write)
    monkeypatch.setattr(Path, "rename", counted_rename)
    assert main(["init", str(tmp_path / "new/ours")]) == (130 if error is KeyboardInterrupt else 2)
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_ctrl_c_ends_serving_in_the_ordinary_way(ours: Path) -> None:
    where = ["--site", str(ours)]
    assert main(["invite", "2027", *where, "--yes", "--as-of", "2027-02-01"]) == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    served = subprocess.Popen(
        [*BUILD, "serve", *where, "--port", port],
        # A shell that runs the tests behind itself has them ignore Ctrl-C, and their children too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        env={**os.environ, "PYTHONPATH": str(PROGRAM), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert served.stdout is not None
    assert served.stdout.readline().startswith("taking answers")
    served.stdout.readline()
    time.sleep(0.3)  # the line comes before the loop that ends on it
    served.send_signal(signal.SIGINT)
    _, said = served.communicate(timeout=30)
    assert served.returncode in (0, 130)
    assert "Traceback" not in said


def test_what_an_error_says_of_a_file_is_not_obeyed_by_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = sample_copy(tmp_path)
    (site.content / "people/jonas-lind.md").write_text('+++\n"\\u001b[2J" = 1\n+++\n', "utf-8")
    assert main(["check", "--site", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "\\x1b[2J" in said
    assert "\x1b" not in said


def test_data_for_other_programs_is_utf_8_whatever_the_terminal_has(ours: Path) -> None:
    where = ["--site", str(ours)]
    assert main(["invite", "2027", *where, "--yes", "--as-of", "2027-02-01"]) == 0
    rows = (
        "wave,relationship,perspective,respondent,item,value,consent,language,state,talk,day\r\n"
        + ("2027,first-client,counterpart,sam-sample,O1,Kovač,,en,sent,,\r\n")
    )
    (ours.parent / "in.csv").write_bytes(rows.encode())
    assert main(["import", str(ours.parent / "in.csv"), *where, "--wave", "2027"]) == 0
    done = subprocess.run(
        [*BUILD, "export", "answers", *where],
        env={**os.environ, "PYTHONPATH": str(PROGRAM), "PYTHONIOENCODING": "ascii"},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout == rows.encode()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_calendars_that_cannot_be_written_are_told_before_anything_is_made(
    tmp_path: Path, workers: str
) -> None:
    site = sample_copy(tmp_path / "firm")
    build = ("build", "--open", "--pages", "-q", "--site", str(site.root), "--as-of", "2026-11-16")
    assert run(*build).returncode == 0
    before = {path: path.stat().st_mtime_ns for path in site.open_pages.rglob("*")}
    (site.instance / "calendars.json").write_text("no longer whole", encoding="utf-8")
    failed = run(*build, "--force", "--workers", workers)
    assert failed.returncode == 1
    assert "calendars.json" in failed.stderr
    assert not fresh_of(site.open_pages).exists()
    assert {path: path.stat().st_mtime_ns for path in site.open_pages.rglob("*")} == before
