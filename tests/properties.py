"""What is drawn at random in tests of the statistics; each stays well below a tenth of a second."""

from hypothesis import settings
from hypothesis import strategies as st

FEW = settings(max_examples=20, deadline=None, database=None)

ANSWERS = st.integers(0, 10).map(float)
"""One answer on 0–10."""
GROUP = st.lists(ANSWERS, min_size=1, max_size=8)
COUNTS = st.integers(0, 60)
