"""What compiling costs: five waves of 200 and of 2,000 relationships, six people's answers each.

Every size runs in a process of its own, so that its peak of memory is its own. Beside that,
50,000 people's answers of one wave through `firm_context`, against reading them from the store.

    python -m tests.benchmarks.compiling [RESPONSES]

Prints a table with the growth at ten times as many.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.core.collecting import without_collecting
from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.response import Response
from app.core.review import Review
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy
from app.store.answers import AnswerStore
from tests.builders import AFTER, a_response, a_wave, everywhere

SIZES = (200, 2000)
WAVES = ("2022", "2023", "2024", "2025", "2026")
RESPONSES = 50_000
WORDS = "They keep their dates, and when one slips we hear it from them first."
PEOPLE = (
    *((Perspective.COUNTERPART, f"c{n}") for n in range(1, 5)),
    *((Perspective.SELF, f"s{n}") for n in range(1, 3)),
)


def opened_wave(
    relationships: int, wave: str = "2026", privacy: Privacy = Privacy.NAMED
) -> OpenedWave:
    slugs = [f"r{n}" for n in range(relationships)]
    asked = dict.fromkeys(slugs, (4, 2))
    return a_wave(relationships=asked, wave_id=wave, counterpart=privacy)


def responses(relationships: int, wave: str = "2026") -> list[Response]:
    """Six annual forms a relationship: twelve scores and a text each."""
    return [
        a_response(
            person,
            everywhere((number + place) % 11) | {"O1": WORDS},
            perspective=side,
            relationship=f"r{number}",
            wave=wave,
        )
        for number in range(relationships)
        for place, (side, person) in enumerate(PEOPLE)
    ]


def with_escapes(came: list[Response]) -> list[Response]:
    """The same with one question in ten escaped: people differ in what they answered."""
    random = Random(7)
    return [
        replace(
            response,
            answers=tuple(
                replace(answer, value=None)
                if isinstance(answer.value, int) and random.random() < 0.1
                else answer
                for answer in response.answers
            ),
        )
        for response in came
    ]


@without_collecting()
def compile_waves(relationships: int) -> tuple[float, float]:
    """(firm_context, compile_review) over five waves, in seconds, as a build does it."""
    grouping = compiling = 0.0
    earlier: dict[str, tuple[Review, ...]] = {}
    for wave in WAVES:
        opened, came = opened_wave(relationships, wave), responses(relationships, wave)
        started = time.perf_counter()
        context = firm_context(opened, came, [], AFTER)
        grouped = time.perf_counter()
        for frozen in opened.relationships:
            before = earlier.get(frozen.slug, ())
            earlier[frozen.slug] = (*before, compile_review(frozen.slug, context, before))
        grouping += grouped - started
        compiling += time.perf_counter() - grouped
    return grouping, compiling


def peak() -> float:
    """The most memory this process ever held, in MB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / 1024 / (1024 if sys.platform == "darwin" else 1)


def of_its_own(relationships: int) -> tuple[float, float, float]:
    """(firm_context, compile_review, peak memory in MB) of one size, in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.compiling", "--one", str(relationships)],
        check=True,
        capture_output=True,
        text=True,
    )
    grouping, compiling, memory = json.loads(done.stdout)
    return grouping, compiling, memory


def reading_and_grouping(people: int) -> tuple[float, float, float, float]:
    """Reading so many people's answers from the store, firm_context of a named wave, of one that
    is confidential at the counterpart, and of that with one question in ten escaped, in seconds:
    the best of three, turn by turn.
    """
    relationships = people // len(PEOPLE)
    waves = [opened_wave(relationships, privacy=privacy) for privacy in Privacy]
    with TemporaryDirectory() as folder:
        AnswerStore(Path(folder)).save_all("2026", responses(relationships))
        read: list[float] = []
        grouped: tuple[list[float], list[float]] = ([], [])
        escaped: list[float] = []
        for _ in range(3):
            store = AnswerStore(Path(folder))
            started = time.perf_counter()
            came = store.responses("2026")
            read.append(time.perf_counter() - started)
            for opened, seconds in zip(waves, grouped, strict=True):
                started = time.perf_counter()
                context = firm_context(opened, came, [], AFTER)
                seconds.append(time.perf_counter() - started)
                # What was read is kept too: giving memory back is timed of neither.
                del context
            fewer = with_escapes(list(came))
            started = time.perf_counter()
            context = firm_context(
                waves[list(Privacy).index(Privacy.CONFIDENTIAL)], fewer, [], AFTER
            )
            escaped.append(time.perf_counter() - started)
            del context
            assert len(came) == relationships * len(PEOPLE)
            store.close()
    return min(read), min(grouped[0]), min(grouped[1]), min(escaped)


def main(people: int) -> None:
    small, large = (of_its_own(size) for size in SIZES)
    print(f"{'five waves, six answers each':<34}{SIZES[0]:>9,}{SIZES[1]:>9,}{'growth':>9}")
    names = ("firm_context, s", "compile_review, s", "peak memory, MB")
    for name, one, ten in zip(names, small, large, strict=True):
        print(f"{name:<34}{one:>9.2f}{ten:>9.2f}{ten / one if one else 0:>8.1f}×")
    both, all_of = small[0] + small[1], large[0] + large[1]
    print(f"{'together, s':<34}{both:>9.2f}{all_of:>9.2f}{all_of / both:>8.1f}×")
    read, named, confidential, escaped = reading_and_grouping(people)
    print(f"\n{f'{people:,} people, one wave':<34}{'seconds':>9}{'of reading':>12}")
    for name, seconds in (
        ("reading them from the store", read),
        ("firm_context, named", named),
        ("firm_context, confidential", confidential),
        ("… one question in ten escaped", escaped),
    ):
        print(f"{name:<34}{seconds:>9.2f}{seconds / read:>12.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps([*compile_waves(int(sys.argv[2])), peak()]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else RESPONSES)
