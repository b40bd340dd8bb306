"""What respondents sent, and what opening a wave froze: kept on disk, private to the firm."""
