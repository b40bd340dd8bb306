"""Which words stand where: the whole table of consent × edition, and who may reword."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.consent import (
    Standing,
    for_principal,
    other_words_for,
    standing,
    to_reword,
    words_of,
    would_talk,
)
from app.core.context import FirmContext, firm_context
from app.core.response import Answer, Consent, Response, Talk
from app.core.review import Edition
from app.core.survey import Perspective
from app.core.wave import Privacy, Rewording
from tests.builders import AFTER, a_relationship, a_response, a_survey, a_wave

WORDS = Standing(text="words")
NAMED = Standing(text="words", name="Ann")
NOTICE = Standing(text="")
OTHER = Standing(text="other words")
TABLE = {
    Consent.UNSAID: (WORDS, None),
    Consent.NAMED: (NAMED, NAMED),
    Consent.UNNAMED: (WORDS, WORDS),
    Consent.REWORDED: (OTHER, OTHER),
    Consent.PRINCIPAL: (None, None),
    Consent.SPOKEN: (NOTICE, NOTICE),
}


@pytest.mark.parametrize("consent", Consent)
def test_each_consent_stands_in_each_edition_as_the_table_says(consent: Consent) -> None:
    answer = Answer(item="O1", value=" words ", consent=consent)
    for edition, expected in zip(Edition, TABLE[consent], strict=True):
        assert standing(answer, "Ann", edition, Privacy.NAMED, "other words") == expected
        quiet = standing(answer, "Ann", edition, Privacy.CONFIDENTIAL, "other words")
        assert quiet == (replace(expected, name="") if expected else None)


def test_other_words_that_nobody_wrote_stand_nowhere() -> None:
    answer = Answer(item="O1", value="words", consent=Consent.REWORDED)
    assert all(standing(answer, "Ann", e, Privacy.NAMED) is None for e in Edition)


def context(*responses: Response, rewordings: tuple[Rewording, ...] = ()) -> FirmContext:
    return firm_context(a_wave(), responses, [a_relationship()], AFTER, rewordings=rewordings)


def rewording(by: str, of: str = "it is bad", text: str = "it could be better") -> Rewording:
    return Rewording(
        relationship="north",
        perspective=Perspective.COUNTERPART,
        respondent="c1",
        item="O1",
        of=of,
        by=by,
        text=text,
    )


def test_only_words_of_somebody_other_than_the_lead_count() -> None:
    said = a_response("c1", {"O1": "it is bad"}, consent=Consent.REWORDED)
    survey = a_survey()
    for written, shown in (
        ((), []),
        ((rewording("ann"),), []),
        ((rewording("bea"),), ["it could be better"]),
        ((rewording("bea"), rewording("ann", text="all well")), ["it could be better"]),
        ((rewording("bea"), rewording("cleo", text="better yet")), ["better yet"]),
        ((rewording("bea", of="something else"),), []),
    ):
        made = context(said, rewordings=written)
        for edition in Edition:
            assert [w.text for w in words_of("north", survey, made, edition)] == shown
        assert bool(to_reword("north", survey, made)) == (not shown)


def test_what_is_for_the_principal_stands_nowhere_else() -> None:
    said = a_response("c1", {"O1": "about your lead"}, consent=Consent.PRINCIPAL)
    made = context(replace(said, talk=Talk.SOMEONE_ELSE))
    survey = a_survey()
    assert all(words_of("north", survey, made, edition) == () for edition in Edition)
    found = for_principal("north", survey, made)
    assert [(w.text, w.name) for w in found.words] == [("about your lead", "Person c1 of north")]
    assert found.talks == ("Person c1 of north",)


def test_a_confidential_group_that_is_too_small_gives_no_words_even_to_the_principal() -> None:
    wave = a_wave(counterpart=Privacy.CONFIDENTIAL)
    few = [
        a_response(f"c{n}", {"O1": f"words {n}"}, consent=Consent.PRINCIPAL) for n in range(1, 3)
    ]
    enough = [*few, a_response("c3", {"O1": "words 3"}, consent=Consent.PRINCIPAL)]
    for responses, count in ((few, 0), (enough, 3)):
        made = firm_context(wave, responses, [a_relationship()], AFTER)
        found = for_principal("north", a_survey(), made)
        assert len(found.words) == count
        assert not any(words.name for words in found.words)


def test_words_stand_by_topic_then_side_then_alphabet_and_never_as_they_came() -> None:
    theirs = [
        a_response("c1", {"O2": "zinc", "O1": "well"}),
        a_response("c2", {"O2": "amber", "O1": "  "}),
        a_response("c3", {"O2": "malt", "O1": None}),
    ]
    ours = a_response("s1", {"O2": "brass"}, perspective=Perspective.SELF)
    found = words_of("north", a_survey(), context(ours, *theirs))
    assert [(w.topic.value, w.text) for w in found] == [
        ("went_well", "well"),
        ("put_right", "amber"),
        ("put_right", "malt"),
        ("put_right", "zinc"),
        ("put_right", "brass"),
    ]


def test_the_principal_reads_what_is_for_them_alone_in_order() -> None:
    said = [
        a_response("c1", {"O1": "zinc"}, consent=Consent.PRINCIPAL),
        a_response("c2", {"O1": "amber"}, consent=Consent.PRINCIPAL),
        a_response("c3", {"O1": "for everyone"}, consent=Consent.NAMED),
    ]
    found = for_principal("north", a_survey(), context(*said))
    assert [w.text for w in found.words] == ["amber", "zinc"]
    assert (found.relationship, found.lead) == ("North", "Ann Lead")


def test_who_would_talk_is_told_by_relationship_and_by_with_whom() -> None:
    wave = a_wave(relationships={"north": (3, 1), "south": (3, 1)})
    said = [
        replace(a_response("c2", {"A1": 5}), talk=Talk.LEAD),
        replace(a_response("c1", {"A1": 5}), talk=Talk.LEAD),
        replace(a_response("c3", {"A1": 5}), talk=Talk.SOMEONE_ELSE),
        replace(a_response("c1", {"A1": 5}, relationship="south"), talk=Talk.LEAD),
        replace(a_response("c2", {"A1": 5}, relationship="south"), talk=Talk.NO),
        a_response("c3", {"A1": 5}, relationship="south"),
    ]
    made = firm_context(wave, said, [a_relationship()], AFTER)
    assert would_talk("north", made, Talk.LEAD) == ("Person c1 of north", "Person c2 of north")
    assert would_talk("north", made, Talk.SOMEONE_ELSE) == ("Person c3 of north",)
    assert would_talk("south", made, Talk.LEAD) == ("Person c1 of south",)
    # Only wishes are kept.
    assert set(made.talks.values()) == {Talk.LEAD, Talk.SOMEONE_ELSE}


def test_other_words_are_for_one_answer_of_one_person() -> None:
    said = a_response("c1", {"O1": "it is bad", "O2": "it is bad"}, consent=Consent.REWORDED)
    survey = a_survey()
    made = context(said, rewordings=(rewording("bea"),))
    assert [w.text for w in words_of("north", survey, made)] == ["it could be better"]
    assert [answer.item for _, answer in to_reword("north", survey, made)] == ["O2"]
    other = replace(rewording("bea"), respondent="c2")
    assert words_of("north", survey, context(said, rewordings=(other,))) == ()
    assert other_words_for(said.answers[0], said, made.frozen["north"], (other,)) == ""


def test_who_would_talk_is_told_by_name_and_not_as_they_were_listed() -> None:
    wave = a_wave()
    turned = zip(wave.invitations, ("Zoe", "Yan", "Xia", "Wim", "Vic", "Una"), strict=True)
    wave = replace(wave, invitations=tuple(replace(i, name=name) for i, name in turned))
    said = [replace(a_response(f"c{n}", {"A1": 5}), talk=Talk.LEAD) for n in (1, 2, 3)]
    made = firm_context(wave, said, [a_relationship()], AFTER)
    assert would_talk("north", made, Talk.LEAD) == ("Xia", "Yan", "Zoe")
