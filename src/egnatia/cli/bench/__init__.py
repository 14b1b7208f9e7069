"""Measuring the exchange between nodes: real nodes, real law, real mTLS, and a delay where the border would be."""
