"""Questions that stay: taken, held against what comes in, told, heard, prolonged, ended (ADR 0058)."""
