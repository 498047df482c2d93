"""The transparency log: canonical JSON, signed notes, keys, Merkle tree, proofs, tiles, checkpoints and cosignatures."""
