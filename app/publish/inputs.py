"""Everything that a build reads, as digests: whether there is anything to do at all.

Knows files and programs; must not know what stands in them. A file that a build itself writes into
`instance/` is looked at after it, every other one before. Nothing but plain files is opened; what
is a link, a pipe or unreadable counts as that, and whoever reads it complains.
"""

from __future__ import annotations

import hashlib
import os
import platform
import stat
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from app.brief.engine import Engine, Way
from app.settings import PROGRAM, VERSION, Site
from app.store.built import FOLDER

_MADE_BY_BUILDS = (".compiled", ".warned", ".sealed", ".published", ".closed")
"""How the names of files end that compiling may add to in `instance/waves/`."""
_NOT_READ = (f"{FOLDER}/", "calendars.json", "upload.json")
"""Of `instance/`: what is written by builds or after them, and read by none for its pages."""
_CODE = (".py", ".html", ".txt", ".css", ".js", ".po", ".ttf", ".woff2", ".toml")


def inputs_of(site: Site) -> dict[str, str]:
    """By place the digest of every file of content, surveys and answers, or what else lies there.

    Links are followed in `instance/` alone: what a firm writes must be no link.
    """
    found = {}
    for folder in (site.content, site.surveys, site.instance):
        own = folder == site.instance
        for path in _entries(folder, follow=own):
            name = path.relative_to(folder).as_posix()
            if not (own and name.startswith(_NOT_READ)):
                found[f"{folder.name}/{name}"] = _told(path, follow=own)
    return found


def settled(before: Mapping[str, str], after: dict[str, str]) -> dict[str, str]:
    """What a finished build was made of; nothing where something came while it was made.

    Files that compiling adds to count as they are afterwards.
    """
    own = {name for name in {*before, *after} if _is_own(name)}
    same = {name: d for name, d in before.items() if name not in own}
    if same != {name: d for name, d in after.items() if name not in own}:
        return {}
    return after


def _is_own(name: str) -> bool:
    return name.startswith("instance/") and (
        name.endswith(_MADE_BY_BUILDS) or name.startswith("instance/keys/")
    )


def program_of(engine: Engine, logo: str) -> str:
    """One digest of program, Python, libraries, engine and logo: of what all sheets are made."""
    told = (
        VERSION,
        platform.python_version(),
        _code(),
        engine.name,
        _engine_version(engine),
        logo,
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for path in (PROGRAM / "requirements.lock", *_entries(PROGRAM / "app", follow=False)):
        if path.suffix in _CODE or path.suffix == ".lock":
            digest.update(path.relative_to(PROGRAM).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _engine_version(engine: Engine) -> str:
    if engine.way is Way.BROWSER:
        found = Path(engine.browser).resolve()
        return f"{found} {found.stat().st_mtime_ns}" if found.is_file() else str(found)
    return version("weasyprint") if engine.way is Way.WEASYPRINT else ""


def _entries(folder: Path, *, follow: bool) -> Iterator[Path]:
    """Everything below a folder but folders and what is hidden, sorted; nothing where there is no
    folder. A link to a folder is an entry, or with `follow` a folder, once.
    """
    seen: set[str] = set()
    for place, folders, names in os.walk(folder, followlinks=follow):
        shown = sorted(n for n in folders if not n.startswith(".") and n != "__pycache__")
        linked = [name for name in shown if Path(place, name).is_symlink()]
        # Followed once each, so that none leads back up for ever.
        led_to = {os.path.realpath(Path(place, name)): name for name in linked if follow}
        entered = [name for real, name in led_to.items() if real not in seen]
        seen.update(led_to)
        folders[:] = sorted([name for name in shown if name not in linked] + entered)
        entries = [name for name in names if not name.startswith(".")]
        entries += linked if not follow else []
        yield from (Path(place, name) for name in sorted(entries))


_KINDS = (
    (stat.S_ISLNK, "link"),
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
)


def _told(path: Path, *, follow: bool) -> str:
    """The digest of a plain file; of anything else what it is."""
    try:
        mode = path.stat().st_mode if follow else path.lstat().st_mode
        if stat.S_ISREG(mode):
            return _digest(path)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return next((kind for is_one, kind in _KINDS if is_one(mode)), "device")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
