"""The set-up decides rightly: what a command needs, what is there, what to say when it is not."""

from __future__ import annotations

import ast
import os
import re
import sys
import threading
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app import bootstrap, installer, system

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
READ_FIRST = (
    "build.py",
    "app/__init__.py",
    "app/bootstrap.py",
    "app/installer.py",
    "app/system.py",
)
SMALL = "# made by hand\nflask==3.1.3 \\\n    --hash=sha256:aa\n# --- tests: x ---\npytest==9.2.0\n"


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, where nothing is set up yet."""
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "GUARD", tmp_path / ".venv.lock")
    return tmp_path / ".venv"


@pytest.fixture
def steps(venv: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps a set-up would take, written down instead of taken."""
    taken: list[str] = []

    def call(*command: str) -> None:
        if "ensurepip" in command:
            return
        taken.append("make" if "venv" in command else "other")
        (venv / "bin").mkdir(parents=True, exist_ok=True)
        (venv / "Scripts").mkdir(exist_ok=True)
        bootstrap.stamp_file().unlink(missing_ok=True)  # as --clear does
        bootstrap.venv_python().touch()
        base = bootstrap.venv_python().resolve()
        (venv / "pyvenv.cfg").write_text(f"home = x\nexecutable = {base}\n", encoding="utf-8")

    monkeypatch.setattr(bootstrap, "call", call)
    monkeypatch.setattr(
        bootstrap, "install", lambda part: taken.append("tests" if "pytest" in part else "run")
    )
    return taken


def parts(command: str = "demo", lock: str = SMALL) -> dict[str, str]:
    return bootstrap.wanted_parts(lock, command)


# What is asked for


@pytest.mark.parametrize("name", READ_FIRST)
def test_an_old_python_can_read_what_it_reads_first(name: str) -> None:
    source = (ROOT / name).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert source.isascii(), "Python 2 refuses other letters before it says anything"
    assert "from __future__" not in source, "Python 3.6 does not know annotations from there"


def test_build_py_asks_for_the_version_before_it_imports_anything_of_ours() -> None:
    statements = ast.parse((ROOT / "build.py").read_text(encoding="utf-8")).body
    kinds = [type(statement).__name__ for statement in statements]
    assert kinds == ["Expr", "Import", "If", "ImportFrom", "If"]


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], "build"),
        (["--site", "firm"], "build"),
        (["demo", "--as-of", "2026-11-23"], "demo"),
        (["test", "-k", "protection"], "test"),
        (["--help"], ""),
        (["test", "--help"], ""),
        (["--version"], ""),
    ],
)
def test_the_command_is_read_as_the_command_line_reads_it(
    arguments: list[str], command: str
) -> None:
    assert bootstrap.command_of(arguments) == command


def test_only_test_asks_for_the_second_part_of_the_lock() -> None:
    assert list(bootstrap.pins(parts("demo")["run"])) == ["flask"]
    assert "tests" not in parts("demo")
    assert bootstrap.pins(parts("test")["tests"]) == {"pytest": "9.2.0"}
    for part in parts("test").values():
        assert re.match("#|[a-z]", part), "each part is a requirements file of its own"


def test_a_lock_without_its_dividing_line_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"has no line '# --- tests'; restore the file"):
        parts(lock="flask==3.1.3\n")


# The lock itself


def test_the_lock_names_no_address_and_no_machine() -> None:
    assert not re.search(r"https?:|file:|://|--index|--find-links|/(home|root|opt)/|\.whl", LOCK)


def test_every_pin_of_the_lock_has_hashes_and_a_marker_that_is_understood() -> None:
    blocks = re.split(r"\n(?=[a-z#])", LOCK)
    pinned = [block for block in blocks if not block.startswith("#")]
    assert len(pinned) > 50
    for block in pinned:
        assert "--hash=sha256:" in block, block.splitlines()[0]
        marker = re.match(r"\S+ ; (.*?) \\\n", block)
        if marker:
            bootstrap.applies(marker.group(1))


