"""The ledger of published figures: every state of a confidential side that went into pages.

One file a wave beside its frozen copy, under a checksum. It holds values without people and people
as marks; what may take whose place is decided in `core.published`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.core.published import PublishedSide
from app.core.survey import Perspective
from app.errors import StoreDamaged, StoreError
from app.store.locks import locked
from app.store.recovery import REMEDY
from app.store.waves import compiled_on
from app.store.whole import read_whole, write_whole

SideKey = tuple[str, Perspective]
Published = dict[SideKey, tuple[PublishedSide, ...]]
_LEDGER = TypeAdapter(dict[str, tuple[PublishedSide, ...]])


def published_sides(instance: Path, wave_id: str) -> Published:
    """What was published of a wave's confidential sides, oldest first. Raises StoreDamaged.

    A ledger that has gone although figures are out is an error: without it the next build could
    change one of them by a single person.
    """
    path = _path(instance, wave_id)
    published = compiled_on(instance, wave_id)
    try:
        kept = _LEDGER.validate_json(read_whole(path))
    except FileNotFoundError as error:
        if published is None:
            return {}
        raise StoreDamaged(
            f"{path}: is missing, but figures of {wave_id} were published on {published}; {REMEDY}"
        ) from error
    except ValidationError as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error
    return {_key(name): states for name, states in kept.items()}


def keep_published(
    instance: Path, wave_id: str, known: Published, new: Mapping[SideKey, PublishedSide]
) -> None:
    """Adds states before anything made of them goes out. Raises StoreError.

    `known` is what the new states were weighed against; if another build has added its own
    meanwhile, nothing is kept and nothing may be published.
    """
    path = _path(instance, wave_id)
    with locked(path):
        there = published_sides(instance, wave_id)
        if any(there.get(key) != known.get(key) for key in new):
            raise StoreError(
                f"{path}: another build published figures of {wave_id} meanwhile; run the same "
                "command again"
            )
        if new or not path.exists():
            for key, state in new.items():
                there[key] = (*there.get(key, ()), state)
            _write(path, there)


def forget_published(instance: Path, wave_id: str) -> None:
    """Takes everything off the ledger of a wave whose answers are deleted."""
    path = _path(instance, wave_id)
    with locked(path):
        if path.exists():
            _write(path, {})


def _write(path: Path, kept: Published) -> None:
    named = {"/".join(key): states for key, states in sorted(kept.items())}
    write_whole(path, _LEDGER.dump_json(named))


def _path(instance: Path, wave_id: str) -> Path:
    return instance / "waves" / f"{wave_id}.published"


def _key(name: str) -> SideKey:
    slug, _, side = name.partition("/")
    return slug, Perspective(side)
