"""Invitations and reminders: who signs them, what their fields hold, and the finished letters.

Knows the frozen wave, the firm's people and letters. Sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.core.firm import Firm, Person
from app.core.form_pages import MINUTES
from app.core.letters_due import Recipient
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy
from app.errors import InputError, Problem
from app.files.site import Letter
from app.pages.catalogues import best_language
from app.pages.environment import render
from app.pages.filled import Value
from app.pages.letter_page import WhoSees
from app.pages.locale import day_in_words, number, right_to_left
from app.pages.survey_page import Reader
from app.post.eml import Mailbox, message_id
from app.post.letters import Written, letter_in, refuse_unknown_fields, write_letter
from app.post.links import Link

FIELDS = (
    "first_name",
    "name",
    "link",
    "no_more",
    "opens",
    "closes",
    "minutes",
    "who_sees",
    "lead_name",
    "firm",
    "counterpart",
    "relationships",
    "privacy_contact",
)
"""What invitations and reminders may hold; `relationships` is a list, of more than one."""
INVITATION, REMINDER = "invitation", "reminder"
OURS = "-ours"
"""How the name of a letter to our own people ends, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A letter that could go out now."""

    recipient: Recipient
    link: Link
    written: Written
    signed: Mailbox
    """Who signs it: answers go there."""
    letter: str
    """`invitation`, `reminder-1` and so on."""

    def identity(self, wave: str, sender: str) -> str:
        """Its Message-ID when it comes from this address."""
        relationship, perspective, respondent = self.recipient.key
        return message_id(sender, wave, self.letter, relationship, perspective, respondent)


def slugs_of(kind: str, perspective: Perspective) -> tuple[str, ...]:
    """The letters to look for, the better one first."""
    return (f"{kind}{OURS}", kind) if perspective is Perspective.SELF else (kind,)


def check_letters(kind: str, letters: Iterable[Letter]) -> None:
    """Raises InputError where there is no letter of this kind, or one has an unknown field."""
    of_kind = [letter for letter in letters if letter.slug in (kind, f"{kind}{OURS}")]
    if not any(letter.slug == kind for letter in of_kind):
        raise InputError(
            Problem(
                file=f"content/letters/{kind}.md",
                place="",
                what="is missing",
                remedy="write it; the folder that init makes has one",
            )
        )
    refuse_unknown_fields(of_kind, FIELDS)


def ready_letters(
    kind: str,
    recipients: Iterable[tuple[Recipient, Link, str]],
    opened: OpenedWave,
    firm: Firm,
    people: Iterable[Person],
    letters: tuple[Letter, ...],
) -> Iterator[Ready]:
    """The letters one by one; with each recipient comes the name under which it is kept.

    Raises InputError before the first where a field is unknown or a letter is missing.
    """
    check_letters(kind, letters)
    known = {person.slug: person for person in people}
    names = {frozen.slug: frozen.name for frozen in opened.relationships}
    for recipient, link, letter_name in recipients:
        found = letter_in(
            letters,
            slugs_of(kind, recipient.perspective),
            recipient.language,
            firm.languages[0],
        )
        if found is None:
            file = f"content/letters/{kind}.{recipient.language}.md"
            what = f"is missing, and there is no {kind}.md in {firm.languages[0]} either"
            raise InputError(Problem(file=file, place="", what=what, remedy="write one of them"))
        letter, language = found
        signed = _signed(recipient, opened, firm, known)
        yield Ready(
            recipient=recipient,
            link=link,
            signed=signed,
            letter=letter_name,
            written=write_letter(
                letter,
                language,
                _values(recipient, link, language, opened, firm, signed, names),
                name=recipient.name,
                firm=opened.firm_name,
                help_at=firm.privacy_contact,
                no_more=link.no_more,
            ),
        )


def _values(
    recipient: Recipient,
    link: Link,
    language: str,
    opened: OpenedWave,
    firm: Firm,
    signed: Mailbox,
    names: dict[str, str],
) -> dict[str, Value]:
    about = tuple(names[one.relationship] for one in recipient.about)
    return {
        "first_name": recipient.first_name,
        "name": recipient.name,
        "link": link.address,
        "no_more": link.no_more,
        "opens": day_in_words(opened.wave.opens, language),
        "closes": day_in_words(opened.wave.closes, language),
        "minutes": number(MINUTES[opened.wave.form], language),
        "who_sees": _who_sees(
            language,
            opened.firm_name,
            opened.wave.privacy(recipient.perspective) is Privacy.CONFIDENTIAL,
            opened.wave.k,
            _alone(recipient, opened),
        ),
        "lead_name": signed.name,
        "firm": opened.firm_name,
        "counterpart": "; ".join(about),
        "relationships": about if len(about) > 1 else (),
        "privacy_contact": firm.privacy_contact,
    }


def _alone(recipient: Recipient, opened: OpenedWave) -> bool:
    """Whether nobody else is asked on their side anywhere: no rule then hides who answered."""
    if recipient.perspective is Perspective.SELF:
        return False
    return any(
        len(opened.invited(one.relationship, one.perspective)) == 1 for one in recipient.about
    )


@lru_cache(maxsize=256)
def _who_sees(language: str, firm: str, confidential: bool, k: int, alone: bool) -> str:
    reader = Reader(
        language=language, right_to_left=right_to_left(language), firm=firm, respondent=""
    )
    page = WhoSees(reader=reader, confidential=confidential, k=k, alone=alone)
    return render(page, best_language(language)).strip()


def _signed(
    recipient: Recipient, opened: OpenedWave, firm: Firm, people: dict[str, Person]
) -> Mailbox:
    """The lead; the principal where leads differ, are asked themselves, or have left."""
    of_relationship = {frozen.slug: frozen.lead for frozen in opened.relationships}
    leads = {of_relationship[one.relationship] for one in recipient.about}
    slug = leads.pop() if len(leads) == 1 else firm.principal
    person = people.get(slug)
    if recipient.perspective is Perspective.SELF or person is None or person.left is not None:
        person = people[firm.principal]
    return Mailbox(name=person.name, address=person.email)


def reminder_number(letter: str) -> int:
    """1 for `reminder-1`; 0 for an invitation."""
    kind, _, number_said = letter.rpartition("-")
    return int(number_said) if kind == REMINDER else 0
