"""Dossiers: two governments, one, a speaker or a topic over a period as one printable document with its sources."""
