"""The shipped surveys as instruments, and what a file that extends another may change."""

from pathlib import Path

import pytest

from app.core.firm import Kind
from app.core.survey import Form, Perspective, Role, Survey
from app.errors import InputError
from app.files.problems import Problems
from app.files.surveys import read_surveys
from app.settings import PROGRAM

SHIPPED = {s.id: s for s in read_surveys(PROGRAM / "surveys", Problems(PROGRAM))}
EACH = pytest.mark.parametrize("survey", SHIPPED.values(), ids=SHIPPED)
SEVEN = """
extends = "client"
[scales.often]
minimum = 1
maximum = 7
labels.1.en = "never"
labels.2.en = "rarely"
labels.3.en = "now and then"
labels.4.en = "half the time"
labels.5.en = "often"
labels.6.en = "mostly"
labels.7.en = "always"
"""


def extended(folder: Path, text: str) -> Survey:
    """The client survey extended by this text. Raises InputError with what is wrong."""
    (folder / "client.toml").write_bytes((PROGRAM / "surveys/client.toml").read_bytes())
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    problems = Problems(folder)
    surveys = {survey.id: survey for survey in read_surveys(folder, problems)}
    if problems.found:
        raise InputError(*problems.found)
    return surveys["ours"]


def test_every_kind_of_relationship_has_a_survey() -> None:
    assert set(SHIPPED) == {kind.value for kind in Kind}


@EACH
def test_the_annual_form_has_21_taps_and_three_texts_and_the_short_one_eight(
    survey: Survey,
) -> None:
    for form, taps, texts in ((Form.SHORT, 6, 2), (Form.ANNUAL, 21, 3), (Form.LONG, 25, 3)):
        asked = survey.asked(Perspective.COUNTERPART, form)
        assert sum(item.rated for item in asked) == taps
        assert sum(not item.rated for item in asked) == texts
        assert [item.role for item in asked[:2]] == [Role.SATISFACTION, Role.RECOMMENDATION]
        assert all(item.role is Role.TEXT for item in asked[-texts:])


@EACH
def test_our_form_asks_the_same_and_what_we_expect_them_to_say(survey: Survey) -> None:
    theirs = {i.id for i in survey.asked(Perspective.COUNTERPART, Form.LONG)}
    ours = {i.id for i in survey.asked(Perspective.SELF, Form.LONG)}
    assert ours - theirs == {f"E-{factor.id}" for factor in survey.factors}
    assert theirs <= ours


@EACH
def test_both_sides_have_words_for_everything_and_nothing_is_left_to_fill_in(
    survey: Survey,
) -> None:
    for item in survey.items:
        for text in (item.they, item.we):
            said = str(text or "x").replace("{firm}", "F").replace("{counterpart}", "C")
            assert said.strip()
            assert "{" not in said
    assert "{firm}" in str(survey.head_they)
    assert "{counterpart}" in str(survey.head_we)


@EACH
def test_no_two_questions_of_a_form_read_the_same(survey: Survey) -> None:
    for perspective in Perspective:
        said = [str(i.wording(perspective)) for i in survey.asked(perspective, Form.LONG)]
        assert len(set(said)) == len(said)


@EACH
def test_an_id_means_the_same_place_in_every_survey(survey: Survey) -> None:
    for item in survey.items:
        known = SHIPPED["client"].item(item.id)
        if known is not None:
            assert (item.role, item.factor, item.forms, item.pressure) == (
                known.role,
                known.factor,
                known.forms,
                known.pressure,
            )


def test_a_team_is_asked_for_autonomy_recognition_support_and_load_under_ids_of_their_own() -> None:
    asked = SHIPPED["employee"].asked(Perspective.COUNTERPART, Form.ANNUAL)
    parts = [item.id for item in asked if item.role in (Role.THEIR_PART, Role.OUR_PART)]
    assert parts == ["A1", "A2", "A3", "V4", "A4", "V6"]
    everywhere_else = {i.id for s in SHIPPED.values() if s.id != "employee" for i in s.items}
    assert not {"A1", "A2", "A3", "A4", "P5"} & everywhere_else


def test_a_team_answers_on_seven_labelled_points_and_recommends_on_eleven() -> None:
    employee = SHIPPED["employee"]
    for factor in employee.factors:
        scale = employee.factor_scale(factor.id)
        assert scale is not None
        assert (scale.minimum, scale.maximum, scale.labelled) == (1, 7, True)
    recommends = employee.item("L")
    assert recommends is not None
    assert recommends.scale is not None
    assert recommends.scale.maximum == 10


def test_a_scale_with_ends_of_its_own_keeps_no_label_of_the_one_it_takes_the_place_of(
    tmp_path: Path,
) -> None:
    item = extended(tmp_path, SEVEN).item("R1")
    assert item is not None
    assert item.scale is not None
    assert [str(label) for _, label in item.scale.labels][::3] == [
        "never",
        "half the time",
        "always",
    ]
    assert item.scale.labelled


def test_labels_alone_are_laid_over_the_inherited_ones(tmp_path: Path) -> None:
    text = 'extends = "client"\n[scales.often]\nlabels.0.it = "mai"\n'
    item = extended(tmp_path, text).item("R1")
    assert item is not None
    assert item.scale is not None
    assert item.scale.maximum == 10
    never = item.scale.label(0)
    assert never is not None
    assert never.by_language[0] == ("en", "never")
    assert never.by_language[-1] == ("it", "mai")


def test_a_question_in_anothers_place_keeps_all_but_the_words(tmp_path: Path) -> None:
    text = 'extends = "client"\n[[items]]\nid = "X1"\nreplaces = "R1"\nthey.en = "a"\nwe.en = "b"\n'
    ours = extended(tmp_path, text)
    client = SHIPPED["client"]
    new, old = ours.item("X1"), client.item("R1")
    assert new is not None
    assert old is not None
    assert ours.item("R1") is None
    assert [i.id for i in ours.items].index("X1") == [i.id for i in client.items].index("R1")
    assert (new.factor, new.scale, new.pressure) == (old.factor, old.scale, old.pressure)
    assert (str(new.they), str(new.we)) == ("a", "b")


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ('id = "X1"\nreplaces = "R7"', "items X1, replaces: there is no item R7 to replace"),
        ('id = "R2"\nreplaces = "R1"', "items R2, replaces: has the id of a question that is"),
        ('id = "X1"\nreplaces = "R1"', "items X1: asks nobody"),
    ],
)
def test_a_replacement_that_cannot_be_is_named(tmp_path: Path, items: str, said: str) -> None:
    with pytest.raises(InputError) as wrong:
        extended(tmp_path, f'extends = "client"\n[[items]]\n{items}\n')
    assert said in str(wrong.value)
