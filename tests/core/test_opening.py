"""Opening a wave freezes who is asked about what, as the files stand on its first day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.firm import Commitment, CommitmentState, Contact, Firm, Kind, Person, Relationship
from app.core.opening import Outlook, open_wave, outlook
from app.core.survey import Form, Perspective, Survey
from app.core.wave import Invitation, OpenedWave, Privacy, Wave
from tests.builders import CLOSES, OPENS, a_relationship, a_survey, a_wave, words

DAY = timedelta(days=1)
FIRM = Firm(
    name="Harbour",
    time_zone="Europe/Vienna",
    languages=("de", "en"),
    principal="pat",
    privacy_contact="privacy@example.com",
    answers_at="https://answers.example.com",
    site_at="",
    currency="EUR",
    lead_title=words("relationship lead"),
    keep_years=3,
)
PEOPLE = (
    Person(slug="ann", name="Ann Lead", email="ann@example.com", languages=("fr", "en")),
    Person(slug="ben", name="Ben Two", email="ben@example.com"),
    Person(slug="pat", name="Pat Head", email="pat@example.com"),
)
WAVE = Wave(
    id="2026",
    opens=OPENS,
    closes=CLOSES,
    surveys=((Kind.CLIENT, "client"), (Kind.SUPPLIER, "supplier")),
    form=Form.ANNUAL,
)


def contact(name: str, **changes: object) -> Contact:
    fields: dict[str, object] = {
        "id": name,
        "name": name.title(),
        "email": f"{name}@north.example.org",
        **changes,
    }
    return Contact(**fields)  # type: ignore[arg-type]


def opened(
    *relationships: Relationship,
    surveys: tuple[Survey, ...] = (),
    people: tuple[Person, ...] = PEOPLE,
    firm: Firm = FIRM,
    wave: Wave = WAVE,
) -> OpenedWave:
    return open_wave(wave, firm, people, relationships, surveys or (a_survey(),), OPENS - DAY)


def asked(wave: OpenedWave, side: Perspective) -> list[str]:
    return [i.respondent for i in wave.invitations if i.perspective is side]


def test_the_firm_stands_in_the_wave_as_it_is_on_that_day() -> None:
    found = opened(a_relationship())
    assert (found.firm_name, found.time_zone, found.keep_years) == ("Harbour", "Europe/Vienna", 3)
    assert (found.principal, found.principal_name) == ("pat", "Pat Head")
    assert found.opened == OPENS - DAY
    # A firm is a real one unless its file says that it is a sample.
    assert FIRM.sample is False


def test_a_principal_who_is_not_among_the_people_has_no_name() -> None:
    found = opened(a_relationship(), firm=replace(FIRM, principal=""))
    assert found.principal_name == ""


def test_relationships_stand_in_the_order_of_their_slugs() -> None:
    found = opened(a_relationship(slug="west"), a_relationship(slug="east"))
    assert [frozen.slug for frozen in found.relationships] == ["east", "west"]


def test_a_relationship_is_frozen_with_its_name_lead_and_survey() -> None:
    (frozen,) = opened(a_relationship(name="North Ltd", since=date(2019, 3, 1))).relationships
    assert (frozen.name, frozen.kind, frozen.since) == ("North Ltd", Kind.CLIENT, date(2019, 3, 1))
    assert (frozen.lead, frozen.lead_name, frozen.survey) == ("ann", "Ann Lead", "client")


def test_only_surveys_that_somebody_is_asked_are_frozen() -> None:
    surveys = (a_survey(), replace(a_survey(), id="supplier"), replace(a_survey(), id="spare"))
    one = opened(a_relationship(), surveys=surveys)
    both = opened(
        a_relationship(), a_relationship(slug="yard", kind=Kind.SUPPLIER), surveys=surveys
    )
    assert [survey.id for survey in one.surveys] == ["client"]
    assert [survey.id for survey in both.surveys] == ["client", "supplier"]


def test_who_has_ended_before_the_first_day_is_not_asked_whatever_the_day_of_opening() -> None:
    gone, stays = a_relationship(ended=OPENS - DAY), a_relationship(slug="south", ended=OPENS)
    assert [frozen.slug for frozen in opened(gone, stays).relationships] == ["south"]


def test_what_was_promised_and_is_open_is_asked_about_again() -> None:
    made = [
        Commitment(what="undated"),
        Commitment(what="on the day", made=OPENS),
        Commitment(what="later", made=OPENS + DAY),
        *(Commitment(what=state, made=OPENS - DAY, state=state) for state in CommitmentState),
    ]
    (frozen,) = opened(a_relationship(commitments=tuple(made))).relationships
    assert [c.what for c in frozen.follow_ups] == ["undated", "on the day", "open"]


def test_a_contact_is_asked_in_their_language_and_zone_or_else_the_firms() -> None:
    own = contact("liu", language="zh", time_zone="Asia/Shanghai", person="liu-wei")
    found = opened(a_relationship(contacts=(own, contact("kim"))))
    first, second = (i for i in found.invitations if i.perspective is Perspective.COUNTERPART)
    assert first == Invitation(
        relationship="north",
        perspective=Perspective.COUNTERPART,
        respondent="liu",
        name="Liu",
        email="liu@north.example.org",
        language="zh",
        time_zone="Asia/Shanghai",
        person="liu-wei",
    )
    assert (second.language, second.time_zone, second.person) == ("de", "Europe/Vienna", "")


def test_who_is_not_to_be_asked_or_not_there_is_not() -> None:
    contacts = (
        contact("kept"),
        contact("spared", ask=False, why_not="on leave"),
        contact("left", left=OPENS),
        contact("leaving", left=OPENS + DAY),
        contact("joining", since=CLOSES),
        contact("joined-later", since=CLOSES + DAY),
    )
    found = opened(a_relationship(contacts=contacts))
    assert asked(found, Perspective.COUNTERPART) == ["kept", "leaving", "joining"]


def test_of_ours_the_lead_and_the_team_are_asked_once_each() -> None:
    found = opened(a_relationship(team=("ben", "ann")))
    ours = [i for i in found.invitations if i.perspective is Perspective.SELF]
    assert [i.respondent for i in ours] == ["ann", "ben"]
    assert (ours[0].name, ours[0].email) == ("Ann Lead", "ann@example.com")
    assert [i.language for i in ours] == ["fr", "de"]
    assert {i.time_zone for i in ours} == {"Europe/Vienna"}
    assert {i.relationship for i in ours} == {"north"}


@pytest.mark.parametrize(("left", "is_asked"), [(OPENS, False), (OPENS + DAY, True)])
def test_of_ours_who_has_left_by_the_first_day_is_not_asked(left: date, is_asked: bool) -> None:
    people = (PEOPLE[0], replace(PEOPLE[1], left=left), PEOPLE[2])
    found = opened(a_relationship(team=("ben",)), people=people)
    assert ("ben" in asked(found, Perspective.SELF)) is is_asked


SIZES = {"none": (0, 2), "one": (1, 2), "two": (2, 2), "three": (3, 2), "four": (4, 2)}


def test_before_a_confidential_wave_it_is_said_who_could_not_show_scores() -> None:
    found = outlook(a_wave(relationships=SIZES, counterpart=Privacy.CONFIDENTIAL))
    assert found == Outlook(
        relationships=5,
        could_show=2,
        too_few=("One", "Two"),
        better_named=("One", "Two"),
        nobody_to_ask=("None",),
    )


def test_with_a_larger_least_group_three_contacts_are_too_few_but_not_few() -> None:
    wave = a_wave(relationships=SIZES, counterpart=Privacy.CONFIDENTIAL)
    found = outlook(replace(wave, wave=replace(wave.wave, k=4)))
    assert (found.could_show, found.too_few) == (1, ("One", "Two", "Three"))
    assert found.better_named == ("One", "Two")


def test_by_name_one_contact_is_enough() -> None:
    found = outlook(a_wave(relationships=SIZES, own=Privacy.CONFIDENTIAL))
    assert (found.could_show, found.too_few, found.better_named) == (4, (), ())
    assert found.nobody_to_ask == ("None",)
