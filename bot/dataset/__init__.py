"""Where papers come from: bytes from disk or the network, parsed into weeks and complaints."""
