"""Who may come in, and who may do what: accounts, passkeys, roles, permissions, and what was done."""
