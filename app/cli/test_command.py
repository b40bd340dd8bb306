"""`test`: runs the whole proof of the program: tests, types, style and the house's imports."""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser, Namespace

HELP = "run the program's own tests"


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "everything after test is handed to pytest, such as: test -k protection"


def run(arguments: Namespace) -> int:
    from app.settings import PROGRAM

    finished = subprocess.run([sys.executable, "-m", "pytest", *arguments.rest], cwd=PROGRAM)
    return 0 if finished.returncode == 0 else 1
