"""Golden questions: wordings × facts of synthetic members, and reviewed answers over committed pages."""
