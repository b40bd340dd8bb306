"""A list of people against the files: new, changed, gone, or in doubt."""

from __future__ import annotations

from datetime import date

from app.core.contacts_plan import Listed, Plan, contacts_plan
from app.core.firm import Contact, ContactRole
from tests.builders import a_relationship

ANN = Contact(id="ann", name="Ann Example", email="ann@north.example.org", language="de")
BO = Contact(id="bo", name="Bo Example", email="bo@north.example.org")


def listed(row: int, name: str, email: str, **more: object) -> Listed:
    contact = Contact(**{"id": "", "name": name, "email": email, **more})  # type: ignore[arg-type]
    return Listed(row=row, relationship="north", contact=contact)


def plan(*rows: Listed, contacts: tuple[Contact, ...] = (ANN, BO)) -> Plan:
    return contacts_plan([a_relationship(contacts=contacts)], rows)


def test_somebody_is_known_by_address_whatever_its_case_and_by_name() -> None:
    found = plan(listed(2, "Ann Example", "ANN@north.example.org"), listed(3, BO.name, BO.email))
    assert (found.new, len(found.changed), found.same, found.gone) == ((), 1, 1, ())
    moved = plan(listed(2, "Ann Example", "ann@new.example.org"))
    assert moved.changed[0].keys == ("email",)
    renamed = plan(listed(2, "Ann Other", ANN.email))
    assert renamed.changed[0].keys == ("name",)


def test_an_id_goes_before_everything_else() -> None:
    found = plan(listed(2, "Zoe", "zoe@north.example.org", id="ann"))
    assert found.changed[0].before == ANN
    assert plan(listed(2, "Ann Example", ANN.email, id="other")).new[0].contact.id == "other"


def test_an_empty_cell_takes_nothing_away() -> None:
    assert plan(listed(2, ANN.name, ANN.email)).same == 1
    found = plan(listed(2, ANN.name, ANN.email, roles=(ContactRole.PAYS,)))
    assert found.changed[0].after == Contact(
        id="ann", name=ANN.name, email=ANN.email, language="de", roles=(ContactRole.PAYS,)
    )


def test_who_is_not_on_the_list_is_gone_unless_they_had_left_before() -> None:
    assert [c.id for _, c in plan(listed(2, ANN.name, ANN.email)).gone] == ["bo"]
    left = Contact(id="bo", name=BO.name, email=BO.email, left=date(2026, 1, 1))
    assert plan(listed(2, ANN.name, ANN.email), contacts=(ANN, left)).gone == ()


def test_a_relationship_that_is_not_on_the_list_loses_nobody() -> None:
    both = [a_relationship(contacts=(ANN,)), a_relationship(slug="south", contacts=(BO,))]
    assert contacts_plan(both, [listed(2, ANN.name, ANN.email)]).gone == ()


def test_new_ids_are_made_of_names_and_never_given_twice() -> None:
    found = plan(
        listed(2, "Åsa Größe", "1@x.example"),
        listed(3, "Ann", "2@x.example"),
        listed(4, "محمد", "3@x.example"),
        listed(5, "Cy " * 60, "4@x.example"),
    )
    assert [one.contact.id for one in found.new][:3] == ["asa-groe", "ann-2", "contact"]
    assert len(found.new[3].contact.id) <= 64


def test_what_looks_like_somebody_else_or_stands_twice_is_in_doubt() -> None:
    found = plan(
        listed(2, "ANN EXAMPLE", "else@x.example"),
        listed(3, "Cy", "cy@x.example"),
        listed(4, "Dee", "CY@x.example"),
    )
    assert found.doubtful == (
        (2, "the name cannot be told from Ann Example's"),
        (4, "has the same address as row 3"),
    )


def test_who_opted_out_elsewhere_is_asked_no_more_and_never_the_other_way() -> None:
    out = listed(2, ANN.name, ANN.email, ask=False, why_not="opted out")
    assert plan(out).changed[0].after.ask is False
    silent = Contact(id="ann", name=ANN.name, email=ANN.email, ask=False, why_not="long ago")
    assert plan(listed(2, ANN.name, ANN.email), contacts=(silent,)).same == 1
