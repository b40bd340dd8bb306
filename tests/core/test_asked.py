"""Who is asked about several relationships gets one list; far down it the core suffices."""

from dataclasses import replace

from app.core.asked import core_suffices, lists, person_key
from app.core.survey import Perspective
from app.core.wave import OpenedWave
from tests.builders import a_wave


def with_people(count: int) -> OpenedWave:
    """Relationships `r0`, `r1`, … with one of ours, the same everywhere, who leads the last."""
    wave = a_wave(relationships={f"r{n}": (1, 1) for n in range(count)})
    frozen = tuple(
        replace(one, lead="s1" if one.slug == f"r{count - 1}" else "ann")
        for one in wave.relationships
    )
    return replace(wave, relationships=frozen)


def test_one_relationship_is_no_list() -> None:
    assert lists(with_people(1)) == {}


def test_those_they_lead_come_first_then_by_name() -> None:
    (found,) = lists(with_people(3)).values()
    assert [i.relationship for i in found] == ["r2", "r0", "r1"]


def test_contacts_are_one_person_only_where_the_files_say_so() -> None:
    wave = with_people(2)
    assert [key[1] for key in lists(wave)] == [Perspective.SELF]
    same = replace(wave, invitations=tuple(replace(i, person="pat") for i in wave.invitations))
    assert ("", Perspective.COUNTERPART, "pat") in lists(same)
    theirs = next(i for i in same.invitations if i.perspective is Perspective.COUNTERPART)
    assert person_key(theirs) == ("", Perspective.COUNTERPART, "pat")
    assert person_key(replace(theirs, person="")) is None


def test_whoever_has_no_link_any_more_is_on_no_list() -> None:
    wave = with_people(2)
    revoked = replace(wave, invitations=tuple(replace(i, revoked=True) for i in wave.invitations))
    assert lists(revoked) == {}


def test_from_the_sixth_on_the_core_items_suffice() -> None:
    (found,) = lists(with_people(7)).values()
    assert [core_suffices(i, found) for i in found] == [False] * 5 + [True] * 2
    assert not core_suffices(found[0], ())
