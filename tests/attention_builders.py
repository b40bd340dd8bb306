"""Waves that a meeting list is made of: a survey that asks about trust and would-recommend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from app.core.attention import Apart, AttentionList, Band, Place, ReasonKind
from app.core.attention_heard import WaveHeard, heard_of
from app.core.attention_list import attention_lists
from app.core.attention_place import Firmwide
from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.firm import Commitment, Contact, ContactRole, Person, Relationship
from app.core.response import Response
from app.core.review import Review
from app.core.survey import Item, Perspective, Role, Survey
from app.core.warned import Warned
from app.core.wave import OpenedWave, Privacy
from app.core.weights import DEFAULTS, Weights
from tests.builders import (
    TEN,
    a_relationship,
    a_response,
    a_survey,
    a_wave,
    our_answers,
    their_answers,
    words,
)

TODAY = date(2026, 11, 16)


def a_survey_of_trust() -> Survey:
    """Factors trust, b, c and d; L asks them whether they would recommend us."""
    made = a_survey()
    names = {"a": "trust"}
    recommend = Item(id="L", role=Role.RECOMMENDATION, they=words("L?"), scale=TEN)
    return replace(
        made,
        factors=tuple(replace(f, id=names.get(f.id, f.id)) for f in made.factors),
        items=(
            *(replace(i, factor=names.get(i.factor or "", i.factor)) for i in made.items),
            recommend,
        ),
    )


def in_year(
    year: int,
    *,
    confidential: bool = False,
    asked: tuple[int, int] = (4, 2),
    slugs: tuple[str, ...] = ("north",),
) -> OpenedWave:
    """A wave of October in this year that asks so many there and here."""
    opened = a_wave(
        survey=a_survey_of_trust(),
        relationships=dict.fromkeys(slugs, asked),
        counterpart=Privacy.CONFIDENTIAL if confidential else Privacy.NAMED,
        wave_id=str(year),
    )
    days = {"opens": date(year, 10, 5), "closes": date(year, 11, 6)}
    return replace(opened, wave=replace(opened.wave, **days), opened=days["opens"])  # type: ignore[arg-type]


def contacts(*roles: ContactRole | None, **changes: object) -> tuple[Contact, ...]:
    """Contacts c1, c2 … as `in_year` asks them, each with its part."""
    return tuple(
        Contact(
            id=f"c{n}",
            name=f"Person c{n}",
            email="",
            roles=() if role is None else (role,),
            **changes,  # type: ignore[arg-type]
        )
        for n, role in enumerate(roles, 1)
    )


FOUR = contacts(ContactRole.DECIDES, ContactRole.USES, ContactRole.DAILY, ContactRole.PAYS)


def north(**changes: object) -> Relationship:
    """A relationship about which the files hold no reason to meet."""
    return a_relationship(**{"contacts": FOUR, "team": ("ann",), **changes})


def put_right(who: str, text: str, perspective: Perspective) -> Response:
    return a_response(who, {"O2": text}, perspective=perspective)


def lists(
    *waves: tuple[OpenedWave, list[Response]],
    relationships: tuple[Relationship, ...] | None = None,
    as_of: date = TODAY,
    weights: Weights = DEFAULTS,
    record: tuple[Warned, ...] = (),
) -> tuple[AttentionList, ...]:
    """The lists of waves given oldest first, with the answers of each."""
    files = (north(),) if relationships is None else relationships
    known: dict[str, list[Review]] = {}
    heard: list[WaveHeard] = []
    for opened, responses in waves:
        context = firm_context(opened, responses, files, as_of)
        of_wave = []
        for relationship in opened.relationships:
            earlier = known.setdefault(relationship.slug, [])
            earlier.append(compile_review(relationship.slug, context, tuple(earlier)))
            of_wave.append(earlier[-1])
        heard.append(heard_of(context, tuple(of_wave)))
    people: Mapping[str, Person] = {"ann": Person(slug="ann", name="Ann Lead", email="")}
    return attention_lists(
        heard,
        Firmwide(
            relationships={r.slug: r for r in files},
            people=people,
            as_of=as_of,
            weights=weights,
            record=record,
        ),
    )


def place_of(*waves: tuple[OpenedWave, list[Response]], **changes: object) -> Place:
    """The one place of the newest wave's list."""
    (found,) = lists(*waves, **changes)[-1].places  # type: ignore[arg-type]
    return found


def kinds(place: Place) -> dict[ReasonKind, int]:
    """Kind of reason → points."""
    return {reason.kind: reason.points for reason in place.reasons}


def promise(**changes: object) -> Commitment:
    """A commitment whose day was yesterday."""
    fields = {"what": "A call", "due": TODAY - timedelta(days=1), **changes}
    return Commitment(**fields)  # type: ignore[arg-type]


def compiled(responses: list[Response]) -> Review:
    """The review of these answers in the named wave of 2026."""
    return compile_review("north", firm_context(in_year(2026), responses, [north()], TODAY))


def a_long_list(many: int) -> AttentionList:
    """A list of so many relationships, one in three of each band, one in seven not shown."""
    answers = their_answers(3, 3, 3, 3) + our_answers(9, 9)
    broken = tuple(promise(what=f"Promise {n} to call before the works begin") for n in range(5))
    (found,) = lists((in_year(2026), answers), relationships=(north(commitments=broken),))
    (place,) = found.places
    places = tuple(
        replace(
            place,
            relationship=f"r{number}",
            name=f"The firm of Number {number} & Partners",
            points=100 - number * 100 // many,
            band=list(Band)[number * len(Band) // many],
            apart=Apart.NOT_SHOWN if number % 7 == 6 else None,
        )
        for number in range(many)
    )
    return replace(found, places=places)
