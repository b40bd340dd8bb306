"""The recovery sheet: the firm's passphrase on paper, to be printed once and put into a safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPage:
    template: ClassVar[str] = "recovery.html"

    firm: str
    site_at: str
    words: tuple[str, ...]


def recovery_page(firm: str, site_at: str, passphrase: str) -> RecoveryPage:
    return RecoveryPage(firm=firm, site_at=site_at, words=tuple(passphrase.split()))
