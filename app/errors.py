"""Every error this program raises on purpose, in one tree.

    BothSidesError                    exit code 1 unless said otherwise
    ├── InputError                    2: files or arguments a person can mend; holds all problems
    ├── StoreError                    what respondents sent could not be kept or read
    │   ├── StoreDamaged              the store on disk is not what was written
    │   ├── StoreOutdated             it is whole, and an older version wrote it
    │   └── RestoreUnfinished         it is whole, half of it in its place
    ├── SealError                     what was sealed cannot be opened
    │   └── NotThePassphrase          it is opened by another one
    ├── PostError                     letters could not be handed to the firm's mail server
    ├── LinkUnknown                   a personal link that opens nothing
    └── PublishError                  a build could not be finished; nothing was replaced
        └── BriefError                a brief could not be printed

Made into words in two places, the web handler and the edge of the command line. Elsewhere one is
caught to become a result: a finding of `check`, a sheet that is named as not printed, an error of
another process. Knows nothing of any of them; a message names file, place and remedy.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing a person can mend: where it is, what it is, and what to do."""

    file: str
    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{visible(self.place, 120)}: " if self.place else ""
        return f"{visible(self.file, 400)}: {place}{visible(self.what)}; {visible(self.remedy)}"


def visible(text: str, longest: int = 600) -> str:
    """What came out of a file or a name, for a terminal: nothing in it is obeyed or hides.

    Control, direction and undecodable characters stand as their escapes; a long text is cut.
    """
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in cut
    )


class BothSidesError(Exception):
    """The root. The message is a sentence for the person at the keyboard."""

    exit_code = 1


class InputError(BothSidesError):
    """Wrong input. Holds every problem found in one run, sorted by file and place."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class StoreError(BothSidesError):
    """An answer could not be kept or read. The respondent is told and keeps what they typed."""


class StoreDamaged(StoreError):
    """A file of the store does not hold what the program wrote there."""


class StoreOutdated(StoreError):
    """The store is whole, and has to be brought up to date before it is read."""


class RestoreUnfinished(StoreError):
    """A restore was cut short, and has to be finished before the store is read."""


class SealError(BothSidesError):
    """What was sealed cannot be opened: another passphrase, damage, or no seal of ours."""


class NotThePassphrase(SealError):
    """What was wrapped is whole or not, but this passphrase does not open it."""


class PostError(BothSidesError):
    """The mail server cannot be reached, or not safely. No letter was given to it."""


class LinkUnknown(BothSidesError):
    """The link opens nothing: unknown, malformed or revoked, and deliberately not said which."""


class PublishError(BothSidesError):
    """The build stopped. What was published before is untouched."""


class BriefError(PublishError):
    """A brief could not be printed as two clean pages."""
