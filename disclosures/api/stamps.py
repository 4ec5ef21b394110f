"""In which state everything is that the API tells of: what changes it changes the stamp. One query."""

from django.db import connection

STAMP = """
    SELECT concat_ws('-',
        (SELECT max(id) FROM disclosures_publication),
        (SELECT max(index) FROM disclosures_logentry),
        (SELECT max(publication_id) FROM catalogue_entry),
        (SELECT max(id) FROM catalogue_spending),
        (SELECT sum(xmin::text::bigint) FROM accounts_unit),
        (SELECT sum(xmin::text::bigint) FROM accounts_unitname),
        (SELECT sum(xmin::text::bigint) FROM accounts_succession))
"""
"""Each publication and each withdrawal has its line in the log. The catalogue follows a moment later: what it
takes in gets new numbers. Units are few, and PostgreSQL gives a row that is changed another `xmin`.
"""


def stamp() -> str:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return str(cursor.fetchone()[0])
