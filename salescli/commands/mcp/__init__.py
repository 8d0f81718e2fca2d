"""The server that assistants speak to over standard input and output; the SDK is an extra."""
