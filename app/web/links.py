"""From a personal link to its invitation: an index in memory, read again when a wave is opened.

Knows hashes of tokens, never the tokens. One answer for unknown, malformed and revoked.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from app.core.wave import Invitation, OpenedWave
from app.errors import LinkUnknown, StoreDamaged, StoreError
from app.sealing.links import link_hash, well_formed
from app.store.waves import Key, kept_ids, kept_state, link_index, missing_ids, read_opened


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
        self._seen: tuple[object, ...] | None = None
        self._damaged: StoreError | None = None
        self._waves: dict[str, OpenedWave] = {}
        self._invitations: dict[tuple[str, Key], Invitation] = {}
        self._by_hash: dict[str, tuple[str, Key]] = {}

    def find(self, token: str) -> Asked:
        """The invitation behind a token. Raises LinkUnknown, or StoreError if that is not known."""
        self._refresh()
        found = self._by_hash.get(link_hash(token)) if well_formed(token) else None
        if found is None and self._damaged is not None:
            # It may be one of the wave that cannot be read: that is not "unknown".
            raise StoreDamaged(str(self._damaged)) from self._damaged
        if found is None:
            raise LinkUnknown
        wave_id, key = found
        invitation = self._invitations.get((wave_id, key))
        if invitation is None or invitation.revoked:
            raise LinkUnknown
        return Asked(opened=self._waves[wave_id], invitation=invitation)

    def _refresh(self) -> None:
        stamp = kept_state(self.instance)
        if stamp == self._seen:
            return
        with self._lock:
            waves: dict[str, OpenedWave] = {}
            by_hash: dict[str, tuple[str, Key]] = {}
            damaged: StoreError | None = None
            for wave_id in (*kept_ids(self.instance), *missing_ids(self.instance)):
                try:
                    waves[wave_id] = read_opened(self.instance, wave_id)
                    hashes = link_index(self.instance, wave_id)
                except StoreError as error:
                    # The links of the other waves go on working.
                    damaged = error
                    continue
                by_hash |= {hashed: (wave_id, key) for hashed, key in hashes.items()}
            self._invitations = {
                (wave_id, invitation.key): invitation
                for wave_id, opened in waves.items()
                for invitation in opened.invitations
            }
            self._waves, self._by_hash, self._damaged = waves, by_hash, damaged
            self._seen = stamp
