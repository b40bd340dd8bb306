"""What may stand nowhere in clear: names, addresses, and every word that anybody wrote.

Single words count from four letters on, and whole; what the guide and the opening page say of
themselves is taken away from them. Names of several words and addresses are looked for as they are,
whatever the guide says. Knows texts; must not know pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.core.response import Response
from app.core.wave import OpenedWave
from app.files.site import SiteFiles
from app.sealing.links import PERSONAL_LINK
from app.settings import Site
from app.store.once import AnswersOnce
from app.store.waves import opened_ids, read_opened

_WORD = re.compile(r"[^\W\d_]{4,}")
_TOKEN = re.compile(r"[\w@]+(?:[.+-][\w@]+)*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LINKS = re.compile(rf"{PERSONAL_LINK.pattern}|#[kK]=[\w-]{{20,}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateWords:
    words: frozenset[str]
    """Of names and addresses."""
    phrases: Mapping[str, frozenset[str]]
    """First word → names and addresses that begin with it."""
    said: frozenset[str] = frozenset()
    """Of people's answers."""

    def found_in(self, text: str, own: frozenset[str]) -> tuple[str, ...]:
        """What of it stands in a text in clear, for a message: of people's answers how many words,
        and none of them. `own` are words that may stand there.
        """
        plain = folded(text)
        there_alone = words_of(plain) - own
        words = self.words & there_alone
        said = len((self.said & there_alone) - words)
        there = f" {_in_a_row(plain)} "
        begun = self.phrases.keys() & there.split()
        phrases = {p for word in begun for p in self.phrases[word] if f" {p} " in there}
        links = {match.group() for match in _LINKS.finditer(text)}
        answers = (f"{said} word{'s' if said > 1 else ''} of people's answers",) if said else ()
        return (*sorted(words | phrases | links), *answers)


def private_words(site: Site, files: SiteFiles, answers: AnswersOnce) -> PrivateWords:
    """Of the firm's files, its opened waves and everyone's latest answers. Raises StoreError."""
    ids = opened_ids(site.instance)
    waves = [read_opened(site.instance, wave_id) for wave_id in ids]
    return words_from(files, waves, (one for wave_id in ids for one in answers.responses(wave_id)))


def everyones_answers(site: Site, answers: AnswersOnce) -> Iterator[Response]:
    """Every version of every answer of every wave: on an open page what was taken back may stand as
    little as what was never let there. Raises StoreError.
    """
    return (one for wave_id in opened_ids(site.instance) for one in answers.history(wave_id))


def words_from(
    files: SiteFiles, waves: Iterable[OpenedWave], answers: Iterable[Response]
) -> PrivateWords:
    """The same, of what was read already."""
    names = [*_names(files, waves)]
    words = {word for name in names for word in words_of(folded(name))}
    said: set[str] = set()
    for response in answers:
        for answer in response.answers:
            if isinstance(answer.value, str):
                said |= words_of(folded(answer.value))
    phrases = {_in_a_row(folded(name)) for name in names}
    return PrivateWords(
        words=frozenset(words),
        said=frozenset(said),
        phrases=by_first_word(p for p in phrases if "@" in p or (" " in p and len(p) > 4)),
    )


def by_first_word(phrases: Iterable[str]) -> dict[str, frozenset[str]]:
    """First word → the phrases that begin with it, so that thousands are found in one look."""
    found: dict[str, set[str]] = {}
    for phrase in phrases:
        found.setdefault(phrase.split()[0], set()).add(phrase)
    return {word: frozenset(mine) for word, mine in found.items()}


def _names(files: SiteFiles, waves: Iterable[OpenedWave]) -> Iterator[str]:
    for relationship in files.relationships:
        yield from (relationship.name, relationship.slug, *relationship.formerly)
        for contact in relationship.contacts:
            yield from (contact.name, contact.email)
    for person in files.people:
        yield from (person.name, person.email)
    for wave in waves:
        for frozen in wave.relationships:
            yield from (frozen.name, frozen.slug, frozen.lead_name)
        for invitation in wave.invitations:
            yield from (invitation.name, invitation.email)


def _in_a_row(text: str) -> str:
    return " ".join(_TOKEN.findall(text))


def words_of(text: str) -> frozenset[str]:
    """Its whole words of four letters or more."""
    return frozenset(_WORD.findall(text))


def folded(text: str) -> str:
    """A text in which capitals and ways of writing the same letter make no difference.

    What nobody sees, such as a place to break a word, is not in it.
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())
