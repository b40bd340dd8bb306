"""Makes sure that what Both Sides runs on is there, then hands over to `app.cli`.

Knows requirements.lock, the private environment .venv/ made from it, and what the system itself
must bring: Pango to print, venv to set up, a browser for the tests. Must not know what a command
does, except which ones print. Standard library only, in the syntax of Python 3.6: whoever reads
it with an old Python gets a sentence from build.py and no traceback.
"""

import contextlib
import hashlib
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
GUARD = ROOT / ".venv.lock"  # locked while a set-up runs; empty unless one was interrupted
TESTS_BEGIN = "# --- tests"
HANDED_OVER = "BOTH_SIDES_HANDED_OVER"
PRINTING = ("build", "demo", "brief", "test")

LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.0.dylib"),
    "win32": ("libpango-1.0-0.dll", "libpangoft2-1.0-0.dll", "libharfbuzz-subset-0.dll"),
}
HOMEBREW = "/opt/homebrew/lib"  # where Apple's loader does not look by itself
MSYS2 = ("C:\\msys64\\ucrt64\\bin", "C:\\msys64\\mingw64\\bin")

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
)

REASONS = {
    "pango": "Pango, which sets the type of the PDFs",
    "browser": "Chromium or Chrome with what drives it, for the tests of the pages",
    "venv": "Python's own venv module, which makes .venv",
}
DEBIAN = {
    "pango": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "browser": "chromium libatomic1",
    "venv": "python%d.%d-venv" % sys.version_info[:2],
}
PLAIN = {"pango": "pango", "browser": "chromium", "venv": "python3"}
SYSTEMS = {  # ID or ID_LIKE of os-release, or sys.platform: the installing line, its packages
    "debian": ("sudo apt-get install", DEBIAN),
    "ubuntu": ("sudo apt-get install", dict(DEBIAN, browser="chromium-browser libatomic1")),
    "fedora": ("sudo dnf install", dict(PLAIN, browser="chromium libatomic")),
    "rhel": ("sudo dnf install", dict(PLAIN, browser="chromium libatomic")),
    "arch": ("sudo pacman -S", dict(PLAIN, venv="python")),
    "alpine": ("sudo apk add", dict(PLAIN, pango="pango so:libharfbuzz-subset.so.0")),
    "suse": ("sudo zypper install", dict(PLAIN, pango="libpango-1_0-0 libharfbuzz-subset0")),
    "darwin": ("brew install", PLAIN),
}
ELSEWHERE = {
    "pango": "on Windows: install MSYS2, then type in its UCRT64 window:"
    " pacman -S mingw-w64-ucrt-x86_64-pango; elsewhere: your system's package of Pango",
    "browser": "install Chromium or Chrome",
    "venv": "install Python 3.11 to 3.14 from python.org",
}
NO_NETWORK = re.compile(
    "connection|timed? ?out|proxy|name resolution|getaddrinfo|SSL|certificate|unreachable",
    re.IGNORECASE,
)


def main(arguments: Sequence[str]) -> int:
    """Runs a command of `app.cli` in an environment that has everything; returns its exit code."""
    handed_over = os.environ.pop(HANDED_OVER, "") != ""
    command = command_of(arguments)
    wanted = wanted_parts(LOCK.read_text(encoding="utf-8"), command)
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    ready = is_ready(wanted)
    activated = sys.prefix != sys.base_prefix or Path(sys.prefix, "conda-meta").is_dir()
    try:
        if (inside and ready) or ((activated or not ready) and is_satisfied(wanted)):
            provide(lacking(command))
            return run_command(arguments)
        if handed_over:
            sys.exit("build.py: %s does not work; delete it and run the same command again" % VENV)
        if not ready:
            provide(lacking(command) + lacking_venv())
            set_up(wanted, inside)
    except KeyboardInterrupt:
        say("stopped while setting up; the next run goes on with it")
        return 130
    return hand_over(arguments)


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


