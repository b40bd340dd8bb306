"""The command line: one module per command, thin; errors are caught here and nowhere else.

A command module has `HELP`, `add_arguments(parser)` and `run(arguments) -> int`, and imports what
it needs inside `run`, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

from app.cli import streams
from app.cli.stopping import Stopped, told_to_stop
from app.errors import BothSidesError, InputError, Problem, visible
from app.settings import VERSION

COMMANDS = (
    "demo",
    "init",
    "check",
    "invite",
    "status",
    "remind",
    "serve",
    "access",
    "build",
    "brief",
    "reword",
    "principal",
    "letters",
    "calendar",
    "close",
    "import",
    "export",
    "backup",
    "restore",
    "migrate",
    "test",
)
"""In the order of a first year; each is `app/cli/<name>_command.py`."""

STOPPED = "stopped; what was not finished was not kept, and the command can be run again"
EPILOGUE = """exit codes: 0 done, 1 failed, 2 wrong input, 3 done except what is named
without a command: build
--install-system, with any command: installs what the system lacks for it"""


def module_of(command: str) -> ModuleType:
    """The module of a command."""
    return importlib.import_module(f"app.cli.{command}_command")


def parser() -> argparse.ArgumentParser:
    """The whole command line, with every command's help."""
    whole = argparse.ArgumentParser(
        prog="build.py",
        description="Asks both sides of a relationship the same questions and puts the two views "
        "next to each other.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=VERSION)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    for name in COMMANDS:
        module = module_of(name)
        command = commands.add_parser(
            name, help=module.HELP, description=module.HELP, allow_abbrev=False
        )
        module.add_arguments(command)
    return whole


def add_site(command: argparse.ArgumentParser) -> None:
    """`--site DIR`, for every command that works on a firm's folder."""
    command.add_argument(
        "--site",
        type=a_path,
        metavar="DIR",
        help="the firm's folder, with content/ and surveys/ (default: the folder you are in)",
    )


def add_as_of(command: argparse.ArgumentParser) -> None:
    """`--as-of DAY`: the day that counts as today."""
    command.add_argument(
        "--as-of",
        type=a_day,
        metavar="YYYY-MM-DD",
        help="the day to take as today (default: today where the firm is)",
    )


def a_path(text: str) -> Path:
    """The type of an argument that names a file or folder."""
    if not text:
        raise argparse.ArgumentTypeError("an empty name; is a variable of your shell unset?")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} begins with a home folder that is not known here; write the whole path"
        ) from error


def a_day(text: str) -> date:
    """The type of an argument that is a day."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-30") from error
    if not 1900 <= day.year <= 2199:
        raise argparse.ArgumentTypeError(f"{text!r} is too far away; use a year from 1900 to 2199")
    return day


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    streams.prepare()
    try:
        with told_to_stop():
            code = _guarded(list(sys.argv[1:] if argv is None else argv))
    finally:
        arrived = streams.flushed()
    return code if arrived else code or 1


def _guarded(given: list[str]) -> int:
    """The edge at which every error becomes words and an exit code."""
    try:
        return _run(given)
    except InputError as wrong:
        for problem in wrong.problems:
            streams.say(str(problem))
        return wrong.exit_code
    except BothSidesError as error:
        streams.say(f"build.py: {_inert(str(error))}")
        return error.exit_code
    except BrokenPipeError:
        return 1  # the reader of our output went away; nothing is left to say to it
    except OSError as error:
        streams.say(f"build.py: {_inert(_said(error))}")
        return 1
    except EOFError:
        if not sys.stdin.isatty():
            raise
        # Ctrl-D at a question, whose line it leaves unended: no answer is no consent.
        streams.say(f"\nno answer was given: {STOPPED}")
        return 1
    except KeyboardInterrupt:
        streams.say(STOPPED)
        return 130
    except Stopped as told:
        streams.say(STOPPED)
        return told.exit_code


def _run(given: list[str]) -> int:
    known = parser()
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given = ["build", *given]
    arguments, rest = known.parse_known_args(given)
    if rest and arguments.command != "test":
        known.error(f"unknown here: {' '.join(rest)}; see {arguments.command} --help")
    arguments.rest = rest
    _refuse_a_lost_folder()
    return int(module_of(arguments.command).run(arguments))


def _refuse_a_lost_folder() -> None:
    """Every relative name, and every file a library makes, would fail in its own odd way."""
    try:
        Path.cwd()
    except OSError as error:
        raise InputError(
            Problem(
                file="the folder you are in",
                place="",
                what=f"is not there any more ({error.strerror})",
                remedy="change into one that is, and run the same command again",
            )
        ) from error


def _said(error: OSError) -> str:
    what = error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what


def _inert(message: str) -> str:
    """Line by line, because some errors list many things."""
    return "\n".join(visible(line) for line in message.split("\n"))


def wrong_argument(place: str, what: str, remedy: str) -> InputError:
    """An argument that a person can mend."""
    return InputError(Problem(file="command line", place=place, what=what, remedy=remedy))
