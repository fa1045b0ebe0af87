"""How the schema came to be: Alembic's revisions, packaged, run at start by `bot.storage.migrate`.

No revision imports `tables`: it says what it did then, whatever the tables look like today.
Start reading at `versions`.
"""

HEAD = "0011"  # a test compares it with the newest revision, so that a start needs no Alembic to know
