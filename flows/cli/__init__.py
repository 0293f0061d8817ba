"""The commands of `wireglot`, one file each; heavy imports wait until a command runs."""
