"""From a personal link to its invitation: an index in memory, read again when a wave is opened.

Knows hashes of tokens, never the tokens. One answer for unknown, malformed and revoked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from app.core.asked import Key, core_suffices, lists, person_key
from app.core.form_pages import FormPage, form_pages
from app.core.survey import Item, Perspective, Survey
from app.core.wave import FrozenRelationship, Invitation, OpenedWave, Privacy
from app.errors import LinkUnknown, StoreDamaged, StoreError
from app.sealing.links import link_hash, well_formed
from app.store.waves import kept_ids, kept_state, link_index, missing_ids, read_opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom a link belongs to, and what they are asked."""

    opened: OpenedWave
    invitation: Invitation
    relationship: FrozenRelationship
    survey: Survey
    pages: tuple[FormPage, ...]
    alone: bool
    """Nobody else is asked there: no rule hides who answered."""
    core_only: bool
    """The core items suffice, of one relationship among many."""
    made: dict[tuple[object, ...], Any]
    """What pages have made once for this wave, to be used again."""

    @property
    def own_side(self) -> bool:
        return self.invitation.perspective is Perspective.SELF

    @property
    def privacy(self) -> Privacy:
        return self.opened.wave.privacy(self.invitation.perspective)

    @property
    def theirs_confidential(self) -> bool:
        """Whether nobody may learn who at the counterpart has answered."""
        return self.opened.wave.privacy(Perspective.COUNTERPART) is Privacy.CONFIDENTIAL

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for page in self.pages for item in page.items)

    def page(self, number: int) -> FormPage:
        """Raises LinkUnknown for a page that is not there."""
        if not 1 <= number <= len(self.pages):
            raise LinkUnknown
        return self.pages[number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A person who is asked about several relationships, and all of these."""

    opened: OpenedWave
    all: tuple[Asked, ...]

    @property
    def invitation(self) -> Invitation:
        return self.all[0].invitation


@dataclass(slots=True)
class _Wave:
    """An opened wave with what is looked up on every request."""

    opened: OpenedWave
    invitations: dict[Key, Invitation] = field(init=False)
    relationships: dict[str, FrozenRelationship] = field(init=False)
    surveys: dict[str, Survey] = field(init=False)
    lists: dict[Key, tuple[Invitation, ...]] = field(init=False)
    sizes: Counter[tuple[str, Perspective]] = field(init=False)
    made: dict[tuple[object, ...], Any] = field(default_factory=dict)
    _pages: dict[tuple[str, Perspective, bool], tuple[FormPage, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        opened = self.opened
        self.invitations = {invitation.key: invitation for invitation in opened.invitations}
        self.relationships = {frozen.slug: frozen for frozen in opened.relationships}
        self.surveys = {survey.id: survey for survey in opened.surveys}
        self.lists = lists(opened)
        self.sizes = Counter((i.relationship, i.perspective) for i in opened.invitations)

    def asked(self, invitation: Invitation) -> Asked:
        frozen = self.relationships[invitation.relationship]
        survey = self.surveys[frozen.survey]
        person = person_key(invitation)
        listed = self.lists.get(person, ()) if person is not None else ()
        core_only = core_suffices(invitation, listed)
        kind = (frozen.survey, invitation.perspective, core_only)
        pages = self._pages.get(kind)
        if pages is None:
            pages = form_pages(
                survey, invitation.perspective, self.opened.wave.form, core_only=core_only
            )
            self._pages[kind] = pages
        return Asked(
            opened=self.opened,
            invitation=invitation,
            relationship=frozen,
            survey=survey,
            pages=pages,
            alone=self.sizes[invitation.relationship, invitation.perspective] == 1,
            core_only=core_only,
            made=self.made,
        )


class LinkIndex:
    """All links of one `instance/` folder."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance
        self._lock = Lock()
        self._seen: tuple[object, ...] | None = None
        self._damaged: StoreError | None = None
        self._waves: dict[str, _Wave] = {}
        self._by_hash: dict[str, tuple[str, Key]] = {}

    def find(self, token: str) -> Asked | Listed:
        """Whom a token belongs to. Raises LinkUnknown, or StoreError if that is not known."""
        self._refresh()
        found = self._by_hash.get(link_hash(token)) if well_formed(token) else None
        if found is None and self._damaged is not None:
            # It may be one of the wave that cannot be read: that is not "unknown".
            raise StoreDamaged(str(self._damaged)) from self._damaged
        if found is None:
            raise LinkUnknown
        wave_id, key = found
        wave = self._waves[wave_id]
        if not key[0]:
            if key not in wave.lists:
                raise LinkUnknown
            return Listed(opened=wave.opened, all=tuple(map(wave.asked, wave.lists[key])))
        invitation = wave.invitations.get(key)
        if invitation is None or invitation.revoked:
            raise LinkUnknown
        return wave.asked(invitation)

    def _refresh(self) -> None:
        stamp = kept_state(self.instance)
        if stamp == self._seen:
            return
        with self._lock:
            waves: dict[str, _Wave] = {}
            by_hash: dict[str, tuple[str, Key]] = {}
            damaged: StoreError | None = None
            for wave_id in (*kept_ids(self.instance), *missing_ids(self.instance)):
                try:
                    waves[wave_id] = _Wave(read_opened(self.instance, wave_id))
                    hashes = link_index(self.instance, wave_id)
                except StoreError as error:
                    # The links of the other waves go on working.
                    damaged = error
                    continue
                by_hash |= {hashed: (wave_id, key) for hashed, key in hashes.items()}
            self._waves, self._by_hash, self._damaged = waves, by_hash, damaged
            self._seen = stamp
