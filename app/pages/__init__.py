"""How things look: page dataclasses, Jinja templates, SVG charts, styles and fonts."""
