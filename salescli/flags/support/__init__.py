"""What the commands' flags are declared with, and the flags that several commands share."""
