"""A link sends as often as a person would, and is told to wait when a program drives it."""

from app.web.limits import BURST, MOST_LINKS, REFILL, RateLimit


def test_a_link_may_send_many_times_and_then_has_to_wait() -> None:
    now = [100.0]
    limit = RateLimit(lambda: now[0])
    assert [limit.wait("a") for _ in range(BURST)] == [0] * BURST
    assert limit.wait("a") == 1
    assert limit.wait("b") == 0
    now[0] += REFILL
    assert limit.wait("a") == 0
    assert limit.wait("a") == 1
    now[0] += 10 * BURST * REFILL
    assert [limit.wait("a") for _ in range(BURST)] == [0] * BURST


def test_what_is_remembered_does_not_grow_for_ever() -> None:
    now = [0.0]
    limit = RateLimit(lambda: now[0])
    for n in range(MOST_LINKS + 2):
        now[0] += REFILL
        limit.wait(str(n))
    assert len(limit._empty_at) < MOST_LINKS
