"""A private PostgreSQL for a checkout that is given no DATABASE_URL: demo, development and tests."""
