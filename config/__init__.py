"""Settings, addresses and the embedded database. Knows nothing about final accounts."""
