"""Readers: one module a format; each yields articles or says why not."""
