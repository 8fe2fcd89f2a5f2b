"""Benchmarks with a report, runnable by anyone: ``make bench``."""
