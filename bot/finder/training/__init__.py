"""Learning from the example questions, at build time only: `make answers`. Nothing at run time imports this.

Start reading at `learning`; `lesson` is what is learnt, `tuning` how the language model learns it, `fitting` the
weights on top, `trial` what that is worth on questions of authors it has not seen, `writing` the artefact.
"""
