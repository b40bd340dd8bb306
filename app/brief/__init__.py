"""HTML to PDF by WeasyPrint or a browser: the only room that knows them. Given finished reviews."""
