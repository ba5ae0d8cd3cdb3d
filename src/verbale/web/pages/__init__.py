"""The pages of the reading room, one module a family, each with its ``router``."""
