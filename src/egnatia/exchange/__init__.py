"""The protocol between nodes: the bytes of envelope, directory, question, answer."""
