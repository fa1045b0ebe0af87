"""Boffin in Slack: one workspace with a bot token or many by installs, over Socket Mode or signed HTTP.

Nothing here decides. `app` connects, `hearing` takes what Slack delivers, `inbound` reads a payload into words for the
door, `render` and `form` turn messages into Block Kit, `limit` keeps Slack's limits, `answer` sends what is said in
reply and `outbox` what is said unasked. `workspace` finds the `desk` for a workspace, `oauth` installs and `renewing`
keeps tokens fresh; `directory` knows roles, zones and channel names for an hour, `receiving` checks signed HTTP,
`agent` greets, `probe` is for the doctor, and `quiet` keeps Slack's libraries from writing tokens and text into the
log. Start reading at `app`.
"""
