"""The headings and column heads of a brief, in a voice."""

from __future__ import annotations

from dataclasses import dataclass

from app.pages.brief_paper import shortened
from app.pages.brief_words import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    edition: str
    """Stands in the band of every page: whose copy this is."""
    apart: str
    sure: str
    talk: str
    celebrate: str
    colon: str
    """After a topic, with the space that the language has before it."""
    parts: str
    our_part: str
    their_part: str
    they: str
    we: str
    gap: str
    years: str
    questions: str
    question: str
    about: str
    words: str
    spoken: str
    agreed: str
    what: str
    who: str
    when: str
    stands: str
    hour: str
    write: str
    know: str
    before: str
    notes: str


_COLUMN = 26
"""Characters of a name above a column of numbers."""


def column_names(voice: Voice) -> tuple[str, str]:
    """What stands above the counterpart's numbers and above ours."""
    if voice.shared:
        they, we = shortened(voice.they, _COLUMN), shortened(voice.we, _COLUMN)
        return voice.apart(they), voice.apart(we)
    return "They say", "We say"


def labels(voice: Voice, *, years: int, ours: tuple[bool, ...] = ()) -> Labels:
    """All labels of one brief; `years` is how many waves its lines hold, `ours` whose words each
    of its quotes is.
    """
    say, shared = voice.say, voice.shared
    they, we = column_names(voice)
    return Labels(
        edition=say("Copy for the table") if shared else "For us only",
        apart=say("How far apart we are"),
        sure=say("How sure is this?"),
        talk=say("To talk about"),
        celebrate=say("To celebrate"),
        colon=say(":"),
        parts=say("Each side’s part"),
        our_part=say("The part of {we}, as asked at {they}")
        if shared
        else "What we do, in their words",
        their_part=say("The part of {they}, as asked there")
        if shared
        else "What they do, in their words",
        they=they,
        we=we,
        gap=say("Apart") if shared else "Gap",
        years=say("Five years") if years == 5 else say("Year by year"),
        questions=say("Questions with the widest differences"),
        question=say("Question, as asked at {they}") if shared else "Question, as they read it",
        about=say("About"),
        words=say("In people’s own words") if shared else _whose_words(ours),
        spoken=say("Someone will raise something themselves.")
        if shared
        else "They will raise something themselves.",
        agreed=say("What was agreed, and how it stands"),
        what=say("What"),
        who=say("Who"),
        when=say("By when"),
        stands=say("How it stands"),
        hour=say("The hour"),
        write=say("What we agree to do"),
        know=say("How we will know"),
        before=say("Before we meet"),
        notes=say("What was said"),
    )


def _whose_words(ours: tuple[bool, ...]) -> str:
    if ours and all(ours):
        return "In our words"
    return "In their words, and ours" if any(ours) else "In their words"