def test_the_lock_holds_every_dependency_and_each_only_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = re.findall(r"^([a-z0-9][\w.-]*)==", LOCK, re.MULTILINE)
    both = bootstrap.wanted_parts(LOCK, "test")
    for part, wanted in (
        (both["run"], project["dependencies"]),
        (both["tests"], project["optional-dependencies"]["test"]),
    ):
        asked = {re.split(r"[<>=]", requirement)[0].lower() for requirement in wanted}
        assert asked <= bootstrap.pins(part).keys()
    assert len(names) == len(set(names))


def test_a_marker_nobody_taught_us_stops_the_set_up() -> None:
    with pytest.raises(SystemExit, match="marker not understood: python_version < '3'"):
        bootstrap.applies("python_version < '3'")


def test_markers_are_read_for_this_system() -> None:
    assert bootstrap.applies(f"sys_platform == '{sys.platform}'")
    assert not bootstrap.applies(f"sys_platform != '{sys.platform}'")
    here = ".".join(map(str, sys.version_info[:2]))
    assert bootstrap.applies("python_full_version < '4'")
    assert bootstrap.applies(f"python_full_version >= '{here}'")
    assert not bootstrap.applies(f"python_full_version < '{here}'")
    assert not bootstrap.applies("python_full_version >= '4'")


# The environment


def test_an_environment_that_has_everything_is_used_as_it_is() -> None:
    assert bootstrap.is_satisfied({"tests": f"pytest=={pytest.__version__} \\\n"})


def test_another_version_or_a_missing_package_does_not_satisfy() -> None:
    assert not bootstrap.is_satisfied({"run": "pytest==0.1"})
    assert not bootstrap.is_satisfied({"run": "no-such-distribution-anywhere==1.0"})


def test_a_first_set_up_makes_installs_and_stamps(venv: Path, steps: list[str]) -> None:
    assert not bootstrap.is_ready(parts())
    bootstrap.set_up(parts(), inside=False)
    assert steps == ["make", "run"]
    assert bootstrap.is_ready(parts())
    assert not bootstrap.is_ready(parts("test"))


def test_a_second_run_has_nothing_to_do(steps: list[str]) -> None:
    bootstrap.set_up(parts(), inside=False)
    steps.clear()
    bootstrap.set_up(parts(), inside=False)
    assert steps == []


def test_the_tests_are_added_to_what_is_there_and_demo_keeps_them(steps: list[str]) -> None:
    bootstrap.set_up(parts("demo"), inside=False)
    bootstrap.set_up(parts("test"), inside=False)
    assert steps == ["make", "run", "tests"]
    assert bootstrap.is_ready(parts("demo"))
    assert bootstrap.is_ready(parts("test"))


def test_a_changed_lock_makes_the_environment_anew(steps: list[str]) -> None:
    bootstrap.set_up(parts("test"), inside=False)
    steps.clear()
    bootstrap.set_up(parts("demo", SMALL.replace("3.1.3", "3.1.4")), inside=False)
    assert steps == ["make", "run"]
    assert not bootstrap.is_ready(parts("test")), "the tests' part went with the old environment"


def test_a_changed_comment_changes_nothing(steps: list[str]) -> None:
    bootstrap.set_up(parts(), inside=False)
    assert bootstrap.is_ready(parts(lock=SMALL.replace("by hand", "by uv")))


@pytest.mark.parametrize(
    ("there", "asked", "healed"),
    [
        (None, "demo", ["make", "run"]),
        (None, "test", ["make", "run", "tests"]),
        ("demo", "test", ["tests"]),
    ],
    ids=["the first", "the first, with the tests", "the tests, added"],
)
def test_a_set_up_cut_short_is_begun_again_and_takes_away_nothing_that_works(
    there: str | None, asked: str, healed: list[str], steps: list[str]
) -> None:
    if there:
        bootstrap.set_up(parts(there), inside=False)

    def killed(part: str) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as first, pytest.raises(KeyboardInterrupt):
        first.setattr(bootstrap, "install", killed)
        bootstrap.set_up(parts(asked), inside=False)
    assert not bootstrap.is_ready(parts(asked))
    assert bootstrap.is_ready(parts("demo")) == bool(there)
    steps.clear()
    bootstrap.set_up(parts(asked), inside=False)
    assert steps == healed
    assert bootstrap.GUARD.read_bytes() == b""


