"""Makes the tables beside this file importable from every folder of the tests: pytest puts the folder of a conftest on its path."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("marsad", deadline=None)  # how fast an example runs is no matter of the tests
settings.load_profile("marsad")
