"""Small things to build tests from: a survey, a wave, people's answers. Nothing here is checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.core.context import FirmContext, firm_context
from app.core.firm import Kind, Relationship
from app.core.response import Answer, Consent, Response, State, Value
from app.core.survey import Factor, Form, Item, Perspective, Role, Scale, Survey, Text, TextTopic
from app.core.wave import FrozenRelationship, Invitation, OpenedWave, Privacy, Wave

TEN = Scale(id="often", minimum=0, maximum=10)
FIVE = Scale(
    id="satisfied",
    minimum=1,
    maximum=5,
    labels=tuple((point, Text((("en", f"point {point}"),))) for point in range(1, 6)),
)
OPENS, CLOSES, AFTER = date(2026, 10, 5), date(2026, 11, 6), date(2026, 11, 16)


def words(text: str) -> Text:
    return Text((("en", text),))


def a_survey(
    *, factors: int = 4, items: int = 3, scale: Scale = TEN, min_answered: int = 2
) -> Survey:
    """Factors a, b, …, items A1, A2, …; satisfaction S; expectations E-a, …; texts O1 and O2."""
    names = "abcdefgh"[:factors]
    made = [Item(id="S", role=Role.SATISFACTION, they=words("S?"), we=words("S!"), scale=FIVE)]
    for name in names:
        made += [
            Item(
                id=f"{name.upper()}{n}",
                role=Role.CORE,
                factor=name,
                scale=scale,
                they=words(f"they {name}{n}"),
                we=words(f"we {name}{n}"),
            )
            for n in range(1, items + 1)
        ]
        made.append(
            Item(id=f"E-{name}", role=Role.EXPECTATION, factor=name, scale=scale, we=words("E?"))
        )
    made += [
        Item(
            id="O1",
            role=Role.TEXT,
            topic=TextTopic.WENT_WELL,
            they=words("Well?"),
            we=words("Well?"),
        ),
        Item(
            id="O2",
            role=Role.TEXT,
            topic=TextTopic.PUT_RIGHT,
            they=words("Right?"),
            we=words("Right?"),
        ),
    ]
    return Survey(
        id="client",
        title=words("Survey"),
        head_they=words("Think of {firm}"),
        head_we=words("Think of {counterpart}"),
        escape=words("Did not come up"),
        factors=tuple(Factor(id=name, name=words(name.upper())) for name in names),
        items=tuple(made),
        min_answered=min_answered,
        min_factors=min(3, factors),
        version="abc123",
    )


def a_wave(
    *,
    survey: Survey | None = None,
    relationships: Mapping[str, tuple[int, int]] | None = None,
    counterpart: Privacy = Privacy.NAMED,
    own: Privacy = Privacy.NAMED,
    wave_id: str = "2026",
    time_zone: str = "UTC",
) -> OpenedWave:
    """An opened wave; `relationships` is slug → (people asked there, people of ours)."""
    asked = relationships or {"north": (4, 2)}
    return OpenedWave(
        wave=Wave(
            id=wave_id,
            opens=OPENS,
            closes=CLOSES,
            surveys=((Kind.CLIENT, "client"),),
            form=Form.ANNUAL,
            privacy_counterpart=counterpart,
            privacy_self=own,
        ),
        opened=OPENS,
        firm_name="Harbour",
        time_zone="UTC",
        surveys=(survey or a_survey(),),
        relationships=tuple(
            FrozenRelationship(
                slug=slug,
                name=slug.title(),
                kind=Kind.CLIENT,
                lead="ann",
                lead_name="Ann Lead",
                survey="client",
            )
            for slug in asked
        ),
        invitations=tuple(
            Invitation(
                relationship=slug,
                perspective=perspective,
                respondent=f"{perspective.value[0]}{n}",
                name=f"Person {perspective.value[0]}{n} of {slug}",
                email=f"{perspective.value[0]}{n}@{slug}.example.org",
                language="en",
                time_zone=time_zone,
            )
            for slug, sizes in asked.items()
            for perspective, size in zip(Perspective, sizes, strict=True)
            for n in range(1, size + 1)
        ),
    )


def a_response(
    respondent: str,
    values: Mapping[str, Value],
    *,
    perspective: Perspective = Perspective.COUNTERPART,
    relationship: str = "north",
    state: State = State.SENT,
    consent: Consent = Consent.UNSAID,
    wave: str = "2026",
) -> Response:
    return Response(
        wave=wave,
        relationship=relationship,
        perspective=perspective,
        respondent=respondent,
        state=state,
        language="en",
        answers=tuple(
            Answer(
                item=item,
                value=value,
                consent=consent if isinstance(value, str) else Consent.UNSAID,
            )
            for item, value in values.items()
        ),
    )


def everywhere(score: int, survey: Survey | None = None) -> dict[str, Value]:
    """The same score on every core item."""
    return {i.id: score for i in (survey or a_survey()).items if i.role is Role.CORE}


def their_answers(*scores: int, relationship: str = "north") -> list[Response]:
    """One response each at the counterpart, the same score on every core item."""
    return [
        a_response(f"c{n}", everywhere(score), relationship=relationship)
        for n, score in enumerate(scores, 1)
    ]


def our_answers(*scores: int, relationship: str = "north") -> list[Response]:
    return [
        a_response(
            f"s{n}", everywhere(score), relationship=relationship, perspective=Perspective.SELF
        )
        for n, score in enumerate(scores, 1)
    ]


def a_relationship(**changes: object) -> Relationship:
    fields: dict[str, object] = {
        "slug": "north",
        "name": "North",
        "kind": Kind.CLIENT,
        "lead": "ann",
        **changes,
    }
    return Relationship(**fields)  # type: ignore[arg-type]


def a_context(
    responses: list[Response], *, opened: OpenedWave | None = None, as_of: date = AFTER
) -> FirmContext:
    return firm_context(opened or a_wave(), responses, [a_relationship()], as_of)
