"""Records of persons compared as wholes: what names, dates, places, parents and numbers say together."""
