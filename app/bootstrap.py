"""Makes sure that what Both Sides runs on is there, then hands over to `app.cli`.

Knows requirements.lock, the private environment .venv/ made from it, and which command needs what
of the system: venv to set up, Pango or a browser to print, both and Java for the tests. What the
system has is asked of `app.system`, what it lacks of `app.installer`. Must not know what a command
does, except which ones print. Standard library only, in the syntax of Python 3.6: whoever reads it
with an old Python gets a sentence from build.py and no traceback.
"""

import contextlib
import hashlib
import importlib
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from app import installer, system
from app.installer import NO_NETWORK, run, say, tail

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
GUARD = ROOT / ".venv.lock"  # locked while a set-up runs; empty unless one was interrupted
TESTS_BEGIN = "# --- tests"
HANDED_OVER = "BOTH_SIDES_HANDED_OVER"  # and, when PROVIDED, the system was seen to already
PROVIDED = "provided"
APPLE_LOADER = "DYLD_FALLBACK_LIBRARY_PATH"
INSTALL_SYSTEM = "--install-system"
PRINTING = ("build", "demo", "brief")


def main(arguments: Sequence[str]) -> int:
    """Runs a command of `app.cli` in an environment that has everything; returns its exit code."""
    handed_over = os.environ.pop(HANDED_OVER, "")
    asked, own = without_install_system(arguments)
    command = command_of(own)
    wanted = wanted_parts(LOCK.read_text(encoding="utf-8"), command)
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    ready = is_ready(wanted)
    activated = sys.prefix != sys.base_prefix or Path(sys.prefix, "conda-meta").is_dir()
    try:
        if (inside and ready) or ((activated or not ready) and is_satisfied(wanted)):
            if not handed_over and needs_other_loader():
                return hand_over(sys.executable, arguments, "1")
            if handed_over != PROVIDED:
                provide(lacking(command), command, asked)
            return run_command(own)
        if handed_over:
            sys.exit("build.py: %s does not work; delete it and run the same command again" % VENV)
        if not ready:
            provide(lacking(command) + lacking_venv(), command, asked)
            set_up(wanted, inside)
    except KeyboardInterrupt:
        say("stopped while setting up; the next run goes on with it")
        return 130
    return hand_over(str(venv_python()), arguments, "1" if ready else PROVIDED)


def without_install_system(arguments: Sequence[str]) -> "tuple[bool, list[str]]":
    """Whether we were asked to install system packages, and the arguments without that."""
    own = [argument for argument in arguments if argument != INSTALL_SYSTEM]
    return len(own) < len(arguments), own


def run_command(arguments: Sequence[str]) -> int:
    """The program proper; imported late, because it needs the environment."""
    from app.cli import main as cli

    return cli(list(arguments))


def command_of(arguments: Sequence[str]) -> str:
    """The command as `app.cli` will read it; empty when only help is wanted."""
    if any(argument in ("-h", "--help", "--version") for argument in arguments):
        return ""
    if not arguments or arguments[0].startswith("-"):
        return "build"
    return arguments[0]


def wanted_parts(lock: str, command: str) -> "dict[str, str]":
    """The parts of the lock that a command needs: `run` always, `tests` for `test`."""
    run, line, tests = lock.partition("\n" + TESTS_BEGIN)
    if not line:
        sys.exit("build.py: %s has no line %r; restore the file" % (LOCK, TESTS_BEGIN))
    return {"run": run, "tests": TESTS_BEGIN + tests} if command == "test" else {"run": run}


def pins(part: str) -> "dict[str, str]":
    """The version of each distribution of a part, of those that this system needs."""
    found = re.findall(r"^([a-z0-9][\w.-]*)==([^\s;]+)(?: ; (.*?))?(?: \\)?$", part, re.MULTILINE)
    return {name: version for name, version, marker in found if not marker or applies(marker)}


