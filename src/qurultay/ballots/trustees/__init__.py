"""The holders of the election's key: how the key comes about, alone or with a threshold (specification 3.1.1, 4.5 to 4.7)."""
