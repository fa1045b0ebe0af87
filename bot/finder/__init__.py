"""Text in, ranked guidance out: no network, the same ranking for the same text.

No thresholds and no sentences for people: whoever asks decides what a score is worth. Start reading at `choosing`:
`meaning` ranks by a small language model (`encoder`, `head`, joined with the content in `mind`, kept in `model/` and
checked by `artefact`) together with `finding`, which ranks by words alone (`query`, `index`, `vote`).
"""
