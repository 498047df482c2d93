"""From the encrypted tally to the result: every trustee's part, and the parts combined (specification 4.15, 4.17, 4.18)."""
