"""Comparing what would be printed with what was, for many pages and sheets at once.

Each is a question: a function and what it is asked about. A crew's children answer them in batches;
a few are answered here. Knows functions; must not know what they compute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.brief.crew import Crew, Task, done_apart
from app.brief.guard import Ended
from app.errors import PublishError

Question = tuple[Callable[..., str], tuple[object, ...]]
WORTH_HANDING_OUT = 60
"""Questions; fewer are answered sooner than a child is started."""
BATCH = 20


def answered(questions: Mapping[str, Question], crew: Crew) -> dict[str, str]:
    """By name the digest that each question comes to."""
    if len(questions) < WORTH_HANDING_OUT:
        return {name: ask(*about) for name, (ask, about) in questions.items()}
    handed_out = [
        (batch, crew.executor.submit(done_apart, _task([questions[name] for name in batch])))
        for batch in _batches(list(questions))
    ]
    digests: dict[str, str] = {}
    for batch, future in handed_out:
        found = future.result()
        if isinstance(found, Ended):
            raise PublishError(f"{batch[0]} and others could not be compared: {found.reason}")
        digests |= zip(batch, found, strict=True)
    return digests


def _batches(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + BATCH] for start in range(0, len(names), BATCH))


def _task(questions: list[Question]) -> Task:
    return Task(work=_answers, what=questions, limits=None)


def _answers(questions: list[Question]) -> list[str]:
    return [ask(*about) for ask, about in questions]
