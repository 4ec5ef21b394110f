"""Many accounts published at once: chosen, ordered, and followed until they are made."""
