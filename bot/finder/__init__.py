"""Text in, ranked guidance out: no model, no network, the same ranking for the same text.

No thresholds and no sentences for people: whoever asks decides what a score is worth. Start reading
at `finding`; `query` is what of a text is looked for, `index` where, `vote` what is made of what is found.
"""
