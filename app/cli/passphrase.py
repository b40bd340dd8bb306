"""The passphrase of the sealed pages: asked at the terminal, or read from a file that is named.

It is made and never chosen, said once, and stands on no command line. Knows the terminal and the
environment; what a passphrase opens, `publish` and `sealing` know.
"""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path

from app.cli import wrong_argument
from app.cli.site import command_line
from app.errors import BothSidesError, InputError, NotThePassphrase, SealError
from app.publish.page_keys import has_keys, start_keys, unlocked
from app.publish.upload import Unlocked
from app.sealing.passphrases import WORDS, new_passphrase
from app.sealing.sealed_file import plain_words
from app.settings import Site
from app.store import disk

FILE = "BOTH_SIDES_PASSPHRASE_FILE"
_TRIES = 3


def unlock(site: Site) -> Unlocked:
    """The keys of pages that were sealed before. Raises SealError and InputError."""
    if not has_keys(site.instance):
        raise wrong_argument(
            "access",
            "no pages have been sealed here yet, so there is nothing to open",
            f"build first: {command_line(site, 'build')}",
        )
    passphrase = from_file()
    if passphrase:
        try:
            return Unlocked(passphrase=passphrase, keys=unlocked(site.instance, passphrase))
        except NotThePassphrase as error:
            raise SealError(f"{_file()}: {error}; {_lost(site)}") from error
    for left in reversed(range(_TRIES)):
        passphrase = _asked("Passphrase of the pages: ")
        try:
            return Unlocked(passphrase=passphrase, keys=unlocked(site.instance, passphrase))
        except NotThePassphrase as error:
            if not left:
                raise SealError(f"{error}; {_lost(site)}") from error
            print(f"{error}; try again", file=sys.stderr)
    raise SealError("no passphrase was given")


def unlock_or_start(site: Site) -> Unlocked:
    """The same for a build: where nothing was sealed yet, a passphrase is made and said once."""
    if has_keys(site.instance):
        return unlock(site)
    passphrase = new_one()
    return Unlocked(passphrase=passphrase, keys=start_keys(site.instance, passphrase))


def new_one() -> str:
    """A passphrase that is not used yet, after a person has written it down, or from the file."""
    path = _file()
    if path is not None:
        given = from_file() if path.exists() else ""
        if not given:
            given = new_passphrase()
            disk.write_atomically(path, f"{given}\n".encode("ascii"))
            print(f"a new passphrase of the pages stands in {path}", file=sys.stderr)
        if len(given.split()) < WORDS:
            raise wrong_argument(
                FILE,
                f"{path} holds a passphrase of fewer than {WORDS} words",
                "delete the file, and one is made there",
            )
        return given
    made = new_passphrase()
    if not sys.stdin.isatty():
        raise _no_terminal()
    print(
        f"\n    {made}\n\n"
        "These six words open all pages, here and on your host. They are shown once, and nobody\n"
        "can find them out again. Write them down now; the recovery sheet can be printed later.",
        file=sys.stderr,
    )
    for left in reversed(range(_TRIES)):
        if plain_words(_asked("Type them once to go on: ")) == made:
            return made
        if left:
            print("those are not the words; try again", file=sys.stderr)
    raise BothSidesError("the words were not typed as they stand, so nothing was sealed with them")


def _lost(site: Site) -> str:
    again = command_line(site, "access page passphrase --lost")
    return f"it stands on the recovery sheet; where it is lost, a new one comes with: {again}"


def from_file() -> str:
    """The passphrase in the file that the environment names; empty where it names none."""
    path = _file()
    if path is None:
        return ""
    try:
        return plain_words(path.read_text("utf-8").partition("\n")[0])
    except (OSError, UnicodeDecodeError) as error:
        raise wrong_argument(
            FILE, f"{path} cannot be read", "name a text file with the passphrase in its first line"
        ) from error


def _file() -> Path | None:
    named = os.environ.get(FILE, "")
    return Path(named).expanduser() if named else None


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise _no_terminal()
    return plain_words(getpass(question))


def _no_terminal() -> InputError:
    return wrong_argument(
        "passphrase",
        "the pages are locked with a passphrase, and here is no terminal to ask for it",
        f"set {FILE} to the name of a file for it (the first build writes it there), or build "
        "with --open, which seals nothing",
    )
