"""One thing that a visit found, as words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How things stand; always a word, never a colour alone."""

    OK = "ok"
    NOTE = "note"
    """Worth knowing; nothing stops."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is in force under a name, where it came from, and what to do where it is not well."""

    group: str
    name: str
    value: str
    source: str = ""
    mark: Mark = Mark.OK
    remedy: str = ""
    code: int = 0
    """The exit code that a wrong one asks for: 1 failed, 2 wrong input."""

    def __str__(self) -> str:
        source = f"  ({self.source})" if self.source else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"  {self.mark:<6}{self.name:<18}{self.value}{remedy}{source}"


def exit_code(findings: tuple[Finding, ...]) -> int:
    """0 when nothing is wrong; otherwise the least code that something wrong asks for."""
    wrong = [finding.code or 1 for finding in findings if finding.mark is Mark.WRONG]
    return min(wrong, default=0)
