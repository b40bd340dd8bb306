"""Changes that no test can notice because nothing changes, each looked at by hand, with the reason.

By the names that `tests.mutation` prints. One that no longer exists does no harm.
"""

EQUIVALENT: dict[str, str] = {}
