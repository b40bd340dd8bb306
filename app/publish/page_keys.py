"""The keys of the sealed pages: kept wrapped by the store, opened by sealing, joined here.

What is kept is durable before anything sealed with it is published: a link that was handed out is
never the only place where its key is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from app.errors import NotThePassphrase, SealError
from app.publish.units import OVERVIEW
from app.sealing.page_keys import PageKeys, as_bytes, from_bytes, new_keys, with_units
from app.sealing.sealed_file import ROUNDS
from app.sealing.wrapped import unwrapped, wrapped
from app.store.locks import locked
from app.store.sealed_pages import keep_wrapped_keys, keys_file, wrapped_keys


def has_keys(instance: Path) -> bool:
    """Whether pages were sealed here before, so that there is a passphrase. Raises StoreDamaged."""
    return wrapped_keys(instance) is not None


def unlocked(instance: Path, passphrase: str) -> PageKeys:
    """The keys. Raises NotThePassphrase, and SealError where nothing was ever sealed."""
    kept = wrapped_keys(instance)
    if kept is None:
        raise SealError("there are no keys of pages yet; a build makes them")
    try:
        return from_bytes(unwrapped(passphrase, kept))
    except NotThePassphrase:
        raise
    except SealError as error:
        raise SealError(f"{keys_file(instance)}: {error}") from error


def keep(instance: Path, passphrase: str, keys: PageKeys) -> None:
    """Keeps them wrapped, in place of what was there. Raises StoreError."""
    with locked(keys_file(instance)):
        keep_wrapped_keys(instance, wrapped(passphrase, as_bytes(keys)))


def start_keys(instance: Path, passphrase: str, rounds: int = ROUNDS) -> PageKeys:
    """The first keys under a new passphrase, kept; those that were there are given up.

    Links made with them open nothing from the next build on.
    """
    keys = new_keys(passphrase, rounds)
    keep(instance, passphrase, keys)
    return keys


def changed(
    instance: Path,
    passphrase: str,
    change: Callable[[PageKeys], PageKeys],
    new_passphrase: str = "",
) -> PageKeys:
    """Changes the keys as they are kept now, while nobody else does, and keeps what came of it.

    Whoever held them longer, as a build does, would undo what was changed meanwhile. Raises
    SealError where they are under another passphrase by now, and StoreError.
    """
    with locked(keys_file(instance)):
        there = unlocked(instance, passphrase)
        made = change(there)
        if made is not there:
            keep_wrapped_keys(instance, wrapped(new_passphrase or passphrase, as_bytes(made)))
    return made


def keys_for(instance: Path, passphrase: str, units: Iterable[str], day: date) -> PageKeys:
    """The keys, with kept new ones for units that had none. No link opens the overview."""
    return changed(
        instance, passphrase, lambda keys: with_units(keys, units, day, without_link=(OVERVIEW,))
    )
