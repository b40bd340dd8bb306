"""HTML to PDF: the only room that knows WeasyPrint. Given finished reviews; knows no store."""
