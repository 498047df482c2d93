"""Zero-knowledge proofs, each by the preimage of its hash (specification 4.5 and 4.10 to 4.13)."""