def run(command: Sequence[str], **settings: str) -> "subprocess.CompletedProcess[str]":
    """Runs a program that asks nothing; what it says is kept and not shown."""
    return subprocess.run(
        command,
        env=dict(os.environ, **settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        close_fds=False,
        check=False,
    )


def tail(output: str) -> str:
    """The last lines of what a program said, without warnings."""
    lines = [line for line in output.splitlines() if line and not line.startswith("WARNING")]
    return "\n".join("    " + line for line in lines[-12:])


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


def hand_over(arguments: Sequence[str]) -> int:
    """Runs build.py again with the Python of .venv, in this process where the system can."""
    command = [str(venv_python()), str(ROOT / "build.py"), *arguments]
    settings = dict(os.environ, **{HANDED_OVER: "1"})
    if sys.platform == "darwin":
        settings.setdefault("DYLD_FALLBACK_LIBRARY_PATH", HOMEBREW + ":/usr/local/lib:/usr/lib")
    if os.name != "nt":
        os.execve(command[0], command, settings)
    child = subprocess.Popen(command, env=settings)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            pass  # the child got it too and ends in its own way


def lacking(command: str) -> "list[str]":
    """What the system itself lacks for a command: keys of REASONS."""
    found = []
    if command in PRINTING and not all(loads(name) for name in LIBRARIES.get(sys.platform, ())):
        found.append("pango")
    # Playwright drives the browser with a Node of its own, which needs libatomic.
    driver = ("libatomic.so.1",) if sys.platform == "linux" else ()
    if command == "test" and (browser() is None or not all(map(loads, driver))):
        found.append("browser")
    return found


def lacking_venv() -> "list[str]":
    """Debian ships Python without the part that makes environments."""
    importlib.invalidate_caches()
    return [] if importlib.util.find_spec("ensurepip") else ["venv"]


def loads(library: str) -> bool:
    """Whether the system's loader finds a library."""
    import ctypes

    if sys.platform == "win32":
        for folder in filter(os.path.isdir, MSYS2):
            os.add_dll_directory(folder)
    for name in (library, HOMEBREW + "/" + library):
        with contextlib.suppress(OSError):
            ctypes.CDLL(name)
            return True
    return False


def browser() -> "str | None":
    """The first Chromium or Chrome found on this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def provide(names: "list[str]") -> None:
    """Installs what the system lacks, where apt and the right to use it are; else says how."""
    if not names:
        return
    system = system_of(sys.platform, read_os_release())
    root = os.name != "nt" and os.geteuid() == 0
    if system in ("debian", "ubuntu") and root and shutil.which("apt-get"):
        packages = " ".join(SYSTEMS[system][1][name] for name in names)
        say("Setting up (once): system packages " + packages)
        apt(packages.split())
    else:
        sys.exit(how_to_install(names, system, root))


def read_os_release() -> str:
    try:
        return Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return ""


def system_of(platform: str, os_release: str) -> str:
    """A key of SYSTEMS, or nothing when the system is not known."""
    found = dict(re.findall(r"""^(ID|ID_LIKE)=["']?(.*?)["']?$""", os_release, re.MULTILINE))
    words = [platform, found.get("ID", ""), *found.get("ID_LIKE", "").split()]
    return next((word for word in words if word in SYSTEMS), "")


def how_to_install(names: "list[str]", system: str, root: bool) -> str:
    """The message with the line to type."""
    lines = ["build.py: this needs " + "; and ".join(REASONS[name] for name in names) + "."]
    if system:
        line, packages = SYSTEMS[system]
        line = line.replace("sudo ", "") if root else line  # bare containers have no sudo
        lines += ["Type this, then the same command again:", ""]
        lines += ["    %s %s" % (line, " ".join(packages[name] for name in names)), ""]
    else:
        lines += ["To install, then to run the same command again:"]
        lines += ["    " + ELSEWHERE[name] for name in names]
    return "\n".join(lines)


def apt(packages: "list[str]") -> None:
    """Installs Debian packages without a question; tried twice, because mirrors hiccup."""
    words = ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=300"]
    said = ""
    for _ in range(2):
        # An update may fail for a source that has nothing to do with us: the install decides.
        run([*words, "update"], DEBIAN_FRONTEND="noninteractive")
        install = [*words, "install", "--no-install-recommends", *packages]
        done = run(install, DEBIAN_FRONTEND="noninteractive")
        if done.returncode == 0:
            return
        said = done.stdout
    say(tail(said))
    sys.exit(
        "build.py: apt-get could not install %s; mend what it says, or connect, and run the same "
        "command again" % " ".join(packages)
    )


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