def test_an_environment_whose_python_went_away_is_made_anew(steps: list[str]) -> None:
    bootstrap.set_up(parts(), inside=False)
    bootstrap.venv_python().unlink()
    assert not bootstrap.is_ready(parts())
    bootstrap.set_up(parts(), inside=False)
    assert steps == ["make", "run", "make", "run"]


def test_a_venv_made_by_hand_is_filled_and_not_emptied(venv: Path, steps: list[str]) -> None:
    bootstrap.venv_python().parent.mkdir(parents=True)
    bootstrap.venv_python().touch()
    (venv / "pyvenv.cfg").write_text("home = /somewhere\n", encoding="utf-8")
    bootstrap.set_up(parts(), inside=False)
    assert steps == ["run"]


def test_the_environment_we_run_in_is_never_emptied(steps: list[str]) -> None:
    bootstrap.set_up(parts(), inside=False)
    steps.clear()
    bootstrap.set_up(parts(lock=SMALL.replace("3.1.3", "3.1.4")), inside=True)
    assert steps == ["run"]


def test_a_second_set_up_waits_for_the_first(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    spoke = threading.Event()

    def say(text: str) -> None:
        said.append(text)
        spoke.set()

    # Not through capsys: what a thread writes at the moment of reading can be lost there.
    monkeypatch.setattr(bootstrap, "say", say)
    with bootstrap.only_one():
        second = threading.Thread(target=bootstrap.set_up, args=(parts(), False))
        second.start()
        assert spoke.wait(30)
        assert said == ["Another set-up is at work here; waiting for it"]
        assert steps == []
    second.join()
    assert steps == ["make", "run"]


def test_a_folder_that_cannot_be_written_says_so(
    venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "GUARD", tmp_path / "missing" / ".venv.lock")
    with pytest.raises(SystemExit, match=r"cannot be written .*; copy the folder to where"):
        bootstrap.set_up(parts(), inside=False)


def test_a_handed_over_run_that_is_still_not_inside_does_not_go_round_again(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(bootstrap.HANDED_OVER, "1")
    monkeypatch.setattr(bootstrap, "is_satisfied", lambda parts: False)
    with pytest.raises(SystemExit, match="does not work; delete it and run the same command"):
        bootstrap.main(["--help"])


# What is said when a step fails


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "Retrying after connection broken by 'NewConnectionError(...Temporary failure in name "
            "resolution)'\nERROR: Could not find a version that satisfies flask==3.1.3",
            "could not be fetched: no connection, or a proxy",
        ),
        ("ProxyError('Cannot connect to proxy.', OSError('407'))", "set HTTPS_PROXY"),
        ("SSLError(SSLCertVerificationError: self-signed)", "pip's own settings"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE", "nothing of it was used"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: ResolutionImpossible", "failed as shown"),
    ],
)
def test_a_failed_installation_is_explained(said: str, meant: str) -> None:
    assert meant in bootstrap.explained(said)


def test_a_failed_step_shows_its_last_lines_and_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    script = "print('WARNING: noise'); print('no disk: No space left'); raise SystemExit(7)"
    with pytest.raises(SystemExit, match="the disk is full") as ended:
        bootstrap.call(sys.executable, "-c", script)
    assert isinstance(ended.value.code, str), "a text: the process ends with 1"
    assert capsys.readouterr().err == "    no disk: No space left\n"


