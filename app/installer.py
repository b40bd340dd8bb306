"""System packages: which line installs what is lacking, and running it where that is wanted.

Knows package managers and the names they give to Pango, a browser, Java and venv. Must not know
which command needs what. Never becomes root unasked. Standard library only, in the syntax of
Python 3.6.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence

from app import system

REASONS = {
    "pango": "Pango, which sets the type of the PDFs",
    "browser": "Chromium or Chrome with what drives it, for the tests of the pages",
    "java": "Java, for the W3C's checker of HTML in the tests",
    "venv": "Python's own venv module, which makes .venv",
}
DEBIAN = {
    "pango": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "browser": "chromium libatomic1",
    "java": "default-jre-headless",
    "venv": "python%d.%d-venv" % sys.version_info[:2],
}
PLAIN = {"pango": "pango", "browser": "chromium", "java": "java-headless", "venv": "python3"}
SYSTEMS = {  # a name that a system goes by: its package manager and its packages
    "debian": ("apt-get", DEBIAN),
    "ubuntu": ("apt-get", dict(DEBIAN, browser="chromium-browser libatomic1")),
    "fedora": ("dnf", dict(PLAIN, browser="chromium libatomic")),
    "rhel": ("dnf", dict(PLAIN, browser="chromium libatomic")),
    "arch": ("pacman", dict(PLAIN, java="jre-openjdk-headless", venv="python")),
    "alpine": (
        "apk",
        dict(PLAIN, pango="pango so:libharfbuzz-subset.so.0", java="openjdk21-jre-headless"),
    ),
    "suse": ("zypper", dict(PLAIN, pango="libpango-1_0-0 libharfbuzz-subset0")),
    "darwin": ("brew", dict(PLAIN, java="openjdk")),
}
MANAGERS = {  # as a person types it; as we run it, without a question
    "apt-get": (
        "apt-get install",
        "apt-get -y -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=1 install"
        " --no-install-recommends",
    ),
    "dnf": ("dnf install", "dnf -y -q install"),
    # Without -y, which would leave a system half upgraded.
    "pacman": ("pacman -S", "pacman -S --noconfirm --needed"),
    "apk": ("apk add", "apk add --update-cache"),
    "zypper": ("zypper install", "zypper --non-interactive install"),
    "brew": ("brew install", "brew install"),
}
UPDATE = "apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=1 update"
QUIETLY = {"DEBIAN_FRONTEND": "noninteractive", "HOMEBREW_NO_AUTO_UPDATE": "1"}
ELSEWHERE = {
    "pango": "on Windows: install MSYS2, then type in its UCRT64 window:"
    " pacman -S mingw-w64-ucrt-x86_64-pango; elsewhere: your system's package of Pango",
    "browser": "install Chromium or Chrome",
    "java": "install a Java runtime, version 11 or newer",
    "venv": "install Python 3.11 to 3.14 from python.org",
}
NO_NETWORK = re.compile(
    r"connect|timed? ?out|proxy|resolv(e |ing)|name resolution|getaddrinfo|\bSSL|certificate verif"
    "|unreachable",
    re.IGNORECASE,
)


def system_here() -> str:
    """A key of SYSTEMS, or nothing when this system is not known."""
    return system_of(sys.platform, system.read_os_release())


def system_of(platform: str, os_release: str) -> str:
    """A key of SYSTEMS for what a system says of itself."""
    return next((name for name in system.names_of(platform, os_release) if name in SYSTEMS), "")


def may_install(known: str, root: bool, asked: bool) -> bool:
    """Whether we run the line: as root or asked; Homebrew, which refuses root, only asked."""
    if not known:
        return False
    return asked and not root if SYSTEMS[known][0] == "brew" else root or asked


def line_to_type(names: "list[str]", known: str, root: bool) -> str:
    """The line that a person types, or nothing where the system is not known."""
    if not known:
        return ""
    manager, packages = SYSTEMS[known]
    # Bare containers have no sudo, and Homebrew wants none.
    sudo = "" if root or manager == "brew" else "sudo "
    return "%s%s %s" % (sudo, MANAGERS[manager][0], " ".join(packages[name] for name in names))


def how_to_install(names: "list[str]", known: str, root: bool) -> str:
    """What is needed, and what to type for it."""
    lines = ["build.py: this needs " + "; and ".join(REASONS[name] for name in names) + "."]
    if known:
        lines += ["Type this, then the same command again:", ""]
        lines += ["    " + line_to_type(names, known, root), ""]
    else:
        lines += ["To install, then to run the same command again:"]
        lines += ["    " + ELSEWHERE[name] for name in names]
    return "\n".join(lines)


def install(names: "list[str]", known: str, root: bool) -> str:
    """Runs the line of a known system; returns why that failed, or nothing when it is done.

    Tried twice, because mirrors hiccup.
    """
    manager, packages = SYSTEMS[known]
    wanted = " ".join(packages[name] for name in names).split()
    sudo = [] if root or manager == "brew" else ["sudo", "env", *settings_as_words()]
    for program in [manager, *sudo[:1]]:
        if shutil.which(program) is None:
            return "%s is not here" % program
    say("Setting up (once): system packages " + " ".join(wanted))
    said = ""
    for _ in range(2):
        said = ""
        if manager == "apt-get":
            # It may fail for a source that has nothing to do with us: the install decides.
            said = run([*sudo, *UPDATE.split()]).stdout
        done = run([*sudo, *MANAGERS[manager][1].split(), *wanted], **QUIETLY)
        if done.returncode == 0:
            return ""
        said += done.stdout
    why = "it says why above"
    cut_off = next(filter(NO_NETWORK.search, said.splitlines()), "")
    if cut_off:
        why = "no connection, or a proxy in between"
    say(tail(cut_off or said))  # without a network it says the same of every package
    return "%s could not install %s: %s" % (manager, " ".join(wanted), why)


def settings_as_words() -> "list[str]":
    """Settings for a program behind sudo, which hands none on."""
    return ["%s=%s" % setting for setting in QUIETLY.items()]


def run(command: Sequence[str], **settings: str) -> "subprocess.CompletedProcess[str]":
    """Runs a program that asks nothing; what it says is kept and not shown."""
    return subprocess.run(
        command,
        env=dict(os.environ, **settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        errors="replace",  # Windows programs speak in several code pages
        close_fds=False,
        check=False,
    )


def tail(output: str) -> str:
    """The last lines of what a program said, without warnings."""
    lines = [line for line in output.splitlines() if line and not line.startswith("WARNING")]
    return "\n".join("    " + line for line in lines[-12:])


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
