"""The compiled part of comparing names."""
