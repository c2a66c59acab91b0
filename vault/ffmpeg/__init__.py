"""Everything that touches the bytes of a film: what may come in, which commands are run, and how."""
