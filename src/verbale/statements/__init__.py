"""From attributions to statements: which are acts of saying, of what kind, and what they do."""
