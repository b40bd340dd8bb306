"""Whatever one or two people do after publishing, no published figure of their side changes.

Not a list of figures but all of them: every byte of both exports, and what the meeting list is
made from. A figure that is added and looks past the ledger is found here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from app.core.attention_heard import heard_of
from app.core.compile import compile_review
from app.core.context import FirmContext, firm_context, with_gates
from app.core.firm import Contact, ContactRole
from app.core.known import Unknown, Why
from app.core.portfolio import compile_portfolio
from app.core.response import Response, Value
from app.core.review import Review
from app.core.sides import Ledger
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy
from app.publish.figures import figures
from app.publish.figures_portfolio import portfolio_figures
from tests.builders import AFTER, a_relationship, a_response, a_survey, a_wave

SURVEY = a_survey()
ASKED = [i.id for i in SURVEY.items if i.scale is not None and i.they is not None]
SLUGS = ("r0", "r1", "r2", "r3", "r4")
PEOPLE = 9
Answers = dict[str, dict[str, dict[str, Value]]]
"""Relationship → person → item → answer; None is the escape, and what is not there was left."""


def first(random: Random) -> Answers:
    """Nine of twelve answer; each fourth question is an escape or left open."""

    def form() -> dict[str, Value]:
        drawn = {item: (random.random(), random.randint(1, 5)) for item in ASKED}
        return {
            item: None if chance < 0.2 else value
            for item, (chance, value) in drawn.items()
            if chance > 0.06
        }

    answers = {slug: {f"c{n}": form() for n in range(1, PEOPLE + 1)} for slug in SLUGS}
    for who in ("c1", "c2"):
        answers["r0"][who] |= {"A1": None, "B1": 4}
    return answers


def late(form: dict[str, dict[str, Value]], who: str, random: Random) -> None:
    form["c1" + who[1:]] = dict.fromkeys(ASKED, 1)


def corrected(form: dict[str, dict[str, Value]], who: str, random: Random) -> None:
    form[who] = {item: random.randint(1, 5) for item in ASKED}


def escaped(form: dict[str, dict[str, Value]], who: str, random: Random) -> None:
    form[who] = dict.fromkeys(ASKED)


def answered_after_all(form: dict[str, dict[str, Value]], who: str, random: Random) -> None:
    form[who] = {item: 3 if value is None else value for item, value in form[who].items()}


def left_open(form: dict[str, dict[str, Value]], who: str, random: Random) -> None:
    form[who] = {item: value for item, value in form[who].items() if value is not None}


def taken_away(form: dict[str, dict[str, Value]], who: str, random: Random) -> None:
    del form[who]


CHANGES = (late, corrected, escaped, answered_after_all, left_open, taken_away)
Change = Callable[[dict[str, dict[str, Value]], str, Random], None]


def opened(wave: str = "2026") -> OpenedWave:
    return a_wave(
        survey=SURVEY,
        wave_id=wave,
        counterpart=Privacy.CONFIDENTIAL,
        relationships=dict.fromkeys(SLUGS, (12, 1)),
    )


def context_of(answers: Answers, wave: OpenedWave, ledger: Ledger) -> FirmContext:
    responses: list[Response] = [
        a_response(who, of, relationship=slug, wave=wave.id)
        for slug, people in answers.items()
        for who, of in people.items()
    ]
    contacts = tuple(
        Contact(
            id=f"c{n}",
            name=f"C{n}",
            email="",
            roles=(tuple(ContactRole)[n % len(ContactRole)],),
        )
        for n in range(1, 13)
    )
    relationships = [
        a_relationship(slug=slug, name=slug.upper(), contacts=contacts) for slug in SLUGS
    ]
    return with_gates(firm_context(wave, responses, relationships, AFTER, ledger=ledger))


def told(
    context: FirmContext, earlier: dict[str, Review], contexts: dict[str, FirmContext]
) -> tuple[Any, dict[str, Review]]:
    """Everything published of a wave, without the date that figures are kept from."""
    reviews = {
        slug: compile_review(slug, context, (earlier[slug],) if earlier else (), contexts)
        for slug in SLUGS
    }
    every = tuple(reviews.values())
    portfolio = compile_portfolio(context, every, ())
    heard = heard_of(context, every)
    tree = [figures(every), portfolio_figures((portfolio,)), repr((heard.of, heard.orders))]
    text = json.dumps(tree, sort_keys=True)
    return json.loads(text.replace(f'"kept_from": "{AFTER}"', '"kept_from": null')), reviews


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_no_published_byte_changes_by_one_or_two_people(
    change: Change, people: int, seed: int
) -> None:
    random = Random(seed)
    before = context_of(first(random), opened("2025"), Ledger())
    _, earlier = told(before, {}, {})
    answers = first(random)
    published = context_of(answers, opened(), Ledger())
    ledger = Ledger(published={key: (make(),) for key, make in published.to_keep.items()})
    expected, _ = told(published, earlier, {"2025": before})
    for who in ("c1", "c2")[:people]:
        change(answers["r0"], who, random)
    again = context_of(answers, opened(), ledger)
    assert again.sides["r0", Perspective.COUNTERPART].kept_from == AFTER
    found, _ = told(again, earlier, {"2025": before})
    # Alpha over the firm is not told while anybody's answers are other ones than published.
    for tree in (expected, found):
        for gate in tree[1]["waves"]["2026"]["gates"]:
            del gate["alpha"]
    assert found == expected


def test_alpha_is_not_told_while_a_side_is_kept() -> None:
    random = Random(1)
    answers = first(random)
    published = context_of(answers, opened(), Ledger())
    ledger = Ledger(published={key: (make(),) for key, make in published.to_keep.items()})
    taken_away(answers["r0"], "c1", random)
    again = context_of(answers, opened(), ledger)
    assert {gate.alpha for gate in again.gates} == {Unknown(why=Why.CONFIDENTIAL)}


def test_in_confidence_a_change_has_no_parts() -> None:
    """Parts of three waves, of two builds or of several scores together give single people away."""
    random = Random(2)
    before = context_of(first(random), opened("2025"), Ledger())
    _, earlier = told(before, {}, {})
    now = context_of(first(random), opened(), Ledger())
    _, reviews = told(now, earlier, {"2025": before})
    for review in reviews.values():
        assert any(factor.change_counterpart.value is not None for factor in review.factors)
        for factor in review.factors:
            assert isinstance(factor.split_counterpart, Unknown)


def test_in_confidence_nobody_reads_who_of_which_part_answered() -> None:
    now = context_of(first(Random(3)), opened(), Ledger())
    reviews = tuple(compile_review(slug, now) for slug in SLUGS)
    assert all(
        answered is None
        for of in heard_of(now, reviews).of.values()
        for _, answered in of.roles.values()
    )
