"""Who signs an invitation, and what it tells its reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.firm import Firm, Person
from app.core.letters_due import Recipient
from app.core.survey import Form, Perspective
from app.core.wave import OpenedWave, Privacy
from app.errors import InputError
from app.files.site import Letter
from app.post.invitations import FIELDS, Ready, ready_letters, reminder_number
from app.post.links import Link
from tests.builders import a_wave

FIRM = Firm(
    name="Harbour",
    time_zone="UTC",
    languages=("en",),
    principal="ines",
    privacy_contact="privacy@harbour.example.com",
    answers_at="https://a.example.com",
    site_at="",
    currency="EUR",
    lead_title=None,  # type: ignore[arg-type]
)
PEOPLE = (
    Person(slug="ann", name="Ann Lead", email="ann@harbour.example.com"),
    Person(slug="ines", name="Ines Head", email="ines@harbour.example.com"),
)
EVERY_FIELD = Letter(
    slug="invitation", subject="s", body="\n".join(f"{name}: {{{{{name}}}}}" for name in FIELDS)
)


def ready(
    opened: OpenedWave,
    perspective: Perspective = Perspective.COUNTERPART,
    people: tuple[Person, ...] = PEOPLE,
    letters: tuple[Letter, ...] = (EVERY_FIELD,),
    number: int = 1,
) -> Ready:
    about = [i for i in opened.invitations if i.perspective is perspective][:number]
    recipient = Recipient(
        key=about[0].key,
        name=about[0].name,
        email=about[0].email,
        language=about[0].language,
        about=tuple(about),
    )
    link = Link(address="https://a.example.com/s/x", no_more="https://a.example.com/s/x/no-more")
    recipients = [(recipient, link, "invitation")]
    (made,) = ready_letters("invitation", recipients, opened, FIRM, people, letters)
    return made


def test_every_field_is_filled() -> None:
    text = ready(a_wave(relationships={"north": (2, 1)})).written.text
    assert "{{" not in text
    assert "first_name: Person" in text
    assert "minutes: 6" in text
    assert "counterpart: North" in text
    assert "lead_name: Ann Lead" in text
    assert "privacy_contact: privacy@harbour.example.com" in text


def test_the_lead_signs_to_the_other_side_and_the_principal_to_our_own() -> None:
    opened = a_wave(relationships={"north": (1, 1)})
    assert ready(opened).signed.name == "Ann Lead"
    assert ready(opened, Perspective.SELF).signed.name == "Ines Head"


def test_the_principal_signs_where_leads_differ_or_the_lead_has_left() -> None:
    opened = a_wave(relationships={"north": (1, 1), "south": (1, 1)})
    assert ready(opened, number=2).signed.name == "Ann Lead"
    first, second = opened.relationships
    differ = replace(opened, relationships=(first, replace(second, lead="ines")))
    assert ready(differ, number=2).signed.name == "Ines Head"
    gone = (replace(PEOPLE[0], left=date(2026, 1, 1)), PEOPLE[1])
    assert ready(opened, people=gone).signed.name == "Ines Head"
    assert ready(opened, people=PEOPLE[1:]).signed.name == "Ines Head"


def test_it_says_who_sees_the_answers_as_the_survey_itself_does() -> None:
    named = a_wave(relationships={"north": (2, 1)})
    assert "You answer by name" in ready(named).written.text
    hidden = a_wave(relationships={"north": (4, 1)}, counterpart=Privacy.CONFIDENTIAL)
    assert "at least 3 people answered" in ready(hidden).written.text
    assert "only person there" not in ready(hidden).written.text
    alone = a_wave(relationships={"north": (1, 1)})
    assert "You are the only person there who is asked" in ready(alone).written.text


def test_a_short_form_takes_fewer_minutes() -> None:
    opened = a_wave(relationships={"north": (1, 1)})
    short = replace(opened, wave=replace(opened.wave, form=Form.SHORT))
    assert "minutes: 2" in ready(short).written.text


def test_a_message_id_is_the_letters_own_and_stays_the_same() -> None:
    opened = a_wave(relationships={"north": (2, 1)})
    one = ready(opened)
    again = replace(one, letter="reminder-1")
    sender = "letters@harbour.example.com"
    assert one.identity("2026", sender) == ready(opened).identity("2026", sender)
    assert len({o.identity(w, sender) for o in (one, again) for w in ("2026", "2027")}) == 4
    assert one.identity("2026", sender).endswith("@harbour.example.com>")


def test_a_missing_letter_is_said_before_anything() -> None:
    opened = a_wave(relationships={"north": (1, 1)})
    with pytest.raises(InputError, match=r"content/letters/invitation\.md: is missing"):
        ready(opened, letters=())
    with pytest.raises(InputError, match=r"invitation\.en\.md: is missing"):
        ready(opened, letters=(replace(EVERY_FIELD, language="fr"),))


def test_reminders_are_counted_by_their_names() -> None:
    assert [reminder_number(n) for n in ("invitation", "reminder-1", "reminder-12")] == [0, 1, 12]