# What the system must bring


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("build", ["pango"]),
        ("demo", ["pango"]),
        ("test", ["pango", "browser", "java"]),
        ("check", []),
        ("invite", []),
        ("serve", []),
        ("import", []),
        ("export", []),
        ("", []),
    ],
)
def test_only_what_prints_wants_pango_and_only_the_tests_more(
    command: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "has_pango", lambda: False)
    monkeypatch.setattr(system, "browser", lambda: None)
    monkeypatch.setattr(system, "java", lambda: None)
    assert bootstrap.lacking(command) == names


def test_a_browser_that_nothing_can_drive_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "has_pango", lambda: True)
    monkeypatch.setattr(system, "browser", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(system, "can_drive_browser", lambda: False)
    monkeypatch.setattr(system, "java", lambda: "/usr/bin/java")
    assert bootstrap.lacking("test") == ["browser"]
    assert bootstrap.lacking("demo") == []


@dataclass
class Machine:
    """A system made up for a test: what it is, and whether installing works there."""

    name: str = "debian"
    root: bool = False
    browser: str | None = None
    fails: str = ""
    broken: bool = False
    installed: list[list[str]] = field(default_factory=list)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()

    def install(names: list[str], known: str, root: bool) -> str:
        made.installed.append(names)
        return made.fails

    monkeypatch.setattr(system, "has_pango", lambda: bool(made.installed and not made.broken))
    monkeypatch.setattr(installer, "system_here", lambda: made.name)
    monkeypatch.setattr(installer, "install", install)
    monkeypatch.setattr(system, "is_root", lambda: made.root)
    monkeypatch.setattr(system, "browser", lambda: made.browser)
    return made


def test_nothing_is_asked_when_nothing_is_missing(machine: Machine) -> None:
    bootstrap.provide([], "demo", asked=True)
    assert machine.installed == []


def test_root_has_what_is_missing_installed_without_a_word_more(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.root = True
    bootstrap.provide(["pango", "venv"], "demo", asked=False)
    assert machine.installed == [["pango", "venv"]]
    assert capsys.readouterr().err == ""


def test_nobody_else_has_anything_installed_unless_asked(machine: Machine) -> None:
    bootstrap.provide(["pango"], "demo", asked=False)
    assert machine.installed == []
    bootstrap.provide(["pango"], "demo", asked=True)
    assert machine.installed == [["pango"]]


@pytest.mark.parametrize(
    ("browser", "said"),
    [
        (
            "/usr/bin/chromium",
            "Pango is not here: Chromium prints the briefs instead. "
            "To have it: sudo apt-get install libpango-1.0-0",
        ),
        (None, "Pango is not here and no Chromium, Chrome or Edge: the briefs stay HTML pages"),
    ],
    ids=["browser", "none"],
)
def test_without_pango_it_goes_on_with_one_sentence(
    browser: str | None, said: str, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.browser = browser
    bootstrap.provide(["pango"], "build", asked=False)
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert told.count("\n") == 1


def test_where_installing_pango_fails_it_says_why_and_goes_on(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.root, machine.fails = True, "apt-get could not install it: no connection"
    bootstrap.provide(["pango"], "demo", asked=False)
    why, instead = capsys.readouterr().err.splitlines()
    assert why == "build.py: apt-get could not install it: no connection"
    assert instead.startswith("Pango is not here and no Chromium")


def test_a_pango_that_is_installed_and_does_not_load_is_no_pango(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.root, machine.broken = True, True
    bootstrap.provide(["pango", "venv"], "demo", asked=False)
    assert capsys.readouterr().err.startswith("Pango is not here and no Chromium")


def test_on_an_unknown_system_the_sentence_says_where_pango_comes_from(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.name, machine.browser = "", "C:\\Edge\\msedge.exe"
    bootstrap.provide(["pango"], "build", asked=True)
    assert machine.installed == []
    told = capsys.readouterr().err
    assert told.startswith("Pango is not here: Edge prints the briefs instead.")
    assert "MSYS2" in told


@pytest.mark.parametrize(
    ("names", "command"),
    [
        (["venv"], "check"),
        (["pango", "venv"], "demo"),
        (["pango"], "test"),
        (["browser"], "test"),
        (["java"], "test"),
    ],
)
def test_what_nothing_goes_without_ends_it_with_the_line_to_type(
    names: list[str], command: str, machine: Machine
) -> None:
    with pytest.raises(SystemExit, match=r"(?s)this needs .*\n\n    sudo apt-get install \w"):
        bootstrap.provide(names, command, asked=False)


def test_it_ends_with_the_reason_too_where_installing_was_tried(machine: Machine) -> None:
    machine.root, machine.fails = True, "apt-get could not install it: no connection"
    with pytest.raises(SystemExit, match=r"(?s)no connection.*needs Python's own venv"):
        bootstrap.provide(["venv"], "check", asked=False)


def test_install_system_is_understood_anywhere_and_handed_to_no_command(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def run_command(own: list[str]) -> int:
        ran.append(own)
        return 0

    monkeypatch.delenv(bootstrap.HANDED_OVER, raising=False)
    monkeypatch.setattr(bootstrap, "is_satisfied", lambda parts: True)
    monkeypatch.setattr(bootstrap, "is_ready", lambda parts: False)
    monkeypatch.setattr(bootstrap, "needs_other_loader", lambda: False)
    monkeypatch.setattr(system, "has_pango", lambda: False)
    monkeypatch.setattr(bootstrap, "run_command", run_command)
    for arguments in (["--install-system", "demo", "-q"], ["demo", "-q", "--install-system"]):
        assert bootstrap.main(arguments) == 0
    assert ran == [["demo", "-q"]] * 2
    assert machine.installed == [["pango"]] * 2


def test_what_the_first_process_saw_to_is_not_tried_again(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.root, machine.fails = True, "no connection"
    monkeypatch.setenv(bootstrap.HANDED_OVER, bootstrap.PROVIDED)
    monkeypatch.setattr(bootstrap, "is_satisfied", lambda parts: True)
    monkeypatch.setattr(bootstrap, "is_ready", lambda parts: False)
    monkeypatch.setattr(system, "has_pango", lambda: False)
    monkeypatch.setattr(bootstrap, "run_command", lambda own: 0)
    assert bootstrap.main(["demo"]) == 0
    assert machine.installed == []
    assert capsys.readouterr().err == ""


def test_where_no_process_is_replaced_a_child_runs_it_and_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    class Child:
        """Answers a first Ctrl-C by going on, as the real one tidies up."""

        interrupted = False

        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            started.append((command, env))

        def wait(self) -> int:
            if not self.interrupted:
                self.interrupted = True
                raise KeyboardInterrupt
            return 3

    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr("subprocess.Popen", Child)
    monkeypatch.delenv("PYTHONUTF8", raising=False)
    assert bootstrap.hand_over(r"C:\v\python.exe", ["demo", "--install-system"], "1") == 3
    ((command, settings),) = started
    assert command[0] == r"C:\v\python.exe"
    assert command[2:] == ["demo", "--install-system"]
    assert settings[bootstrap.HANDED_OVER] == "1"
    assert settings["PYTHONUTF8"] == "1"


@pytest.mark.skipif(os.name == "nt", reason="Windows replaces no process")
def test_homebrews_pango_is_found_by_a_process_that_is_told_where(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[dict[str, str]] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv(bootstrap.APPLE_LOADER, raising=False)
    monkeypatch.delenv(bootstrap.HANDED_OVER, raising=False)
    monkeypatch.setattr(bootstrap, "is_satisfied", lambda parts: True)
    monkeypatch.setattr(bootstrap, "is_ready", lambda parts: False)

    def execve(program: str, command: list[str], settings: dict[str, str]) -> None:
        told.append(settings)
        raise KeyboardInterrupt

    monkeypatch.setattr("os.execve", execve)
    assert bootstrap.main(["demo"]) == 130
    assert told[0][bootstrap.APPLE_LOADER].startswith("/opt/homebrew/lib:")
    assert told[0][bootstrap.HANDED_OVER], "or it would go round and round"
