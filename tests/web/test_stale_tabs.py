"""Two tabs, two devices, back and double click: nothing is overwritten unseen."""

from __future__ import annotations

from importlib import import_module

import pytest

from app.core.response import State
from app.core.survey import Perspective
from app.web import keeping
from tests.web.respondent import RESPECT, TRUST, WORDS, Survey


def test_an_old_tab_overwrites_nothing_and_both_texts_are_shown(survey: Survey) -> None:
    survey.press(WORDS, O1="first")
    survey.press(WORDS, O1="from the laptop", also={":use": "unnamed"})
    stale = survey.press(WORDS, O1="from the phone", also={":base": "1", ":use": "unnamed"})
    assert stale.status_code == 409
    assert "Changed in another place" in stale.text
    assert "from the phone</textarea>" in stale.text
    assert '<p class="typed" id="s-O1">from the laptop</p>' in stale.text
    # Whoever hears the page hears at the box that something is the matter, and what.
    assert 'name="O1" rows="4" aria-describedby="e-O1 s-O1" aria-invalid="true">' in stale.text
    assert '<p class="error" id="e-O1">Saved meanwhile in another place:</p>' in stale.text
    assert survey.saved() == {"O1": "from the laptop"}
    # Having seen both, what is sent now counts.
    assert 'name=":base" value="2"' in stale.text
    survey.press(WORDS, O1="from the phone", also={":base": "2", ":use": "unnamed"})
    assert survey.saved() == {"O1": "from the phone"}


def test_scores_in_conflict_are_said_in_words(survey: Survey) -> None:
    survey.press(RESPECT, R1="7", R2="1")
    survey.press(RESPECT, R1="8", R2="na")
    stale = survey.press(RESPECT, R1="2", R2="5", also={":base": "1"})
    assert stale.status_code == 409
    assert "Saved meanwhile in another place: 8 / 10" in stale.text
    assert "Saved meanwhile in another place: Did not come up" in stale.text
    assert 'name="R1" value="2" checked' in stale.text
    assert survey.saved() == {"R1": 8, "R2": None}


def test_what_an_old_tab_did_not_touch_stays_as_it_is_now(survey: Survey) -> None:
    survey.press(RESPECT, R1="7", R2="1")
    survey.press(RESPECT, R1="7", R2="9")
    # The old tab shows R2 as 1 and changes only R1.
    done = survey.press(RESPECT, R1="3", R2="1", R3="4", also={":base": "1"})
    assert done.status_code == 303
    assert survey.saved() == {"R1": 3, "R2": 9, "R3": 4}


def test_another_page_is_no_conflict(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    survey.press(TRUST, T1="7")
    assert survey.press(TRUST, T1="7", T2="2", also={":base": "1"}).status_code == 303
    assert survey.saved() == {"R1": 7, "T1": 7, "T2": 2}


def test_the_same_answer_twice_is_no_conflict(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    survey.press(RESPECT, R1="8")
    assert survey.press(RESPECT, R1="8", also={":base": "1"}).status_code == 303


def test_a_base_that_is_no_version_overwrites_nothing(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    for base in ("", "x", "-1", "99", "1_0", "٣", "9" * 40):
        refused = survey.press(RESPECT, R1="2", also={":base": base})
        assert refused.status_code == 409, base
    assert survey.saved() == {"R1": 7}


def test_what_was_changed_since_is_looked_at_before_it_is_sent(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    survey.press(RESPECT, R1="8")
    refused = survey.press("check", also={":base": "1"})
    assert refused.status_code == 409
    assert "Changed in another place" in refused.text
    assert "8 / 10" in refused.text
    found = survey.found()
    assert found is not None
    assert found.state == "started"


def test_one_persons_versions_are_counted_and_nobody_elses(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    survey.press(RESPECT, perspective=Perspective.SELF, R1="7")
    assert survey.base() == survey.base(Perspective.SELF) == 1


def test_what_was_sent_in_one_tab_is_not_declined_away_in_another(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey.press(RESPECT, R1="7")

    def after_it_was_sent(*given: object) -> object:
        """Between what the view knew and what is written, the other tab sends."""
        assert survey.press("check").status_code == 303
        return keeping.keep_declined(*given)  # type: ignore[arg-type]

    # The module, which the package hides behind a function of the same name.
    module = import_module("app.web.answering")
    monkeypatch.setattr(module, "keep_declined", after_it_was_sent)
    declined = survey.press("decline")
    found = survey.found()
    assert found is not None
    assert found.state is State.SENT
    assert survey.saved() == {"R1": 7}
    told = survey.client.get(declined.location).text
    assert "Your answers are sent and saved." in told
    assert "had been sent already, so they stay" in told
    assert "had been sent already" not in survey.get("/receipt")
