"""Getting to Discord: where it is, signing in, staying there, and which commands it is told of."""
