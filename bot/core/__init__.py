"""The assistant itself: what Boffin knows, decides and says.

Nothing in here knows a platform, a database, a scheduler, a file, the wall clock or a log; whatever it
needs from outside it asks through `ports`. Time is always an argument. Start reading at `assistant`.
"""
