"""What `manage.py check` asks of the editions: an edition may only refer to what it has."""
