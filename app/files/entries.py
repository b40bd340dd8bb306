"""Which entries of a folder are a firm's files, which are left behind by programs, which are odd.

Knows names and links, and opens nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from app.files.problems import Problems
from app.files.raw import NOWHERE, linked
from app.files.words import LONGEST_SLUG, is_language, why_no_slug

_LEFTOVER = re.compile(
    r"\..*|~\$.*|.*~|#.*#|.*\.(sw[a-p]|tmp|bak|orig)|thumbs\.db|desktop\.ini|icon\r", re.IGNORECASE
)
"""What editors and systems leave beside the files one works on; never a firm's own."""
_COPY = re.compile(
    r"(?P<of>.+?)(?:\s*\([^)]*conflict[^)]*\)|[-.]sync-conflict-.*|\s*\(\d+\)|\s*-? ?copy(?: \d+)?"
    r"|\s*-? ?kopie(?: \d+)?)(?P<end>\.\w+)",
    re.IGNORECASE,
)
"""What a shared folder makes of two people's changes, and what copying a file leaves."""


def is_leftover(name: str) -> bool:
    """Whether a name is one that programs leave behind: passed over without a word."""
    return _LEFTOVER.fullmatch(name) is not None


def listed(folder: Path, problems: Problems) -> list[Path]:
    """The entries of a folder by name, without leftovers; none where there is no folder."""
    fault = linked(folder, problems)
    if fault is not None:
        problems.add(folder, *fault)
        return []
    try:
        if not folder.exists():
            if folder.is_symlink():
                problems.add(folder, *NOWHERE)
            return []
        return sorted(path for path in folder.iterdir() if not is_leftover(path.name))
    except NotADirectoryError:
        problems.add(folder, "", "is a file, not a folder", "make a folder of that name")
    except OSError as error:
        problems.add(folder, "", f"cannot be read ({error.strerror})", "check who may read it")
    return []


def files_of(
    folder: Path,
    ending: str,
    problems: Problems,
    longest: int = LONGEST_SLUG,
    *,
    in_languages: bool = False,
) -> Iterator[Path]:
    """Every file whose name is an id with this ending; everything else is a problem.

    `in_languages` takes a language between them as well, as in `invitation.de.md`.
    """
    names: dict[str, Path] = {}
    # Right names first, so that of two that collide the odd one is the one complained about.
    found = sorted(listed(folder, problems), key=lambda path: not _is_right(path, ending, longest))
    for path in found:
        copy = _COPY.fullmatch(path.name)
        if copy and why_no_slug(path.stem, longest):
            original = f"{copy['of']}{copy['end']}"
            problems.add(
                path,
                "",
                f"looks like a second copy of {original}",
                "compare the two, keep one under the plain name, and take the other out",
            )
            continue
        twin = names.setdefault(_folded(path.name), path)
        if twin is not path:
            problems.add(
                path, "", f"is called like {twin.name} but for its letters", "rename one of them"
            )
            continue
        if path.suffix != ending:
            other = path.suffix.lower() == ending
            remedy = f"rename it to {path.stem.lower()}{ending}" if other else "rename it, or move"
            remedy += "" if other else f" it out of {folder.name}/"
            what = "is a folder" if path.is_dir() else f"is no {ending} file"
            remedy = f"move it out of {folder.name}/" if path.is_dir() else remedy
            problems.add(path, "", what, remedy)
            continue
        name = named_in(path.stem)[0] if in_languages else path.stem
        wrong = why_no_slug(name, longest)
        if wrong:
            what, _, remedy = wrong.partition("; ")
            problems.add(path, "", f"its name is no id: {what}", remedy)
            continue
        yield path


def named_in(stem: str) -> tuple[str, str]:
    """The id of a file and the language after its point, which is empty where there is none."""
    name, point, language = stem.partition(".")
    return (name, language) if point and is_language(language) else (stem, "")


def _is_right(path: Path, ending: str, longest: int) -> bool:
    return path.suffix == ending and why_no_slug(path.stem, longest) is None


def _folded(name: str) -> str:
    """One form for names that some file systems take for the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
