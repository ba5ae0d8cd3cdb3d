"""Expressions of date in news text, and the days they stand for."""
