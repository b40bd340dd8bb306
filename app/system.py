"""What this machine has: libraries that set type, a browser that can print, Java, its own name.

Knows where each operating system keeps such things. Must not know commands, .venv, how anything is
installed, or what is printed. Standard library only, in the syntax of Python 3.6, because
`app.bootstrap` reads it first.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.0.dylib"),
    "win32": ("libpango-1.0-0.dll", "libpangoft2-1.0-0.dll", "libharfbuzz-subset-0.dll"),
}
HOMEBREW = "/opt/homebrew/lib"  # where Apple's loader does not look by itself
WINDOWS_LIBRARIES = (  # where WeasyPrint looks as well
    "C:\\msys64\\ucrt64\\bin",
    "C:\\msys64\\mingw64\\bin",
    "C:\\Program Files\\GTK3-Runtime Win64\\bin",
)

HOMEBREW_JAVA = ("/opt/homebrew/opt/openjdk/bin/java", "/usr/local/opt/openjdk/bin/java")

COMMANDS = (
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chromium-browser",  # last: on Ubuntu it may be a script that only says how to install
)
MAC_APPLICATIONS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PROGRAMS = (
    "Chromium\\Application\\chrome.exe",
    "Google\\Chrome\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
)
# For everyone, 32-bit, for one person; the last is the first as a 32-bit Python must call it.
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA", "PROGRAMW6432")


def has_pango() -> bool:
    """Whether everything that WeasyPrint loads is here."""
    return all(map(loads, LIBRARIES.get(sys.platform, LIBRARIES["linux"])))


def can_drive_browser() -> bool:
    """Whether Playwright can drive a browser: on Linux its own Node needs libatomic."""
    return sys.platform != "linux" or loads("libatomic.so.1")


def loads(library: str) -> bool:
    """Whether the system's loader finds a library."""
    import ctypes

    if sys.platform == "win32":
        named = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", "").split(";")
        for folder in filter(os.path.isdir, [*named, *WINDOWS_LIBRARIES]):
            os.add_dll_directory(folder)
    for name in (library, HOMEBREW + "/" + library):
        with contextlib.suppress(OSError):
            ctypes.CDLL(name)
            return True
    return False


def browser() -> "str | None":
    """The first Chromium, Chrome or Edge found on this machine."""
    candidates = browsers(sys.platform, os.environ)
    return next(filter(None, map(shutil.which, candidates)), None)


def browsers(platform: str, environment: Mapping[str, str]) -> "list[str]":
    """Where a browser that prints without a window may be, the likeliest first."""
    if platform == "win32":
        roots = [environment[name] for name in WINDOWS_ROOTS if environment.get(name)]
        return [root + "\\" + program for program in WINDOWS_PROGRAMS for root in roots]
    if platform == "darwin":
        folders = ["/Applications/"]
        if environment.get("HOME"):
            folders.append(environment["HOME"] + "/Applications/")
        return [folder + name for name in MAC_APPLICATIONS for folder in folders]
    return list(COMMANDS)


def browser_name(path: str) -> str:
    """What people call a browser that `browser` found."""
    program = re.split(r"[\\/]", path)[-1].lower()
    if "edge" in program:
        return "Edge"
    return "Chrome" if "chrome" in program else "Chromium"


def java() -> "str | None":
    """A Java that runs: what macOS has of its own by that name only says where to get one."""
    return next(
        (path for path in map(shutil.which, javas(os.environ)) if path and runs(path)), None
    )


def javas(environment: Mapping[str, str]) -> "list[str]":
    """Where Java may be, the likeliest first; Homebrew keeps its own aside."""
    home = environment.get("JAVA_HOME", "")
    named = [os.path.join(home, "bin", "java")] if home else []
    return ["java", *named, *HOMEBREW_JAVA]


def runs(program: str) -> bool:
    """Whether a program starts at all."""
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            [program, "-version"], stdin=quiet, stdout=quiet, stderr=quiet, check=False
        )
        return done.returncode == 0
    except OSError:
        return False


def is_root() -> bool:
    return os.name != "nt" and os.geteuid() == 0


def read_os_release() -> str:
    try:
        return Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return ""


def names_of(platform: str, os_release: str) -> "list[str]":
    """What this system calls itself, then what it says it is like, nearest first."""
    found = dict(re.findall(r"""^(ID|ID_LIKE)=["']?(.*?)["']?$""", os_release, re.MULTILINE))
    return [platform, found.get("ID", ""), *found.get("ID_LIKE", "").split()]
