"""What all tests share: how hard hypothesis tries, and that no timing makes it give up."""

import os

from hypothesis import settings

settings.register_profile("quick", max_examples=12, deadline=None)
settings.register_profile("check", max_examples=60, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))
