"""Nobody can subtract: a solver goes through everything published, and finds nobody.

Random firms with people who skip questions, two waves, and rebuilds after a late answer, a
correction and somebody taken away. And the solver itself finds what it should find: the same
answers with the protection switched off.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

import pytest
from pypdf import PdfReader

from app.cli.demo_command import AS_OF
from app.core import protection, sides
from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.portfolio import compile_portfolio
from app.core.published import PublishedSide
from app.core.response import Response
from app.core.review import Review
from app.core.sides import Ledger, SideKey
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.files.site import read_site
from app.publish.figures import figures
from app.publish.load import compile_site
from app.settings import Site
from tests.builders import AFTER, a_relationship, a_response, a_survey, a_wave
from tests.publish.solver import Equation, Given, equations, recovered

SURVEY = a_survey()
FACTORS = {f.id: [i.id for i in SURVEY.core_items(f.id)] for f in SURVEY.factors}
SLUGS = ("north", "south", "east")
ASKED = [i.id for i in SURVEY.items if i.scale is not None and i.they is not None]
LATER = date(2027, 1, 5)
K = 3
Answers = dict[str, dict[str, dict[str, int]]]
"""Relationship → person → item → answer."""


@dataclass
class Press:
    """Builds one wave again and again, and keeps every equation that ever stood on a page."""

    wave_id: str
    ledger: dict[SideKey, tuple[PublishedSide, ...]] = field(default_factory=dict)
    states: dict[tuple[str, ...], Given] = field(default_factory=dict)
    equations: dict[str, list[Equation]] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)

    def build(self, answers: Answers, day: date) -> tuple[Review, ...]:
        opened = a_wave(
            survey=SURVEY,
            wave_id=self.wave_id,
            counterpart=Privacy.CONFIDENTIAL,
            relationships=dict.fromkeys(SLUGS, (9, 1)),
        )
        responses: list[Response] = [
            a_response(
                person,
                {item: people[person].get(item) for item in ASKED},
                relationship=slug,
                wave=self.wave_id,
            )
            for slug, people in answers.items()
            for person in people
        ]
        context = firm_context(
            opened, responses, [a_relationship()], day, ledger=Ledger(published=self.ledger)
        )
        for key, make in context.to_keep.items():
            self.ledger[key] = (*self.ledger.get(key, ()), make())
        reviews = tuple(compile_review(slug, context) for slug in SLUGS)
        compile_portfolio(context, reviews, ())
        tree = figures(reviews)["reviews"]
        for slug in SLUGS:
            told = tree[slug][self.wave_id]
            self.told.append(told)
            if told["sides"]["counterpart"]["kept_from"]:
                given = self.states[slug, told["sides"]["counterpart"]["kept_from"]]
            else:
                given = {person: dict(of) for person, of in answers[slug].items()}
                self.states.setdefault((slug, day.isoformat()), given)
            for equation in equations(told, given, FACTORS, "counterpart"):
                known = self.equations.setdefault(slug, [])
                if equation not in known:
                    known.append(equation)
        return reviews


def answers_of(random: Random) -> Answers:
    """Groups of one to seven; about every eighth question is skipped."""
    return {
        slug: {
            f"c{n}": {
                item: random.randint(1, 5) if item == "S" else random.randint(0, 10)
                for item in ASKED
                if random.random() > 0.12
            }
            for n in range(1, random.randint(2, 8))
        }
        for slug in SLUGS
    }


def changed(answers: Answers, random: Random) -> Answers:
    """A late answer at one, a correction at the next, and somebody less at the third."""
    made = {slug: {p: dict(of) for p, of in people.items()} for slug, people in answers.items()}
    late, corrected, less = random.sample(SLUGS, 3)
    made[late]["c9"] = {item: random.randint(1, 5) for item in ASKED}
    if made[corrected]:
        who = random.choice(sorted(made[corrected]))
        made[corrected][who]["A1"] = 10 - made[corrected][who].get("A1", 10)
    if made[less]:
        del made[less][random.choice(sorted(made[less]))]
    return made


def published(random: Random) -> tuple[Press, ...]:
    """Two waves, the later one built three times."""
    before, now = Press("2025"), Press("2026")
    first = answers_of(random)
    before.build(first, AFTER)
    answers = answers_of(random)
    now.build(answers, AFTER)
    again = changed(answers, random)
    now.build(again, LATER)
    now.build(changed(again, random), date(2027, 2, 5))
    return before, now


@pytest.mark.parametrize("seed", range(12))
def test_nobody_is_recovered_from_two_waves_and_three_builds(seed: int) -> None:
    for press in published(Random(seed)):
        for known in press.equations.values():
            assert recovered(known, K) == set()


@pytest.mark.parametrize(
    ("what", "off"),
    [
        ("_hide_differences", lambda *_: None),
        ("stands", lambda fresh, *_: fresh),
    ],
)
def test_without_the_protection_the_solver_finds_people(
    what: str, off: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protection if what.startswith("_") else sides, what, off)
    found: set[str] = set()
    for seed in range(4):
        for press in published(Random(seed)):
            for known in press.equations.values():
                found |= recovered(known, K)
    assert found


def test_an_end_of_the_scale_cannot_be_worked_out_from_the_rest() -> None:
    """Everyone says 10 to one question; the factor and the two others must not give it away."""
    people = {f"c{n}": dict.fromkeys(ASKED, 4) | {"A1": 10} for n in range(1, 5)}
    press = Press("2026")
    (review, *_) = press.build({"north": people, "south": {}, "east": {}}, AFTER)
    shown = {i.item for i in review.items if i.factor == "a" and i.counterpart.value is not None}
    plain = {i.item for i in review.items if i.counterpart.bound is None}
    assert "A1" not in shown & plain
    assert len(shown & plain & {"A2", "A3"}) == 1


def test_every_number_on_a_page_or_brief_is_one_of_the_export(demo: Site) -> None:
    """What the solver is not given because it reads the export: there is nothing more."""
    compiled = compile_site(demo, read_site(demo), AS_OF)
    for review in compiled.reviews:
        if review.side(Perspective.COUNTERPART).privacy is Privacy.NAMED:
            continue
        known = set(_numbers(figures(compiled.reviews)["reviews"][review.relationship]))
        html = (demo.open_pages / review.wave / review.relationship / "index.html").read_text(
            "utf-8"
        )
        pdf = PdfReader(demo.print / review.wave / f"{review.relationship}-firm.pdf")
        text = re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
        text += " ".join(page.extract_text() for page in pdf.pages)
        for number in re.findall(r"(?<![\d.])\d{1,2}\.\d(?![\d.])", text):
            assert float(number) in known, (review.relationship, review.wave, number)


def _numbers(tree: Any) -> list[float]:
    if isinstance(tree, dict):
        return [n for branch in tree.values() for n in _numbers(branch)]
    if isinstance(tree, list):
        return [n for branch in tree for n in _numbers(branch)]
    if isinstance(tree, int | float) and not isinstance(tree, bool):
        return [int(abs(tree) * 10 + 0.5 + 1e-9) / 10]
    return []