def applies(marker: str) -> bool:
    """Whether an environment marker of the lock holds here."""
    before = re.fullmatch(r"python_full_version (<|>=) '([0-9.]+)'", marker)
    if before:
        older = sys.version_info[:3] < tuple(map(int, before.group(2).split(".")))
        return older == (before.group(1) == "<")
    match = re.fullmatch(r"(\w+) (==|!=) '([^']*)'", marker)
    values = {
        "implementation_name": sys.implementation.name,
        "platform_python_implementation": {"cpython": "CPython", "pypy": "PyPy"}.get(
            sys.implementation.name, ""
        ),
        "sys_platform": sys.platform,
    }
    if not match or match.group(1) not in values:
        sys.exit("build.py: %s: marker not understood: %s; mend app/bootstrap.py" % (LOCK, marker))
    return (values[match.group(1)] == match.group(3)) == (match.group(2) == "==")


def is_satisfied(parts: Mapping[str, str]) -> bool:
    """Whether the running Python has every distribution already, in the locked version."""
    from importlib import metadata

    try:
        return all(
            metadata.version(name) == version
            for part in parts.values()
            for name, version in pins(part).items()
        )
    except metadata.PackageNotFoundError:
        return False


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_alive() -> bool:
    """Whether .venv still stands on the Python that it was made with; upgrades take that away."""
    if not venv_python().exists():
        return False
    settings = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    made_with = re.search(r"^executable = (.+)$", settings, re.MULTILINE)
    if made_with is None:
        return True
    if os.name == "nt":
        return Path(made_with.group(1)).exists()
    return venv_python().resolve() == Path(made_with.group(1)).resolve()


def stamp_file() -> Path:
    return VENV / "both-sides.stamp"


def stamp_lines(parts: Mapping[str, str]) -> "set[str]":
    """What .venv says it was made from: one line per part. Comments of the lock do not count."""
    lines = set()
    for name, part in parts.items():
        kept = "\n".join(line for line in part.splitlines() if not line.startswith("#"))
        lines.add("%s %s" % (name, hashlib.sha256(kept.encode()).hexdigest()))
    return lines


def stamped() -> "set[str]":
    """The lines of the stamp; none when .venv is missing, unfinished, or not made by us."""
    try:
        return set(stamp_file().read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        return set()


def is_ready(parts: Mapping[str, str]) -> bool:
    return stamp_lines(parts) <= stamped() and is_alive()


def set_up(parts: Mapping[str, str], inside: bool) -> None:
    """Brings .venv to what the lock says. The stamp comes last, so that a set-up cut short shows.

    A .venv that someone else made is filled and never emptied; so is the one we are running in.
    """
    with only_one() as guard:
        if is_ready(parts):
            return  # another process made it while this one waited
        if sys.hexversion >= 0x030F0000 and not inside:
            sys.exit("build.py: the locked packages are for Python 3.11 to 3.14; use one of those")
        say("Setting up (once): Python packages into .venv")
        cut_short = bool(guard.read())
        ours = stamp_file().exists() or cut_short
        stale = not stamp_lines({"run": parts["run"]}) <= stamped()
        guard.write(b"unfinished")
        guard.flush()
        if stale and stamp_file().exists():
            stamp_file().unlink()
        if not inside and (not is_alive() or (ours and stale)):
            call(sys.executable, "-m", "venv", "--clear", str(VENV))
        else:
            call(str(venv_python()), "-m", "ensurepip")  # uv makes environments without pip
        for name in sorted(parts):
            if not stamp_lines({name: parts[name]}) <= stamped():
                install(parts[name])
        unfinished = stamp_file().with_suffix(".new")
        lines = sorted(stamped() | stamp_lines(parts))
        unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
        unfinished.replace(stamp_file())
        guard.seek(0)
        guard.truncate()


@contextlib.contextmanager
def only_one() -> "Iterator[BinaryIO]":
    """Holds GUARD locked; a second set-up waits here and says so. A killed process lets go."""
    try:
        guard = open(GUARD, "a+b")  # noqa: SIM115 - closed by the with below
    except OSError as error:
        sys.exit(
            "build.py: %s cannot be written (%s); copy the folder to where you may write, or use "
            "an environment with the packages of requirements.lock" % (GUARD, error.strerror)
        )
    with guard:
        if not locked(guard):
            say("Another set-up is at work here; waiting for it")
            while not locked(guard):
                time.sleep(0.2)
        guard.seek(0)
        os.set_inheritable(guard.fileno(), True)  # a pip that outlives us still holds the lock
        yield guard


def locked(guard: "BinaryIO") -> bool:
    """Takes the system's lock on an open file, unless another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            guard.seek(1000)  # Windows keeps others from reading what is locked
            msvcrt.locking(guard.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def install(part: str) -> None:
    """Installs one part of the lock with pip, which keeps to the person's own pip settings."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "requirements.txt")
        wanted.write_text(part, encoding="utf-8")
        quiet = ("--quiet", "--no-input", "--disable-pip-version-check")
        # Reinstalling heals what a killed pip left half written.
        exact = ("--require-hashes", "--no-deps", "--force-reinstall", "-r", str(wanted))
        call(str(venv_python()), "-m", "pip", "install", *quiet, *exact)


def call(*command: str) -> None:
    """Runs one step of the set-up of .venv; ends with its last words and a remedy if it fails."""
    done = run(command, PIP_USER="0")  # --user has no meaning in an environment
    if done.returncode != 0:
        say(tail(done.stdout))
        sys.exit("build.py: " + explained(done.stdout))


def explained(output: str) -> str:
    """What a failed step means, and what to do."""
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "a package is not the file that requirements.lock names, so nothing of it was used; "
            "fetch the project again, or ask whoever runs your package index"
        )
    if re.search("No space left|Disk quota", output):
        return "the disk is full; make room and run the same command again"
    if NO_NETWORK.search(output):
        return (
            "the Python packages could not be fetched: no connection, or a proxy in between. "
            "Connect, or set HTTPS_PROXY or pip's own settings, and run the same command again"
        )
    return "the set-up of .venv failed as shown; mend that, and run the same command again"


