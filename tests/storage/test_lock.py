"""Who is let in: one at a time, and a question that fails keeps nothing open."""

import time

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from bot.storage.lock import Turnstile
from bot.storage.opening import url_of

OTHERS = b"SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
NO_NUMBER = 2**70  # no server takes it


def test_a_question_that_fails_leaves_no_connection_behind(postgresql: str) -> None:
    turnstile, problems = Turnstile(url_of(postgresql)), []
    with psycopg.connect(postgresql, autocommit=True) as watching:
        before = watching.execute(OTHERS).fetchone()
        for _ in range(3):
            with pytest.raises(DBAPIError) as problem:
                turnstile.enter(NO_NUMBER)
            problems.append(problem)  # and with it the frames that would keep a connection alive
        until = time.monotonic() + 3
        while (now := watching.execute(OTHERS).fetchone()) != before and time.monotonic() < until:
            pass  # a server notices a moment later that one is gone
    assert (now, len(problems)) == (before, 3)
    turnstile.close()
