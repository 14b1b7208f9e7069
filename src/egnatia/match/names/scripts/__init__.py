"""How each script is read aloud: from its letters to one Latin spelling of sounds."""
