"""Answers read once: what comes later is not seen, and the latest of everyone is the store's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.store.answers import AnswerStore
from app.store.once import AnswersOnce
from tests.builders import a_response


def test_history_and_latest_are_those_of_the_store(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    first, second = a_response("b", {"A1": 7}), a_response("a", {"A1": 7})
    again = replace(first, language="de")
    for response in (first, second, again):
        store.save(response)
    once = AnswersOnce(tmp_path)
    assert once.history(first.wave) == tuple(store.history(first.wave)) == (first, second, again)
    assert once.responses(first.wave) == store.responses(first.wave) == (second, again)
    assert once.history("2001") == once.responses("2001") == ()


def test_what_comes_meanwhile_is_seen_by_nobody(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    first = a_response("a", {"A1": 7})
    store.save(first)
    once = AnswersOnce(tmp_path)
    assert once.responses(first.wave) == (first,)
    store.save(replace(first, language="de"))
    assert once.history(first.wave) == (first,)
    assert once.responses(first.wave) == (first,)
