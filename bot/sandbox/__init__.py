"""A Discord on your own machine: REST and gateway on loopback. Knows nothing of papers, imports nothing of ours."""
