"""The public record: a store of plain files, parts, signatures and authority, witnesses' policy, and `verify`."""
