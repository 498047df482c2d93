"""The transparency log: canonical JSON, signed notes, keys, tree, proofs, tiles, checkpoints, cosignatures."""
