"""The keys of the sealed pages: one secret of the firm, and of each unit a key and a link.

A unit is what is opened together: one relationship in one edition, or the overview. Its content
key is random and so is its link; none is made of another, so that one that got about can be
replaced. Knows names of units as texts; must not know where keys are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from secrets import token_bytes

from app.errors import SealError
from app.sealing.sealed_file import ROUNDS, SALT, SECRET, sealed_master

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKeys:
    content: bytes
    link: bytes
    """Empty: no link opens it, the firm's passphrase does."""
    since: date
    """When the link was made or taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKeys:
    secret: bytes
    """The firm's: it opens everything."""
    master: bytes
    """The text of the file that opens the secret with the passphrase; made once and kept."""
    units: Mapping[str, UnitKeys] = field(default_factory=dict)


def new_keys(passphrase: str, rounds: int = ROUNDS) -> PageKeys:
    """Keys of a firm that has sealed nothing yet."""
    secret = token_bytes(SECRET)
    return PageKeys(
        secret=secret, master=sealed_master(passphrase, token_bytes(SALT), rounds, secret)
    )


def with_units(
    keys: PageKeys, names: Iterable[str], day: date, without_link: Iterable[str] = ()
) -> PageKeys:
    """The same keys, and new ones for units that have none."""
    new = {name: _new_unit(day) for name in sorted(set(names) - set(keys.units))}
    new |= {name: replace(new[name], link=b"") for name in without_link if name in new}
    return replace(keys, units={**keys.units, **new}) if new else keys


def rotated(keys: PageKeys, name: str, day: date) -> PageKeys:
    """A new link and a new key: what the old ones open is not made again."""
    return replace(keys, units={**keys.units, name: _new_unit(day)})


def revoked(keys: PageKeys, name: str, day: date) -> PageKeys:
    """No link, and a new key: only the firm's passphrase opens the unit from the next build on."""
    return replace(keys, units={**keys.units, name: replace(_new_unit(day), link=b"")})


def with_passphrase(keys: PageKeys, passphrase: str, rounds: int = ROUNDS) -> PageKeys:
    """Another passphrase. Every content key is new, because the old one opened them all.

    Links stay as they are and open the new keys.
    """
    made = new_keys(passphrase, rounds)
    units = {name: replace(unit, content=token_bytes(SECRET)) for name, unit in keys.units.items()}
    return replace(made, units=units)


def as_bytes(keys: PageKeys) -> bytes:
    """Everything, to be wrapped under a passphrase before it is kept."""
    units = {
        name: [unit.content.hex(), unit.link.hex(), unit.since.isoformat()]
        for name, unit in sorted(keys.units.items())
    }
    kept = {
        "format": FORMAT,
        "secret": keys.secret.hex(),
        "master": keys.master.decode("ascii"),
        "units": units,
    }
    return json.dumps(kept, indent=0).encode("utf-8")


def from_bytes(data: bytes) -> PageKeys:
    """Raises SealError for what `as_bytes` did not make."""
    try:
        kept = json.loads(data)
        if kept["format"] != FORMAT:
            raise ValueError(kept["format"])
        return PageKeys(
            secret=bytes.fromhex(kept["secret"]),
            master=kept["master"].encode("ascii"),
            units={
                name: UnitKeys(
                    content=bytes.fromhex(content),
                    link=bytes.fromhex(link),
                    since=date.fromisoformat(since),
                )
                for name, (content, link, since) in kept["units"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SealError("the keys of the pages are of another version of this program") from error


def _new_unit(day: date) -> UnitKeys:
    return UnitKeys(content=token_bytes(SECRET), link=token_bytes(SECRET), since=day)
