"""Who asked not to be asked again: one list for all waves, in `instance/no-more.json`."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.core.asked import Key
from app.core.left_alone import NoMore
from app.errors import StoreDamaged
from app.store.disk import private_folder
from app.store.locks import locked
from app.store.recovery import REMEDY
from app.store.whole import read_whole, write_whole

_KEPT = TypeAdapter(tuple[NoMore, ...])


def no_more(instance: Path) -> tuple[NoMore, ...]:
    """Everyone who said so, in the order they did. Raises StoreDamaged."""
    path = _path(instance)
    try:
        return _KEPT.validate_json(read_whole(path))
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error


def keep_no_more(instance: Path, said: NoMore) -> None:
    """Keeps it, durably; who said it before has said it. Raises StoreError."""
    path = _path(instance)
    with locked(path):
        there = no_more(instance)
        if all(one.key != said.key for one in there):
            _write(path, (*there, said))


def take_back(instance: Path, key: Key) -> None:
    """They may be asked again: only they themselves say so."""
    path = _path(instance)
    with locked(path):
        there = no_more(instance)
        kept = tuple(one for one in there if one.key != key)
        if kept != there:
            _write(path, kept)


def _write(path: Path, kept: tuple[NoMore, ...]) -> None:
    private_folder(path.parent)
    write_whole(path, _KEPT.dump_json(kept, indent=1))


def _path(instance: Path) -> Path:
    return instance / "no-more.json"
