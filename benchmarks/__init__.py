"""Accuracy and speed, each beside what it is compared to; see docs/benchmarks.md."""
