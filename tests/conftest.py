"""Makes the tables beside this file importable from every folder of the tests: pytest puts the folder of a conftest on its path."""
