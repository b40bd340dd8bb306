"""From a personal link to its invitation: an index in memory, read again when a wave is opened.

Knows hashes of tokens, never the tokens. One answer for unknown, malformed and revoked.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from app.core.wave import Invitation, OpenedWave
from app.errors import LinkUnknown
from app.sealing.links import link_hash, well_formed
from app.store.waves import Key, link_index, opened_ids, read_opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom a link belongs to, and in which opened wave."""

    opened: OpenedWave
    invitation: Invitation


class LinkIndex:
    """All links of all opened waves below one `instance/` folder."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance
        self._lock = Lock()
        self._seen: int | None = None
        self._waves: dict[str, OpenedWave] = {}
        self._invitations: dict[tuple[str, Key], Invitation] = {}
        self._by_hash: dict[str, tuple[str, Key]] = {}

    def find(self, token: str) -> Asked:
        """The invitation behind a token. Raises LinkUnknown."""
        self._refresh()
        found = self._by_hash.get(link_hash(token)) if well_formed(token) else None
        if found is None:
            raise LinkUnknown
        wave_id, key = found
        invitation = self._invitations.get((wave_id, key))
        if invitation is None or invitation.revoked:
            raise LinkUnknown
        return Asked(opened=self._waves[wave_id], invitation=invitation)

    def _refresh(self) -> None:
        folder = self.instance / "waves"
        stamp = folder.stat().st_mtime_ns if folder.is_dir() else 0
        if stamp == self._seen:
            return
        with self._lock:
            waves = {
                wave_id: read_opened(self.instance, wave_id)
                for wave_id in opened_ids(self.instance)
            }
            self._invitations = {
                (wave_id, invitation.key): invitation
                for wave_id, opened in waves.items()
                for invitation in opened.invitations
            }
            by_hash = {}
            for wave_id in waves:
                for hashed, key in link_index(self.instance, wave_id).items():
                    by_hash[hashed] = (wave_id, key)
            self._waves, self._by_hash, self._seen = waves, by_hash, stamp
