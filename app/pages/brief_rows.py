"""The rows of the brief's tables and its quotes, in a voice.

Knows finished reviews; our own edition speaks as our pages do.
"""

from __future__ import annotations

from dataclasses import replace

from app.core.headline import widest_items
from app.core.levels import is_apart
from app.core.review import ItemReview, Review, Words
from app.core.survey import Perspective, Role, TextTopic
from app.pages import parts
from app.pages.brief_words import Voice
from app.pages.quotes import Quote, direction_of, words_said


def questions(review: Review, voice: Voice, most: int) -> tuple[parts.QuestionRow, ...]:
    """The questions on which the two sides differ most, as the counterpart's people read them."""
    if not voice.shared:
        return parts.questions(review, most)
    names = {f.factor: f.name.in_language(voice.language) for f in review.factors}
    wide = [i for i in widest_items(review.items) if i.role in (Role.CORE, Role.EXTRA)]
    return tuple(
        _row(item, names.get(item.factor or "", ""), review, voice) for item in wide[:most]
    )


def sides(review: Review, voice: Voice, role: Role, most: int) -> tuple[parts.QuestionRow, ...]:
    """One side's part with numbers on both sides, the widest difference first.

    A row of reasons says nothing to a meeting.
    """
    items = [i for i in review.items if i.role is role]
    rows = (
        [_row(item, "", review, voice) for item in items]
        if voice.shared
        else parts.parts(review, role)
    )
    both = [
        (abs(item.gap.value) / item.scale.width, row)
        for item, row in zip(items, rows, strict=True)
        if item.gap.value is not None
    ]
    both.sort(key=lambda each: -each[0])
    return tuple(row for _, row in both[:most])


def _row(item: ItemReview, about: str, review: Review, voice: Voice) -> parts.QuestionRow:
    gap = item.gap.value
    return parts.QuestionRow(
        question=voice.text(item.they or item.we, review),
        ours="",
        about=about,
        they=voice.score(item.counterpart),
        we=voice.score(item.own),
        gap=voice.why(item.gap.missing) if gap is None else voice.number(gap),
        wide=is_apart(gap, item.scale),
    )


def quotes(review: Review, voice: Voice) -> tuple[tuple[Quote, ...], ...]:
    """What people wrote, by heading, with the heading said beside who it was."""
    if not voice.shared:
        return tuple(
            tuple(replace(quote, who=f"{group.heading} · {quote.who}") for quote in group.quotes)
            for group in words_said(review)
        )
    headings = {
        TextTopic.WENT_WELL: voice.say("Went well"),
        TextTopic.PUT_RIGHT: voice.say("Put right"),
        TextTopic.ANYTHING_ELSE: voice.say("Anything else"),
    }
    return tuple(
        tuple(_quote(words, heading, voice) for words in review.words if words.topic is topic)
        for topic, heading in headings.items()
    )


def _quote(words: Words, heading: str, voice: Voice) -> Quote:
    side = voice.we if words.perspective is Perspective.SELF else voice.they
    who = f"{words.name}, {side}" if words.name else side
    return Quote(
        text=words.text,
        who=f"{heading} · {who}",
        ours=words.perspective is Perspective.SELF,
        spoken=words.text == "",
        direction=direction_of(words.text),
    )
