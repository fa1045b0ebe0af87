"""The points of the source as rules: what each looks at and when it may suggest one small step.

One file per point that has a rule. Each is a pure function from a `Moment` to a `Suggestion`, or to
`Quiet` with the reason, so that "why" and "why not" have the same answer. Thresholds are content.
"""
