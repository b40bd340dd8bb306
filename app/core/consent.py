"""Which of the respondents' words stand where: one table of consent × edition.

    consent        our edition                  the copy for the table
    unsaid         words                        nothing
    named          words, name (1)              words, name (1)
    unnamed        words                        words
    reworded       other words (2)              other words (2)
    principal      nothing; the principal       nothing
                   reads them (3)
    spoken         notice without text          notice without text

(1) In a named wave only: a confidential one shows no name anywhere. (2) Written by someone other
than the lead, for exactly these words; nothing until then. (3) `for_principal`: the lead reads our
edition, so that they can stand on none of its pages.

No word of a confidential group below k stands on its relationship's page: the context holds none.
With at least ten such people of two relationships they stand in the firm's pool (`words_of_pool`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.context import FirmContext
from app.core.response import Answer, Consent, Response, Talk
from app.core.review import Edition, Words
from app.core.survey import Perspective, Survey, TextTopic
from app.core.wave import FrozenRelationship, Privacy, Rewording


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One open answer as it stands in an edition."""

    text: str
    """Empty for the bare notice that somebody will say it themselves."""
    name: str = ""


def standing(
    answer: Answer,
    name: str,
    edition: Edition,
    privacy: Privacy,
    other_words: str = "",
) -> Standing | None:
    """An open answer as it stands in an edition, or None where it does not."""
    text = str(answer.value).strip()
    match answer.consent:
        case Consent.UNSAID:
            return Standing(text=text) if edition is Edition.FIRM else None
        case Consent.NAMED:
            return Standing(text=text, name=name if privacy is Privacy.NAMED else "")
        case Consent.UNNAMED:
            return Standing(text=text)
        case Consent.REWORDED:
            return Standing(text=other_words) if other_words else None
        case Consent.SPOKEN:
            return Standing(text="")
        case Consent.PRINCIPAL:
            return None


def words_of(
    slug: str, survey: Survey, context: FirmContext, edition: Edition = Edition.FIRM
) -> tuple[Words, ...]:
    """The words that may stand in an edition, by topic, the counterpart's first."""
    found = []
    topics = _topics(survey)
    for response, answer in _texts(slug, survey, context):
        privacy = context.opened.wave.privacy(response.perspective)
        shown = standing(
            answer,
            context.names[response.key],
            edition,
            privacy,
            other_words_for(answer, response, context.frozen[slug], context.rewordings),
        )
        if shown is not None:
            found.append(
                Words(
                    topic=topics[answer.item],
                    perspective=response.perspective,
                    text=shown.text,
                    name=shown.name,
                    consent=answer.consent,
                )
            )
    order = list(TextTopic)
    # Sorted by text within a group: the order must not give away who wrote what.
    found.sort(key=lambda w: (order.index(w.topic), w.perspective, w.text, w.name))
    return tuple(found)


def words_of_pool(context: FirmContext) -> tuple[Words, ...]:
    """The words of the firm's pool, by topic: no name, and nothing that points to whose they are.

    A bare notice that somebody will say it themselves is one about a relationship: not here.
    """
    found = []
    for perspective, responses in context.pool.items():
        for response in responses:
            frozen = context.frozen[response.relationship]
            topics = _topics(context.opened.survey(frozen.survey))
            for answer in response.answers:
                shown = standing(
                    answer,
                    "",
                    Edition.FIRM,
                    Privacy.CONFIDENTIAL,
                    other_words_for(answer, response, frozen, context.rewordings),
                )
                if answer.item in topics and shown is not None and shown.text:
                    found.append(
                        Words(
                            topic=topics[answer.item],
                            perspective=perspective,
                            text=shown.text,
                            consent=answer.consent,
                        )
                    )
    order = list(TextTopic)
    found.sort(key=lambda w: (order.index(w.topic), w.perspective, w.text))
    return tuple(found)


def other_words_for(
    answer: Answer,
    response: Response,
    frozen: FrozenRelationship,
    rewordings: tuple[Rewording, ...],
) -> str:
    """What stands for an answer that is shown in other words only; empty until it is written.

    Words written by the lead do not count, nor those for a text that has been changed since.
    """
    for rewording in reversed(rewordings):
        if (
            (rewording.relationship, rewording.perspective, rewording.respondent) == response.key
            and rewording.item == answer.item
            and rewording.of == answer.value
            and rewording.by != frozen.lead
        ):
            return rewording.text
    return ""


def to_reword(
    slug: str, survey: Survey, context: FirmContext
) -> tuple[tuple[Response, Answer], ...]:
    """The open answers that wait to be put in other words."""
    return tuple(
        (response, answer)
        for response, answer in _texts(slug, survey, context)
        if answer.consent is Consent.REWORDED
        and not other_words_for(answer, response, context.frozen[slug], context.rewordings)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForPrincipal:
    """What is for the principal alone, of one relationship."""

    relationship: str
    """Name."""
    lead: str
    words: tuple[Words, ...]
    """Given for the principal, not the lead; the name stands in named waves."""
    talks: tuple[str, ...]
    """Names of those who would like to talk with someone other than the lead."""


def for_principal(slug: str, survey: Survey, context: FirmContext) -> ForPrincipal:
    """The words and wishes to talk that the lead is not to see."""
    topics = _topics(survey)
    frozen = context.frozen[slug]
    words = [
        Words(
            topic=topics[answer.item],
            perspective=response.perspective,
            text=str(answer.value).strip(),
            name=context.names[response.key]
            if context.opened.wave.privacy(response.perspective) is Privacy.NAMED
            else "",
            consent=answer.consent,
        )
        for response, answer in _texts(slug, survey, context)
        if answer.consent is Consent.PRINCIPAL
    ]
    return ForPrincipal(
        relationship=frozen.name,
        lead=frozen.lead_name,
        words=tuple(sorted(words, key=lambda w: (w.perspective, w.text, w.name))),
        talks=would_talk(slug, context, Talk.SOMEONE_ELSE),
    )


def would_talk(slug: str, context: FirmContext, with_whom: Talk) -> tuple[str, ...]:
    """Names of those who asked for a talk: they said so to be called, in either kind of wave."""
    return tuple(
        sorted(
            context.names[key]
            for key, talk in context.talks.items()
            if key[0] == slug and talk is with_whom
        )
    )


def _topics(survey: Survey) -> dict[str, TextTopic]:
    return {item.id: item.topic for item in survey.items if item.topic is not None}


def _texts(slug: str, survey: Survey, context: FirmContext) -> Iterator[tuple[Response, Answer]]:
    """Every open answer of a relationship that holds words."""
    topics = _topics(survey)
    for perspective in Perspective:
        side = context.sides.get((slug, perspective))
        # Responses of a side that may not be shown are already gone from the context.
        for response in side.responses if side is not None else ():
            for answer in response.answers:
                if answer.item in topics and isinstance(answer.value, str) and answer.value.strip():
                    yield response, answer
