"""The engine-agnostic core of 勤e家: reads, checks and derives a knowledge base."""

__version__ = "0.1.0"
