"""Reviews that are hard to print: silence, protection, crowds, long names, many words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.core.compile import compile_review
from app.core.firm import Commitment, CommitmentState, Milestone
from app.core.response import Consent, Response
from app.core.review import Review, Words
from app.core.survey import Perspective, TextTopic
from app.core.wave import Privacy
from tests.builders import a_context, a_survey, a_wave, our_answers, their_answers

LONG_NAME = (
    "Université Saint-Clément-de-Rivière — Établissement d’études supérieures appliquées, "
    "Þjóðminjasafn Íslands & Władysławów Żeglarze Spółka z ograniczoną odpowiedzialnością"
)


def a_review(
    responses: list[Response] | None = None,
    *,
    asked: tuple[int, int] = (4, 2),
    privacy: Privacy = Privacy.NAMED,
    factors: int = 4,
    earlier: tuple[Review, ...] = (),
    wave_id: str = "2026",
) -> Review:
    """A review compiled from answers; by default two views that differ by three points."""
    opened = a_wave(
        survey=a_survey(factors=factors),
        relationships={"north": asked},
        counterpart=privacy,
        wave_id=wave_id,
    )
    answers = [*their_answers(5, 6, 7), *our_answers(9, 9)] if responses is None else responses
    answers = [replace(answer, wave=wave_id) for answer in answers]
    return compile_review("north", a_context(answers, opened=opened), earlier)


def quotes(number: int, text: str) -> tuple[Words, ...]:
    return tuple(
        Words(
            topic=list(TextTopic)[place % 3],
            perspective=list(Perspective)[place % 2],
            text=f"{place}. {text}",
            name="Zoë Łukasiewicz-Ångström" if place % 4 == 0 else "",
            consent=Consent.NAMED if place % 4 == 0 else Consent.UNNAMED,
        )
        for place in range(number)
    )


def promises(number: int, what: str) -> tuple[Commitment, ...]:
    return tuple(
        Commitment(
            what=f"{place}. {what}",
            who="Maximiliane Freifrau von und zu Hohenstein-Wolkenburg",
            due=date(2026, 1 + place % 12, 28),
            state=list(CommitmentState)[place % 4],
        )
        for place in range(number)
    )


def with_years(number: int) -> Review:
    """A review with `number` waves behind and including it."""
    earlier: tuple[Review, ...] = ()
    for year in range(2027 - number, 2026):
        earlier += (a_review(earlier=earlier, wave_id=str(year)),)
    return a_review(earlier=earlier)


def awkward() -> dict[str, Review]:
    """Every case by its name."""
    plain = a_review()
    paragraph = "We heard of the delay from the carrier, two days before you called us. " * 12
    crowd = [*their_answers(*(n % 11 for n in range(40))), *our_answers(*[8] * 40)]
    return {
        "plain": plain,
        "nobody answered": a_review([]),
        "only they": a_review(their_answers(6, 7)),
        "only we": a_review(our_answers(6, 7)),
        "one answer a side": a_review([*their_answers(3), *our_answers(9)]),
        "suppressed": a_review(
            [*their_answers(5, 6), *our_answers(9)], privacy=Privacy.CONFIDENTIAL
        ),
        "at an end, confidential": a_review(
            [*their_answers(10, 10, 10), *our_answers(9, 9)], privacy=Privacy.CONFIDENTIAL
        ),
        "close": a_review([*their_answers(8, 8), *our_answers(8, 8)]),
        "40 people a side": a_review(crowd, asked=(60, 40)),
        "long names": replace(
            plain, name=LONG_NAME, firm=LONG_NAME, lead_name="Maximiliane von Hohenstein"
        ),
        "one endless word": replace(plain, name="Donaudampfschifffahrt" * 12),
        "many long comments": replace(plain, words=quotes(60, paragraph)),
        "comments of one word": replace(plain, words=quotes(9, "unbelievably" * 60)),
        "comments in lines": replace(plain, words=quotes(9, "one\ntwo\n\nthree\n" * 20)),
        "markup in words": replace(
            plain, words=quotes(4, "<img src=https://example.org/x.png> {{ page }} & </section>")
        ),
        "20 commitments": replace(plain, commitments=promises(20, paragraph)),
        "many milestones": replace(
            plain,
            milestones=tuple(
                Milestone(what=paragraph, on=date(2026, month, 1)) for month in range(1, 13)
            ),
        ),
        "eight factors, five years": replace(
            a_review(factors=8, earlier=(a_review(factors=8, wave_id="2025"),)),
            commitments=promises(5, "Drafts five days ahead"),
        ),
        "everything at once": replace(
            with_years(5),
            name=LONG_NAME,
            firm=LONG_NAME,
            words=quotes(60, paragraph),
            commitments=promises(20, paragraph),
            milestones=(Milestone(what=paragraph, on=date(2026, 5, 1)),),
        ),
    }
