"""How a document becomes text: layout, colour, plain lines, JSON, SVG."""
