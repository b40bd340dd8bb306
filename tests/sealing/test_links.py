"""Personal links: long, reproducible, different for everyone, and known by hash only."""

from dataclasses import replace

from app.sealing.links import link_hash, link_token, new_key, well_formed
from tests.builders import a_wave

KEY = b"k" * 32


def test_the_same_key_gives_the_same_link() -> None:
    invitation = a_wave().invitations[0]
    assert link_token(KEY, "2026", invitation) == link_token(KEY, "2026", invitation)


def test_everyone_and_every_wave_key_and_renewal_has_a_link_of_its_own() -> None:
    first = a_wave().invitations[0]
    tokens = [link_token(KEY, "2026", invitation) for invitation in a_wave().invitations]
    tokens += [
        link_token(KEY, "2027", first),
        link_token(b"x" * 32, "2026", first),
        link_token(KEY, "2026", replace(first, generation=2)),
        link_token(KEY, "2026", replace(first, relationship="nort", respondent="hc1")),
    ]
    assert len(set(tokens)) == len(tokens)


def test_a_link_has_at_least_128_bits() -> None:
    token = link_token(KEY, "2026", a_wave().invitations[0])
    assert len(token) * 5 >= 128
    assert well_formed(token)
    assert len(new_key()) == 32
    assert new_key() != new_key()


def test_the_hash_does_not_hold_the_token() -> None:
    token = link_token(KEY, "2026", a_wave().invitations[0])
    assert token not in link_hash(token)
    assert not well_formed(token.upper())
    assert not well_formed(token + "\n")
