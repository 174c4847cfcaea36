"""The steps by which the schema moves forward, one file each, as Alembic runs them."""
