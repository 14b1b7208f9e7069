"""`egnatia dvi`: who the victims of a disaster are."""
