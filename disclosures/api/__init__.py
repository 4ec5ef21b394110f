"""The read API at /api/v1/, for programs: what is public, as JSON. Amounts are text in 元 (docs/api.md)."""
