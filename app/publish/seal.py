"""Sealing expectations at the first compile that could have given the other side's answers away.

Made here and not in `core`, because a seal is kept and its digest is cryptography. One that is
there is never made anew: whoever changes an expectation afterwards is seen to be outside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from app.core.expectations import expectations, sealable
from app.core.response import Response
from app.core.wave import OpenedWave, Sealed
from app.sealing.expectations import digest, salt_for
from app.sealing.links import new_key
from app.store.beside import Seal, add_seals
from app.store.keys import kept_key


def sealed_expectations(
    instance: Path, opened: OpenedWave, counted: Iterable[Response], day: date
) -> dict[str, Sealed]:
    """Seals what is not sealed yet, and says whose expectations still are what they were.

    Raises StoreError when a seal cannot be kept: then nothing may be compiled.
    """
    expected = {
        slug: {
            response.respondent: given
            for response in ours
            if (given := expectations(response, opened))
        }
        for slug, ours in sealable(counted).items()
    }
    if not expected:
        return {}
    key = kept_key(instance, "seals", new_key)

    def made(there: Mapping[str, Seal]) -> dict[str, Seal]:
        return {
            slug: _seal(salt_for(key, opened.id, slug), given, day)
            for slug, given in expected.items()
            if slug not in there
        }

    kept = add_seals(instance, opened.id, made)
    return {
        slug: Sealed(
            day=seal.day,
            digest=seal.digest,
            respondents=tuple(
                sorted(
                    who
                    for who, given in expected.get(slug, {}).items()
                    if seal.each.get(who) == digest(seal.salt, {who: given})
                )
            ),
        )
        for slug, seal in kept.items()
    }


def _seal(salt: str, given: Mapping[str, tuple[tuple[str, int], ...]], day: date) -> Seal:
    return Seal(
        day=day,
        salt=salt,
        digest=digest(salt, given),
        each={who: digest(salt, {who: one}) for who, one in given.items()},
    )
