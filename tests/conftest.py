"""Settings of all tests: nothing fails because a machine is slow."""

import os

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
# The checker of HTML has tests of its own; hundreds of builds need not start a Java each.
os.environ["BOTH_SIDES_VNU"] = "off"
