"""The line to the partners' nodes: HTTPS, TLS 1.3 only, both sides show a certificate that the directory lists."""
