"""The seal on expectations: the same for the same, and not to be guessed."""

from app.sealing.expectations import digest, salt_for

KEY = b"k" * 32


def test_the_digest_changes_with_every_answer_person_and_salt() -> None:
    salt = salt_for(KEY, "2026", "north")
    given = {"s1": (("E-a", 6),), "s2": (("E-a", 3),)}
    assert digest(salt, given) == digest(salt, dict(reversed(given.items())))
    others = [
        digest(salt, given | {"s1": (("E-a", 7),)}),
        digest(salt, {"s1": given["s1"]}),
        digest(salt_for(KEY, "2026", "south"), given),
        digest(salt_for(b"x" * 32, "2026", "north"), given),
        digest(salt, {"s2": given["s1"], "s1": given["s2"]}),
    ]
    assert len({digest(salt, given), *others}) == 6


def test_the_salt_needs_the_key() -> None:
    assert len(salt_for(KEY, "2026", "north")) == 32
    assert salt_for(KEY, "2026", "north") == salt_for(KEY, "2026", "north")
    assert salt_for(KEY, "a", "bc") != salt_for(KEY, "ab", "c")
