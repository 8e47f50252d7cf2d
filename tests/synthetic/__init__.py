"""Synthetic members: pages that nobody tuned to, with the facts they state known from the start."""
