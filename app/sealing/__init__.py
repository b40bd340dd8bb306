"""All cryptography. Knows bytes and keys; must not know files, pages or the store."""
