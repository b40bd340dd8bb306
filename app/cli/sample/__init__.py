"""The sample firm's people answer: stories as data, one file a wave, and the answers made of them.

What the firm itself writes stands in `content/`; here is only what was said in its surveys, and
how its files read when an earlier wave was opened.
"""
