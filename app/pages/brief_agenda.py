"""The hour, step by step: a safe start, listening, common ground, solutions.

Every line is made of the topics, the strengths and the requests that the sheet shows besides, so
that the agenda of the copy for the table holds nothing of its own. Knows finished reviews.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.headline import widest_items
from app.core.levels import is_apart
from app.core.requests import Request, SeenBy, in_turn
from app.core.review import FactorReview, ItemReview, Review
from app.core.survey import Perspective, Role
from app.core.wave import Privacy
from app.pages.brief_paper import shortened
from app.pages.brief_topics import apart, unspoken
from app.pages.brief_words import Voice
from app.pages.parts import both_high

TOPICS = 3
"""The most that a sheet lists to talk about."""
_COLON = ": \u00a0\u202f"
_QUESTION = 110
"""Characters after which a question inside a line is cut at a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a step; `lead` is set bold before it."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    minutes: str
    """`0–10`: left to right in every language."""
    name: str
    lines: tuple[Line, ...]


def agenda(
    review: Review, voice: Voice, *, openings: int, common: int, requests: int
) -> tuple[Step, ...]:
    """Sixty minutes in four steps; at most so many opening lines, common points and requests.

    A topic without its opening line is named all the same: the sheet lists it to talk about.
    """
    return (
        Step(
            minutes="0–10",
            name=voice.say("A safe start"),
            lines=(
                Line(
                    lead="",
                    text=voice.say(
                        "Each side says why it is here and what it values in the other. No blame."
                    ),
                ),
            ),
        ),
        Step(
            minutes="10–30",
            name=voice.say("Listening"),
            lines=(
                *opening_lines(review, voice, openings),
                *_named(review, voice, openings),
                *_rules(review, voice),
            ),
        ),
        Step(
            minutes="30–40", name=voice.say("Common ground"), lines=_common(review, voice, common)
        ),
        Step(
            minutes="40–60",
            name=voice.say("Solutions"),
            lines=(_solutions(review, voice), *_requests(review, voice, requests)),
        ),
    )


def opening_lines(review: Review, voice: Voice, most: int) -> tuple[Line, ...]:
    """An opening line per topic, with who speaks first: the side that rates it lower."""
    found = [_opening(factor, review, voice) for factor in apart(review)[:most]]
    found += [
        Line(
            lead=_first(voice, we_higher=(item.gap.value or 0.0) > 0),
            text=_asked(item, review, voice),
        )
        for item in unspoken(review)[: most - len(found)]
    ]
    if found:
        return tuple(found)
    return (
        Line(
            lead=_first(voice, we_higher=True),
            text=voice.say(
                "“Which two moments of the year would you want again, and which one not?”"
            ),
        ),
    )


def _named(review: Review, voice: Voice, after: int) -> tuple[Line, ...]:
    """The topics after the first so many in one line: what about, and who speaks first."""
    found = [
        (factor.name.in_language(voice.language), factor.gap.value) for factor in apart(review)
    ]
    found += [
        (voice.say("“{question}”", question=_bare(item, review, voice)), item.gap.value)
        for item in unspoken(review)
    ]
    said = [
        f"{about}. {_first(voice, we_higher=(gap or 0.0) > 0).rstrip(_COLON)}."
        for about, gap in found[after:TOPICS]
    ]
    return (Line(lead="", text=" ".join(said)),) if said else ()


def _opening(factor: FactorReview, review: Review, voice: Voice) -> Line:
    we_higher = (factor.gap.value or 0.0) > 0
    name = factor.name.in_language(voice.language)
    item = next(
        (
            i
            for i in widest_items(review.items)
            if i.factor == factor.factor
            and i.role is Role.CORE
            # A question that goes the other way would open another topic.
            and ((i.gap.value or 0.0) > 0) == we_higher
        ),
        None,
    )
    text = (
        _asked(item, review, voice)
        if item is not None
        else voice.say("“When did it go well this year, and when not?”")
    )
    return Line(lead=f"{name}. {_first(voice, we_higher=we_higher)}", text=text)


def _first(voice: Voice, *, we_higher: bool) -> str:
    """Who rates it lower has more to tell."""
    if we_higher:
        return voice.say("{they} first:")
    return voice.say("{we} first:")


def _asked(item: ItemReview, review: Review, voice: Voice) -> str:
    return voice.say(
        "“{question}” When was it so, and when not?", question=_question(item, review, voice)
    )


def _question(item: ItemReview, review: Review, voice: Voice) -> str:
    return shortened(voice.text(item.they or item.we, review), _QUESTION)


def _quoted(item: ItemReview, review: Review, voice: Voice) -> str:
    return voice.say("“{question}”", question=_bare(item, review, voice))


def _bare(item: ItemReview, review: Review, voice: Voice) -> str:
    return _question(item, review, voice).rstrip(".")


def _rules(review: Review, voice: Voice) -> tuple[Line, ...]:
    said = [voice.say("Say it back before you answer, and solve nothing yet.")]
    if any(side.privacy is Privacy.CONFIDENTIAL for side in review.sides):
        said.append(voice.say("Nobody asks who said what."))
    for perspective, name in ((Perspective.COUNTERPART, voice.they), (Perspective.SELF, voice.we)):
        if any(w.perspective is perspective and not w.text for w in review.words):
            said.append(
                voice.say(
                    "Someone at {name} will raise something themselves: leave room.", name=name
                )
            )
    return (Line(lead="", text=" ".join(said)),)


def _common(review: Review, voice: Voice, most: int) -> tuple[Line, ...]:
    high = both_high(review)[:most]
    if not high:
        text = voice.say("What do both want from the next year? Name it, and write it down.")
        return (Line(lead="", text=text),)
    named = ", ".join(
        f"{_quoted(item, review, voice)} ({voice.levels(item.counterpart, item.own)})"
        for item in high
    )
    return (
        Line(lead="", text=voice.say("Both rate high: {named}. What made it so?", named=named)),
    )


def _solutions(review: Review, voice: Voice) -> Line:
    core = (item for item in widest_items(review.items) if item.role is Role.CORE)
    wide = [item for item in core if is_apart(item.gap.value, item.scale)]
    ask = voice.say("What would each side need to see within a month?")
    end = voice.say("Write it down, read it out, and set a day to look again.")
    if not wide:
        return Line(lead="", text=f"{ask} {end}")
    first = voice.say(
        "Widest difference first: “{question}”.",
        question=_bare(wide[0], review, voice),
    )
    return Line(lead="", text=f"{first} {ask} {end}")


def _requests(review: Review, voice: Voice, most: int) -> tuple[Line, ...]:
    """Requests to the counterpart; those to us are theirs to make, and are named after them."""
    items = {item.item: item for item in review.items}
    return tuple(
        _request(request, items[request.item], review, voice)
        for request in in_turn(review.requests, most)
        if request.item in items
    )


def _request(request: Request, item: ItemReview, review: Review, voice: Voice) -> Line:
    theirs = request.of is Perspective.COUNTERPART
    of, to = (voice.they, voice.we) if theirs else (voice.we, voice.they)
    lead = voice.say("{to} may ask of {of}:", to=to, of=of)
    seen = {
        SeenBy.BOTH: voice.say("both sides see it as short."),
        SeenBy.ITSELF: voice.say("{of} itself sees it as short.", of=of),
        SeenBy.THE_OTHER: voice.say("only {to} sees it as short: ask first.", to=to),
    }[request.seen_by]
    return Line(
        lead=lead,
        text=f"{_quoted(item, review, voice)} ({voice.levels(item.counterpart, item.own)}): {seen}",
    )
