"""Explaining: what two versions of a flow differ in, and why a run went as it did. In words, and always the same."""
