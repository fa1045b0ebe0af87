"""Ticking: wakes the core, takes what is due from the ledger, says it, and writes down how it ended.

Schedules live in the ledger, never in the scheduler: it only knows a few jobs of our own. Start
reading at `ticker`; `timer` is the only file that knows the scheduler.
"""
