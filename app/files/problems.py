"""Collecting what is wrong in many files, and suggesting what may have been meant."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from app.errors import Problem

MOST_IN_A_FILE = 50
"""Problems told of one file in one run: who has more is not helped by reading them all."""
_LONGEST_WORD = 80
"""Characters; nothing that is known here is longer, and comparing takes time."""


class Problems:
    """Collects what is wrong in all files of a site, so that one run tells everything."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.real_root = Path(os.path.realpath(root))
        """Where it lies, whatever links lead there."""
        self.found: list[Problem] = []

    def add(self, path: Path, place: str, what: str, remedy: str) -> None:
        self.found.append(Problem(file=self.name(path), place=place, what=what, remedy=remedy))

    def name(self, path: Path) -> str:
        """The path as the firm knows it: relative to its folder."""
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()

    def sorted(self) -> tuple[Problem, ...]:
        """Each problem once, by file and place, and at most so many of one file."""
        kept: list[Problem] = []
        of_file: dict[str, int] = {}
        for problem in sorted(set(self.found)):
            number = of_file[problem.file] = of_file.get(problem.file, 0) + 1
            if number <= MOST_IN_A_FILE:
                kept.append(problem)
        kept += [
            Problem(
                file=file,
                place="",
                what=f"{number - MOST_IN_A_FILE} more problems are not shown",
                remedy="mend these first",
            )
            for file, number in of_file.items()
            if number > MOST_IN_A_FILE
        ]
        return tuple(kept)


def suggestion(word: str, known: Sequence[str]) -> str:
    """Did you mean …, or the list of what is known."""
    short = word[:_LONGEST_WORD].casefold()
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(short, by_folded, n=1, cutoff=0.6)
    if close:
        return f"did you mean {by_folded[close[0]]}?"
    shown = known if len(known) <= 20 else [*known[:20], f"and {len(known) - 20} more"]
    return f"known here: {', '.join(shown) or 'none'}"
