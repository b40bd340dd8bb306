"""What a firm writes: TOML and Markdown, read into core objects; pydantic stays at this edge."""
