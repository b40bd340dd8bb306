"""The letters after a survey as e-mails: what their fields hold, who signs, what goes with them.

They are fit for the counterpart: made of names, days and what both agreed to. Whatever the firm
wrote into them is looked at like the copy for the table, so that no ranking, no amount and no other
relationship stands in one. Sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage

from app.core.firm import Firm
from app.core.letters_after import Addressee
from app.core.letters_due import first_name
from app.core.meeting import Agreement, Meeting
from app.core.survey import Perspective
from app.core.unnamed import Unnamed, may_stand
from app.errors import InputError, Problem
from app.files.site import Letter
from app.pages.filled import Value
from app.pages.locale import day_in_words
from app.post.eml import Attachment, Mailbox, email_of, message_id, sent_at
from app.post.ics import Event, calendar_file
from app.post.letters import file_name, letter_in, refuse_unknown_fields, write_letter

FIELDS = (
    "first_name",
    "name",
    "lead_name",
    "signed",
    "firm",
    "counterpart",
    "when",
    "met_on",
    "agreements",
    "answered",
)
"""What these letters may hold. `when` (day, hour, place), `agreements` and `answered` are lists: a
paragraph with an empty one goes.
"""
KINDS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("meeting",),
    "meeting-senior": ("meeting-senior", "meeting"),
    "agreed": ("agreed",),
    "heard": ("heard",),
    "heard-ours": ("heard-ours", "heard"),
}
"""The letters to look for, the better one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a letter says beside who reads and who signs it."""

    counterpart: str
    lead_name: str
    meeting: Meeting | None = None
    agreements: tuple[Agreement, ...] = ()
    answered: tuple[str, ...] = ()
    """How many answered, a line each, where that may be said."""
    event: Event | None = None
    """Goes with it as a calendar file."""


def check_letters(kind: str, letters: Iterable[Letter], first_language: str) -> None:
    """Raises InputError where there is no such letter, or one has a field nothing is known for."""
    of_kind = [letter for letter in letters if letter.slug in KINDS[kind]]
    if letter_in(of_kind, KINDS[kind], first_language, first_language) is None:
        raise InputError(
            Problem(
                file=f"content/letters/{KINDS[kind][-1]}.md",
                place="",
                what="is missing",
                remedy="write it; the folder that init makes has one",
            )
        )
    refuse_unknown_fields(of_kind, FIELDS)


def letter_after(
    kind: str,
    to: Addressee,
    about: About,
    signed: Mailbox,
    *,
    letters: Iterable[Letter],
    firm: Firm,
    wave: str,
    as_of: date,
    others: Unnamed,
) -> EmailMessage:
    """One draft. Raises InputError for a letter that says what may not be said to `to`."""
    found = letter_in(letters, KINDS[kind], to.language or firm.languages[0], firm.languages[0])
    assert found is not None, "check_letters has looked"
    letter, language = found
    written = write_letter(
        letter,
        language,
        _values(to, about, signed, firm, language),
        name=to.name,
        firm=firm.name,
        help_at=firm.privacy_contact,
    )
    _refuse_what_is_ours(letter, f"{written.subject}\n{written.text}", others)
    attachments: tuple[Attachment, ...] = ()
    if about.event is not None:
        name = f"{firm.name} – {about.counterpart}"
        data = calendar_file(name, (about.event,), as_of, firm.name)
        attachments = (
            Attachment(
                name="meeting.ics",
                media="text/calendar",
                data=data,
                parameters=(("method", "PUBLISH"),),
            ),
        )
    return email_of(
        written,
        sender=signed,
        to=Mailbox(name=to.name, address=to.email),
        moment=sent_at(as_of, firm.time_zone),
        identity=message_id(signed.address, wave, kind, *to.key),
        draft=True,
        attachments=attachments,
    )


def said_to_both(agreements: Iterable[Agreement], others: Unnamed) -> tuple[Agreement, ...]:
    """The agreements whose words may be written to the counterpart."""
    return tuple(a for a in agreements if may_stand(f"{a.what}\n{a.how}", others))


def _values(
    to: Addressee, about: About, signed: Mailbox, firm: Firm, language: str
) -> dict[str, Value]:
    meeting, day = about.meeting, ""
    when: tuple[str, ...] = ()
    if meeting is not None:
        day = day_in_words(meeting.on, language)
        hour = f", {meeting.starts:%H:%M}" if meeting.starts is not None else ""
        when = tuple(text for text in (f"{day}{hour}", meeting.where) if text)
    return {
        "first_name": first_name(to.name),
        "name": to.name,
        "lead_name": about.lead_name,
        "signed": signed.name,
        "firm": firm.name,
        "counterpart": about.counterpart,
        "when": when,
        "met_on": day,
        "agreements": tuple(
            _agreement(one, about.counterpart, firm.name, language) for one in about.agreements
        ),
        "answered": about.answered,
    }


def _agreement(one: Agreement, counterpart: str, firm: str, language: str) -> str:
    """What — who, by when (how both will know). Signs alone, so that it is in every language."""
    side = counterpart if one.side is Perspective.COUNTERPART else firm
    who = one.who.name if one.who is not None else side
    by = f", {day_in_words(one.by, language)}" if one.by is not None else ""
    how = f" ({one.how})" if one.how else ""
    return f"{one.what} — {who}{by}{how}"


def _refuse_what_is_ours(letter: Letter, text: str, others: Unnamed) -> None:
    if not may_stand(text, others):
        raise InputError(
            Problem(
                file=f"content/letters/{file_name(letter)}",
                place="text",
                what="says what is for us only: another relationship, an amount of money, or a "
                "word such as ranking or blind spot",
                remedy="take it out; the letter goes to the other side",
            )
        )
