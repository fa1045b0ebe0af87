"""Remembering: tables, migrations and the ports Memory, Accounts and Ledger, on SQLite and PostgreSQL.

Nothing in here decides anything or says anything to a person: it reads what a decision may look at and
writes what was decided. No ORM, no transaction that is open across an await, no clock, no environment.
Start reading at `parts` (how a store is opened), then `tables`, then `memory`.
"""