def hand_over(python: str, arguments: Sequence[str], mark: str) -> int:
    """Runs build.py again with the Python of .venv, in this process where the system can."""
    command = [python, str(ROOT / "build.py"), *arguments]
    settings = dict(os.environ, **{HANDED_OVER: mark})
    if sys.platform == "darwin":
        settings.setdefault(APPLE_LOADER, system.HOMEBREW + ":/usr/local/lib:/usr/lib")
    if os.name != "nt":
        os.execve(command[0], command, settings)
    settings.setdefault("PYTHONUTF8", "1")  # or what we print into a pipe has no dashes and accents
    child = subprocess.Popen(command, env=settings)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            pass  # the child got it too and ends in its own way


def needs_other_loader() -> bool:
    """Whether Apple's loader would find Homebrew's Pango only in a process that is told where."""
    return sys.platform == "darwin" and APPLE_LOADER not in os.environ


def lacking(command: str) -> "list[str]":
    """What the system itself lacks for a command: keys of installer.REASONS."""
    found = []
    if (command in PRINTING or command == "test") and not system.has_pango():
        found.append("pango")
    if command == "test" and (system.browser() is None or not system.can_drive_browser()):
        found.append("browser")
    if command == "test" and system.java() is None:
        found.append("java")
    return found


def lacking_venv() -> "list[str]":
    """Debian ships Python without the part that makes environments."""
    importlib.invalidate_caches()
    return [] if importlib.util.find_spec("ensurepip") else ["venv"]


def provide(names: "list[str]", command: str, asked: bool) -> None:
    """Installs what the system lacks where we may; else says how, and ends if nothing goes without.

    Briefs are printed without Pango too; the tests are not run without it.
    """
    if not names:
        return
    known, root = installer.system_here(), system.is_root()
    failed = ""
    if installer.may_install(known, root, asked):
        failed = installer.install(names, known, root)
        if not failed:
            # A package may be there and its library not load all the same.
            names = [name for name in names if name == "pango" and not system.has_pango()]
            if not names:
                return
    if names != ["pango"] or command == "test":
        said = installer.how_to_install(names, known, root)
        sys.exit("build.py: %s\n%s" % (failed, said) if failed else said)
    if failed:
        say("build.py: " + failed)
    say(without_pango(known, root))


def without_pango(known: str, root: bool) -> str:
    """What happens to the briefs now, and what to type for Pango."""
    found = system.browser()
    instead = (
        "%s prints the briefs instead" % system.browser_name(found)
        if found
        else "and no Chromium, Chrome or Edge: the briefs stay HTML pages to print by hand"
    )
    line = installer.line_to_type(["pango"], known, root) or installer.ELSEWHERE["pango"]
    return "Pango is not here%s %s. To have it: %s" % (":" if found else "", instead, line)
