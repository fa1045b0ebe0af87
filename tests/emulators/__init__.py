"""Local servers that stand in for the chat platforms, over real sockets on 127.0.0.1."""
