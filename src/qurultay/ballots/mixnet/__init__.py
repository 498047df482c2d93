"""Mixing the ballots that are decrypted one by one, provably and several times (specification 4.16 and 6)."""
