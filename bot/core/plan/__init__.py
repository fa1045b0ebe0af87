"""What a plan is and how it changes: documents, typed edits, weeks, the content list, choosing.

Pure data and pure functions. Start reading at `document`, then `edits`.
"""
