"""What the engine `apertium` stands on: its modes and routes, its text stream, its child processes."""
