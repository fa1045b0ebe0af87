"""The assistant in a terminal: a full platform with several people, channels and a movable clock.

It is also the tests' platform, so nothing here may know more of the assistant's insides than which words
are commands. `app` is the console, `inbound` reads a typed line, `naming` finds the choice that its words
name, `render` and `outbox` show, `folder` takes files, `filling` asks a form field by field, `control`
holds the lines that start with a colon, `script` plays a dialogue and `live` sits at a real terminal.
"""
