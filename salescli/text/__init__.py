"""Text for people: made safe to show, quoted for a shell, counted, folded into handles. Pure."""
