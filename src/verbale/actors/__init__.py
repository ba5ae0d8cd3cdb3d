"""Actors: states, institutions and persons; who speaks, and for whom."""
