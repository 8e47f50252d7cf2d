"""Answers to questions about members of the Open Government Partnership, each proved by quotes from saved pages."""

__version__ = "0.1.0"
